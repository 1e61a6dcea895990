import type { CalendarDay } from '../../../domain/clock.ts';
import type { SchoolId, ServiceId } from '../../../domain/ids.ts';
import { ruleId, type ReleasePolicy } from '../../../register/model/kinds/policy.ts';
import type { ScheduledChange } from '../../../storage/stores/schedule-store.ts';
import { mayCome } from '../../access.ts';
import { noLongerTheirs } from '../../rights-when-due.ts';
import type { Portal, Visitor } from '../../visitor.ts';
import { wayToChange, schoolsWithSeenServices, servicesNamed, type SeenService } from '../seen-services.ts';
import { policyIn } from './waiting-changes.ts';

/** A change for later of what a service gets at a school. */
export interface LaterChange {
  readonly id: string;
  readonly school: SchoolId;
  readonly schoolName: string;
  readonly service: ServiceId;
  readonly name: string;
  readonly day: CalendarDay;
}

/** One that was not made. `author`: whoever asked for it may not make it any more; `other`: it does not fit any more. */
export interface FailedChange extends LaterChange {
  readonly why: 'author' | 'other';
}

interface Found {
  readonly seen: SeenService;
  readonly change: ScheduledChange;
}

/** As many as the first page lists of each sort. */
const mostListed = 20;

/** Of all services that this visitor sees: what waits, and what failed and is to be mended by this visitor. */
export async function laterChanges(
  portal: Portal,
  visitor: Visitor,
): Promise<{ readonly waiting: readonly LaterChange[]; readonly failed: readonly FailedChange[] }> {
  if (!mayCome(visitor.person, 'services')) return { waiting: [], failed: [] };
  const all = await portal.registry.scheduled();
  const open = all.filter(({ state }) => state.name === 'waiting' || state.name === 'failed');
  if (open.length === 0) return { waiting: [], failed: [] };
  const names = new Set(open.flatMap(policiesOf));
  const seen = servicesNamed(portal, await schoolsWithSeenServices(portal, visitor), names);
  const found = seen.flatMap((each): readonly Found[] =>
    open.filter((change) => policyIn(change, each) !== undefined).map((change) => ({ seen: each, change })),
  );
  const waiting = found.filter(({ change }) => change.state.name === 'waiting');
  return {
    waiting: waiting.slice(0, mostListed).map((each) => described(portal, each)),
    failed: await failedAmong(portal, visitor, found),
  };
}

async function failedAmong(
  portal: Portal,
  visitor: Visitor,
  found: readonly Found[],
): Promise<readonly FailedChange[]> {
  const failed: FailedChange[] = [];
  for (const { seen, change } of found.toReversed()) {
    if (change.state.name !== 'failed' || failed.length >= mostListed) continue;
    if (
      (await wayToChange(portal, visitor, seen)) === undefined ||
      (await isChangedSince(portal, seen, change.state.at))
    ) {
      continue;
    }
    const why = change.state.faults.some(({ problem }) => problem === noLongerTheirs.problem);
    failed.push({ ...described(portal, { seen, change }), why: why ? 'author' : 'other' });
  }
  return failed;
}

/** Somebody looked at the choices after it failed: nobody has to mend it any more. */
async function isChangedSince({ registry }: Portal, { school, service }: SeenService, moment: number) {
  const id = ruleId({ school: school.id, service: service.id });
  const newest = (await registry.history({ kind: 'policy', id })).at(-1);
  return newest !== undefined && newest.at > moment;
}

/** What a change that failed would have made of a policy; `undefined`: there is none of that name. */
export async function failedPolicy(
  { registry }: Portal,
  seen: SeenService,
  id: string,
): Promise<ReleasePolicy | undefined> {
  const all = await registry.scheduled();
  const failed = all.find((change) => change.id === id && change.state.name === 'failed');
  return failed && policyIn(failed, seen);
}

function policiesOf({ proposal }: ScheduledChange): readonly string[] {
  return proposal.changes.flatMap(({ kind, id }) => (kind === 'policy' ? [id] : []));
}

function described({ dayOf }: Portal, { seen: { school, service }, change }: Found): LaterChange {
  return {
    id: change.id,
    school: school.id,
    schoolName: school.name,
    service: service.id,
    name: service.name,
    day: dayOf(change.due),
  };
}
