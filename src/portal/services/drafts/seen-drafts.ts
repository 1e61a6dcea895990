import { dayMillis } from '../../../domain/clock.ts';
import { inTodaysForm } from '../../../register/model/earlier-forms.ts';
import { kinds } from '../../../register/model/kinds.ts';
import { ruleId, type ReleasePolicy } from '../../../register/model/kinds/policy.ts';
import { publishingRights } from '../../../rights/publishing-rights.ts';
import { whereMay } from '../../../rights/role-tasks.ts';
import type { Draft } from '../../../storage/stores/draft-store.ts';
import type { Portal, Visitor } from '../../visitor.ts';
import { policyStep, type SeenService } from '../seen-services.ts';

/** A draft of what a service gets at a school. */
export interface PolicyDraft extends Omit<Draft, 'record'> {
  readonly policy: ReleasePolicy;
}

/** For so many days a draft is there. */
const keptDays = 90;

/** Drafts written before this moment are gone. */
export function draftsKeptSince({ clock }: Pick<Portal, 'clock'>): number {
  return clock.now() - keptDays * dayMillis;
}

/** Every draft of the board of this visitor. */
export async function draftsOfBoard(portal: Portal, { person }: Visitor): Promise<readonly Draft[]> {
  return person.party.kind === 'board' ? portal.drafts.list(person.party.id, draftsKeptSince(portal)) : [];
}

/** Drafts of one service at one school, as far as this visitor sees them: whoever wrote one does. */
export async function seenDrafts(
  portal: Portal,
  visitor: Visitor,
  seen: SeenService,
): Promise<readonly PolicyDraft[]> {
  return draftsAmong(await draftsOfBoard(portal, visitor), visitor, seen);
}

export function draftsAmong(
  drafts: readonly Draft[],
  { person }: Visitor,
  { school, service }: SeenService,
): readonly PolicyDraft[] {
  const id = ruleId({ school: school.id, service: service.id });
  const where = whereMay(person, 'drafts.see');
  const seesAll = where === 'everywhere' || where.includes(school.id);
  return drafts.flatMap(({ record, ...draft }): readonly PolicyDraft[] => {
    if (record.kind !== 'policy' || record.id !== id || !(seesAll || draft.by === person.account)) return [];
    const policy = kinds.policy.schema.safeParse(inTodaysForm('policy', record.body)).data;
    return policy === undefined ? [] : [{ ...draft, policy }];
  });
}

/** Whether this visitor publishes or refuses a draft. Nobody does so with what the same account wrote, whatever the board wants. */
export async function mayJudge(
  portal: Portal,
  { person }: Visitor,
  seen: SeenService,
  { by, policy }: Pick<PolicyDraft, 'by' | 'policy'>,
): Promise<boolean> {
  if (by === person.account) return false;
  const rights = publishingRights(person, { by }, portal.clock.now());
  const step = policyStep(seen, policy);
  return portal.registry.ask(
    (register) => rights.refusal(step, { before: register, after: register }) === undefined,
  );
}
