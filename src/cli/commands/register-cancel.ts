import { readCatalogue } from '../../config/read-catalogue.ts';
import { readSettings } from '../../config/read-settings.ts';
import { authorOf } from '../change-words.ts';
import { onlyWord, readWords, type Command } from '../command.ts';
import { openRegistry } from '../open-registry.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis register cancel`: a change that waits for its moment will not be applied. */
export const registerCancel: Command = async ({ words, env, terminal }) => {
  const { values, positionals } = readWords(words, { author: { type: 'string' } });
  const id = onlyWord(positionals, 'id');
  const author = authorOf(values.author);
  const settings = readSettings(env);
  const catalogue = await readCatalogue(settings.configFolder);
  const isCancelled = await withDatabase(settings, terminal.say, (postgres) =>
    openRegistry(postgres, { settings, catalogue }).registry.cancel(id, author),
  );
  terminal.say(isCancelled ? 'cancelled' : 'no change with this id waits: see sluis register scheduled');
  return isCancelled ? 0 : 1;
};
