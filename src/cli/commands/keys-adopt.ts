import { readSettings } from '../../config/read-settings.ts';
import { adoptKeys } from '../../pseudonym/key-check.ts';
import { authorOf, reasonOf } from '../change-words.ts';
import { readWords, refuseWords, type Command } from '../command.ts';
import { withUncheckedKeys } from '../with-keys.ts';

/**
 * `sluis keys adopt`: the operator says that the keys of the file are those of the database, where nothing in it proves that;
 * with `--replace` even where it knows others, for keys that are lost.
 */
export const keysAdopt: Command = async ({ words, env, terminal }) => {
  const { values, positionals } = readWords(words, {
    replace: { type: 'boolean', default: false },
    author: { type: 'string' },
    reason: { type: 'string' },
  });
  refuseWords(positionals);
  const meta = {
    author: authorOf(values.author),
    reason: reasonOf(values.reason),
    replace: values.replace,
  };
  const names = await withUncheckedKeys(readSettings(env), terminal.say, (parts) => adoptKeys(parts, meta));
  if (names.length === 0) terminal.say('The database knows these keys already; nothing was changed.');
  for (const name of names) terminal.out(`adopted ${name}`);
  return 0;
};
