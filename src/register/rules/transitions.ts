import { agreementRecord } from '../model/agreement-records.ts';
import { sectorRecord } from '../model/supplier-records.ts';
import type { Agreement, AgreementStatus } from '../model/register.ts';
import type { RegisterIndex } from './register-index.ts';

/** One record as it was and as it will be, in the form that the register stores. Absent: not there. */
export interface RecordTransition {
  readonly kind: string;
  readonly id: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Why a record cannot go from what it is to what somebody wants. */
export interface TransitionFault {
  /** Where in the record, by keys; empty for the whole record. */
  readonly path: readonly (string | number)[];
  /** Completes "this …". */
  readonly problem: string;
  readonly remedy: string;
}

/**
 * What is wrong with the step itself, whatever the record says afterwards. `index` is of the register after the
 * change. Empty for kinds of records without a life of their own, and for bodies that cannot be read: those are
 * refused as records.
 */
export function transitionFaults(
  { kind, id, before, after }: RecordTransition,
  index: RegisterIndex,
): readonly TransitionFault[] {
  if (before === undefined) return [];
  if (kind === 'sector') return [...sectorTransition(id, before, after)];
  if (kind !== 'agreement') return [];
  const old = agreementRecord.safeParse(before);
  if (!old.success) return [];
  if (after === undefined) return [...agreementLeaves(old.data, index)];
  const next = agreementRecord.safeParse(after);
  return next.success ? [...agreementTransition(old.data, next.data)] : [];
}

/** A sector belongs to one supplier for ever: another one would get the pseudonyms of the first. */
function* sectorTransition(id: string, before: unknown, after: unknown): Generator<TransitionFault> {
  const old = sectorRecord.safeParse(before);
  const next = sectorRecord.safeParse(after);
  if (!old.success || !next.success || old.data.supplier === next.data.supplier) return;
  yield {
    path: ['supplier'],
    problem: `sector ${id} is one of supplier ${old.data.supplier} and cannot go to ${next.data.supplier}, which would see the pseudonyms of the first`,
    remedy: `make a new sector for ${next.data.supplier}`,
  };
}

const nextStatuses: Readonly<Record<AgreementStatus, readonly AgreementStatus[]>> = {
  draft: ['offered', 'active', 'ended'],
  offered: ['draft', 'active', 'ended'],
  active: ['suspended', 'ended'],
  suspended: ['active', 'ended'],
  ended: [],
};

function* agreementTransition(old: Agreement, next: Agreement): Generator<TransitionFault> {
  for (const party of ['board', 'supplier'] as const) {
    if (old[party] === next[party]) continue;
    yield {
      path: [party],
      problem: `agreement ${old.id} is with ${party} ${old[party]} and cannot become one with ${next[party]}`,
      remedy: 'end this agreement and make a new one',
    };
  }
  if (old.status !== next.status && !nextStatuses[old.status].includes(next.status)) {
    const possible = nextStatuses[old.status];
    yield {
      path: ['status'],
      problem: `agreement ${old.id} is ${old.status} and cannot become ${next.status}`,
      remedy:
        possible.length === 0
          ? 'make a new agreement, with replaces where it takes the place of this one'
          : `from ${old.status} it can become ${possible.join(' or ')}`,
    };
  }
  yield* placeOfAnother(old, next);
}

/**
 * What took the place of another agreement keeps it, from the same day or earlier: otherwise taking something away
 * here would bring that other one back.
 */
function* placeOfAnother(old: Agreement, next: Agreement): Generator<TransitionFault> {
  if (old.replaces === undefined) return;
  if (!wasAgreed(old)) {
    if (next.status !== 'ended' || next.replaces === undefined) return;
    yield {
      path: ['status'],
      problem: `agreement ${old.id} was never active, and as an ended one it would take the place of ${old.replaces}`,
      remedy: 'leave replaces out when it ends, or remove the draft from the register',
    };
    return;
  }
  if (next.replaces !== old.replaces) {
    const problem = `agreement ${old.id} took the place of ${old.replaces}, which would come back`;
    yield { path: ['replaces'], problem, remedy: `leave replaces: ${old.replaces} as it is` };
  }
  if (next.validFrom > old.validFrom) {
    yield {
      path: ['validFrom'],
      problem: `agreement ${old.id} takes the place of ${old.replaces} on ${old.validFrom}; beginning on ${next.validFrom} it would bring ${old.replaces} back for the days between`,
      remedy: `leave validFrom at ${old.validFrom}`,
    };
  }
}

function* agreementLeaves(old: Agreement, index: RegisterIndex): Generator<TransitionFault> {
  const replaced = old.replaces === undefined ? undefined : index.agreements.get(old.replaces);
  if (replaced === undefined || replaced.status === 'ended' || !wasAgreed(old)) return;
  yield {
    path: [],
    problem: `agreement ${old.id} took the place of ${replaced.id}, which is ${replaced.status} and would come back`,
    remedy: `end ${replaced.id} or remove it too, or give this one status ended instead of removing it`,
  };
}

function wasAgreed({ status }: Agreement): boolean {
  return status !== 'draft' && status !== 'offered';
}
