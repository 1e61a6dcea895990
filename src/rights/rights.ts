import type { Finding } from '../domain/fault.ts';
import type { RecordKind } from '../domain/record-kinds.ts';
import type { Rights } from '../register/changes/registry.ts';
import type { Step } from '../register/changes/step.ts';
import { kinds } from '../register/model/kinds.ts';
import type { BeforeAndAfter } from '../register/model/register-reader.ts';
import { memberBeyond } from './comparison.ts';
import type { Condition } from './condition.ts';
import { sightOf } from './may-see.ts';
import type { BoundParty } from '../domain/party.ts';
import type { ActsFor } from './party.ts';
import { refusedMember, refusedRecord } from './refusals.ts';
import { rightsTable, type MemberRight, type Row, type Task } from './table.ts';
import { isFor } from './whose.ts';

/** What whoever acts for a party sees and may change. In doubt they may not: what the table does not allow is for the operator. */
export function rightsOf(somebody: ActsFor): Rights {
  return {
    sees: (step, register) => seesStep(somebody, step, register),
    refusal: (step, register) => mayChange(somebody, step, register),
  };
}

/** What counts is the record as it is; of one that is not there yet, as it would be. */
function seesStep(somebody: ActsFor, { kind, id, before, after }: Step, register: BeforeAndAfter): boolean {
  const body = before ?? after;
  return body === undefined || sightOf(somebody, { kind, id, body }, register) !== 'nothing';
}

/** Why a change is not for whoever acts for this party; `undefined`: it is. */
export function mayChange({ party }: ActsFor, change: Step, register: BeforeAndAfter): Finding | undefined {
  const { kind, id, before, after } = change;
  const whose = rightsTable[party.kind][kind][taskOf(change)];
  const bodies = [before, after].filter((body) => body !== undefined);
  if (whose === 'none' || !bodies.every((body) => isFor(whose, party, { kind, id, body }, register))) {
    return refusedRecord(party.kind, kind);
  }
  return party.kind === 'operator' ? undefined : refusedPart(party, rowOf(party, kind), change, register);
}

export function taskOf({ before, after }: Step): Task {
  if (after === undefined) return 'end';
  return before === undefined ? 'add' : 'change';
}

interface RowOf<Each extends RecordKind> {
  readonly kind: Each;
  readonly row: Row<Each>;
}

/** Keeps a kind and what is said of it together, so that conditions are asked about records of that kind. */
function rowOf<Each extends RecordKind>(party: BoundParty, kind: Each): RowOf<Each> {
  return { kind, row: rightsTable[party.kind][kind] };
}

/** Which part of a change to a record of its own is not for this party. */
function refusedPart<Each extends RecordKind>(
  party: BoundParty,
  { kind, row }: RowOf<Each>,
  change: Step,
  register: BeforeAndAfter,
): Finding | undefined {
  if (!('members' in row)) return refusedRecord(party.kind, kind);
  const rights = Object.entries<MemberRight<Each>>(row.members);
  const free = rights.flatMap(([member, right]) => (right === 'never' ? [] : [member]));
  const beyond = taskOf(change) === 'change' ? memberBeyond(change.before, change.after, free) : undefined;
  if (beyond !== undefined) return refusedMember(party.kind, kind, beyond);
  const conditions = rights.flatMap(([, right]) => (typeof right === 'string' ? [] : right));
  return conditions.length === 0 ? undefined : brokenCondition(conditions, party, kind, change, register);
}

/** What cannot be read meets no condition. */
function brokenCondition<Each extends RecordKind>(
  conditions: readonly Condition<Each>[],
  party: BoundParty,
  kind: Each,
  { before, after }: Step,
  register: BeforeAndAfter,
): Finding | undefined {
  const [old, next] = [before, after].map((body) => kinds[kind].schema.safeParse(body).data);
  const isUnread = (old === undefined && before !== undefined) || (next === undefined && after !== undefined);
  if (isUnread) return refusedRecord(party.kind, kind);
  for (const condition of conditions) {
    const finding = condition({ old, next, party, register });
    if (finding !== undefined) return finding;
  }
  return undefined;
}
