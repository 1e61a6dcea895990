import type { EducationSector } from '../../register/model/kinds/school.ts';
import { readSettings } from '../../config/read-settings.ts';
import { hashIdentifier } from '../../pseudonym/derive.ts';
import { createPostgresPersonStore } from '../../storage/postgres/person-store.ts';
import { readEckId } from '../../upstream/attributes/eck-id.ts';
import { usageFault, type CommandContext } from '../command.ts';
import { withKeys } from '../with-keys.ts';

/**
 * `sluis eckid release <po|vo|mbo|ho>`: the next board that asserts this ECK iD gets it (invariant 7), for a pupil who
 * moved before the old board's claim went stale. The ECK iD comes over standard input, so that it gets into no
 * list of processes and no history of a shell.
 */
export async function eckIdRelease(
  sector: EducationSector,
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  const settings = readSettings(env);
  terminal.say('ECK iD, as it was sent:');
  const value = readEckId(await terminal.input());
  if (value === undefined) throw usageFault('standard input holds no ECK iD');
  const identifier = { namespace: `eckid:${sector}`, value, portable: true };
  const released = await withKeys(settings, terminal.say, async (postgres, { keyring, keyCheck }) => {
    const hash = hashIdentifier(keyring.pseudonym.root, identifier);
    await keyCheck.identifiers([hash]);
    return await createPostgresPersonStore(postgres).releasePortable(hash);
  });
  terminal.say(
    released
      ? 'Released: the next board that asserts this ECK iD gets it, and the pupil keeps the pseudonym.'
      : 'No board has asserted this ECK iD in this education sector; nothing was changed.',
  );
  return released ? 0 : 1;
}
