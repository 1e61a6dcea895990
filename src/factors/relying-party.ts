import { SluisError } from '../domain/errors.ts';
import type { RevisionMeta } from '../storage/stores/records.ts';
import type { RelyingPartyStore } from '../storage/stores/relying-party-store.ts';

export interface RelyingPartyCheck {
  readonly store: RelyingPartyStore;
  /** Of the settings. */
  readonly relyingPartyId: string;
}

/** Throws `settings.invalid` when the passkeys of the database were made for another RP ID. Without a passkey nothing is fixed. */
export async function checkRelyingParty({ store, relyingPartyId }: RelyingPartyCheck): Promise<void> {
  const fixed = await store.relyingPartyId();
  if (fixed === undefined || fixed === relyingPartyId) return;
  const passkeys = await store.countPasskeys();
  throw new SluisError(
    'settings.invalid',
    [
      `SLUIS_PORTAL_RP_ID is ${relyingPartyId} (without it: the host of SLUIS_ISSUER), and the passkeys of the database were made for ${fixed}.`,
      `With another RP ID no browser offers the passkeys that are there (${String(passkeys)}): whoever has no other factor needs a recovery code or a reset.`,
      `Set SLUIS_PORTAL_RP_ID=${fixed}. If the change is meant: sluis passkeys adopt --reason …`,
    ].join('\n'),
  );
}

/** The operator's word that passkeys are made for the RP ID of the settings from now on. `false`: they are already. */
export async function adoptRelyingParty(
  { store, relyingPartyId }: RelyingPartyCheck,
  { author, reason, at }: Omit<RevisionMeta, 'events'>,
): Promise<boolean> {
  const fixed = await store.relyingPartyId();
  if (fixed === undefined || fixed === relyingPartyId) return false;
  const events = [{ type: 'factor.relying_party_adopted', at, author, statedReason: reason } as const];
  await store.replace(relyingPartyId, { author, reason, at, events });
  return true;
}
