import type { Finding } from '../domain/fault.ts';
import type { PortalAccountId } from '../domain/ids.ts';
import type { Rights } from '../register/changes/registry.ts';
import { publishingRights } from '../rights/publishing-rights.ts';
import type { ScheduledChange } from '../storage/stores/schedule-store.ts';
import { accountOfAuthor, isAccountAuthor } from './authors.ts';
import type { PortalParts } from './parts.ts';
import { personNow } from './person-now.ts';

/** Kept with a change that fails for it: a page tells by it that this was why. */
export const noLongerTheirs: Finding = {
  path: [],
  problem: 'the account that asked for this may no longer make this change',
  remedy: 'let somebody ask for it who may',
};

const nothing: Rights = { sees: () => true, refusal: () => noLongerTheirs };

/**
 * What an account of the portal that asked for a change may do when it is due: what its roles leave by then, which may have been
 * withdrawn, or have ended or lapsed. `undefined`: it was no account that asked.
 */
export async function accountRightsWhenDue(
  parts: Pick<PortalParts, 'accounts' | 'today' | 'clock' | 'register'>,
  { author, draftedBy }: ScheduledChange['proposal'],
): Promise<Rights | undefined> {
  if (!isAccountAuthor(author)) return undefined;
  const id: PortalAccountId | undefined = accountOfAuthor(author);
  const account = id && (await parts.accounts.account(id));
  if (account === undefined) return nothing;
  const person = await personNow(parts, account);
  const drafter = draftedBy === undefined ? account.id : accountOfAuthor(draftedBy);
  if (drafter === undefined) return nothing;
  const rights = publishingRights(person, { by: drafter }, parts.clock.now());
  return {
    sees: () => true,
    refusal: (step, register) =>
      rights.sees(step, register) && rights.refusal(step, register) === undefined
        ? undefined
        : noLongerTheirs,
  };
}
