import type { Finding } from '../domain/fault.ts';
import type { RecordKind } from '../domain/record-kinds.ts';
import type { Rights } from '../register/changes/registry.ts';
import type { Step } from '../register/changes/step.ts';
import type { BeforeAndAfter } from '../register/model/register-reader.ts';
import { refusedApproval, type Drafted } from './approval.ts';
import { changedMembers } from './comparison.ts';
import { sightOf, type Sight } from './may-see.ts';
import type { PortalPerson } from './portal-person.ts';
import { beyondRoles, beyondSchools } from './refusals.ts';
import { mayChange, taskOf } from './rights.ts';
import { concernsSchoolsOf, isAboutSchools } from './role-scope.ts';
import { reachOfMember, roleRow, type Reach, type RoleRow } from './role-table.ts';
import type { RoleInForce } from './roles-if-used.ts';
import type { AskedRecord } from './whose.ts';

/** What decides, besides the roles, whether a change is published. */
export interface Publishing {
  readonly draft: Drafted;
  /** Whether the board wants a second person to look at what was drafted. */
  readonly fourEyes: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** `beyond`: the role does not come so far; a finding: why this person does not with this change; `undefined`: it may be. */
type Verdict = Finding | 'beyond' | undefined;
type Judge = (role: RoleInForce, reach: Reach) => Verdict;

/** What somebody sees, and may write as a draft or publish. */
export function rightsOfPerson(person: PortalPerson, to: 'draft' | Publishing): Rights {
  return to === 'draft' ? rightsToDraft(person) : rightsToPublish(person, to);
}

function rightsToDraft(person: PortalPerson): Rights {
  return rightsBy(person, 'draft', (_role, reach) =>
    reach === 'draft' || reach === 'draft_or_publish' || reach === 'publish' ? undefined : 'beyond',
  );
}

/** What somebody sees and may publish of what somebody drafted. A change that was never a draft is one of the person's own. */
function rightsToPublish(person: PortalPerson, { draft, fourEyes, now }: Publishing): Rights {
  return rightsBy(person, 'publish', (role, reach) => {
    if (reach === 'publish') return undefined;
    if (reach === 'approve') return refusedApproval(person, role, draft, now);
    return reach === 'draft_or_publish' && !fourEyes ? undefined : 'beyond';
  });
}

/** Whether somebody may come to see any records of a kind: then there is a page for them. */
export function seesAny({ roles }: PortalPerson, kind: RecordKind): boolean {
  return roles.some(({ role }) => roleRow(role, kind).see);
}

/** What somebody sees of a record: what the party sees, and a role of the person with it. */
export function sightOfPerson(
  { party, roles }: PortalPerson,
  record: AskedRecord,
  register: BeforeAndAfter,
): Sight {
  return roles.some((role) => seesWith(role, record)) ? sightOf({ party }, record, register) : 'nothing';
}

/** Of what is about the party as a whole, as an agreement, it sees everything, at whichever schools it is. */
function seesWith(role: RoleInForce, record: AskedRecord): boolean {
  const { kind } = record;
  return roleRow(role.role, kind).see && (!isAboutSchools(kind) || concernsSchoolsOf(role, record));
}

function rightsBy(person: PortalPerson, act: 'draft' | 'publish', judge: Judge): Rights {
  return {
    sees: (step, register) => seesStep(person, step, register),
    refusal: (step, register) =>
      mayChange({ party: person.party }, step, register) ?? refusedByRoles(person, step, act, judge),
  };
}

function seesStep(person: PortalPerson, step: Step, register: BeforeAndAfter): boolean {
  const { kind, id, before, after } = step;
  const body = before ?? after;
  return body === undefined || sightOfPerson(person, { kind, id, body }, register) !== 'nothing';
}

/** One role has to be enough for the whole change. */
function refusedByRoles(
  { roles }: PortalPerson,
  step: Step,
  act: 'draft' | 'publish',
  judge: Judge,
): Finding | undefined {
  const verdicts = roles.map((role) => verdictOf(role, step, judge));
  if (verdicts.includes(undefined)) return undefined;
  return (
    verdicts.find((verdict) => verdict !== undefined && verdict !== 'beyond') ?? beyondRoles(act, step.kind)
  );
}

function verdictOf(role: RoleInForce, step: Step, judge: Judge): Verdict {
  const verdicts = reachesOf(roleRow(role.role, step.kind), step).map((reach) => judge(role, reach));
  if (verdicts.includes('beyond')) return 'beyond';
  const finding = verdicts.find((verdict) => verdict !== undefined);
  if (finding !== undefined) return finding;
  const { kind, id, before, after } = step;
  const bodies = [before, after].filter((body) => body !== undefined);
  const isWithin = bodies.every((body) => concernsSchoolsOf(role, { kind, id, body }));
  return isWithin ? undefined : beyondSchools;
}

/** Of a change how far the role comes with each member that gets another value. */
function reachesOf(row: RoleRow, step: Step): readonly Reach[] {
  const task = taskOf(step);
  if (task !== 'change') return [row[task]];
  const members = changedMembers(step.before, step.after);
  return members.length === 0 ? [row.change] : members.map((member) => reachOfMember(row, member));
}
