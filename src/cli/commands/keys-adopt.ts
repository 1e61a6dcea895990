import { keyCheckParts, lastingKeyCheckParts } from '../../app/open-keys.ts';
import { readSettings } from '../../config/read-settings.ts';
import { adoptLastingKeys } from '../../lasting/key-check.ts';
import { adoptKeys } from '../../pseudonym/key-check.ts';
import { authorOf } from '../change-words.ts';
import type { CommandContext } from '../command.ts';
import { withUncheckedKeys } from '../with-keys.ts';

/**
 * `sluis keys adopt`: the operator says that the keys of the file are those of the database, where nothing in it proves that;
 * with `--replace` even where it knows others, for keys that are lost.
 */
export async function keysAdopt(
  {
    author,
    reason,
    replace = false,
  }: { readonly author?: string; readonly reason: string; readonly replace?: boolean },
  { env, terminal }: CommandContext,
): Promise<0> {
  const meta = { author: authorOf(author), reason, replace };
  const names = await withUncheckedKeys(readSettings(env), terminal.say, async (opening) => [
    ...(await adoptKeys(keyCheckParts(opening), meta)),
    ...(await adoptLastingKeys(lastingKeyCheckParts(opening), meta)),
  ]);
  if (names.length === 0) terminal.say('The database knows these keys already; nothing was changed.');
  for (const name of names) terminal.out(`adopted ${name}`);
  return 0;
}
