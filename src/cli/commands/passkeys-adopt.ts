import { readSettings } from '../../config/read-settings.ts';
import { systemClock } from '../../domain/clock.ts';
import { adoptRelyingParty } from '../../factors/relying-party.ts';
import { createPostgresRelyingPartyStore } from '../../storage/postgres/relying-party-store.ts';
import { authorOf } from '../change-words.ts';
import type { CommandContext } from '../command.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis passkeys adopt`: from now on passkeys are made for the RP ID of the settings, and those of another one are of no use. */
export async function passkeysAdopt(
  { author, reason }: { readonly author?: string; readonly reason: string },
  { env, terminal }: CommandContext,
): Promise<0> {
  const settings = readSettings(env);
  const meta = { author: authorOf(author), reason, at: systemClock.now() };
  const { relyingPartyId } = settings;
  const adopted = await withDatabase(settings, terminal.say, (postgres) =>
    adoptRelyingParty({ store: createPostgresRelyingPartyStore(postgres), relyingPartyId }, meta),
  );
  if (adopted) terminal.out(`adopted ${relyingPartyId}`);
  else terminal.say('The database has no passkeys of another RP ID; nothing was changed.');
  return 0;
}
