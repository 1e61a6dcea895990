import { readCatalogue } from '../../config/read-catalogue.ts';
import { readSettings } from '../../config/read-settings.ts';
import { report } from '../change-lines.ts';
import { authorOf, reasonOf } from '../change-words.ts';
import { onlyWord, readWords, type Command } from '../command.ts';
import { openRegistry } from '../open-registry.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis objection end`: an objection is withdrawn; its versions stay. */
export const objectionEnd: Command = async ({ words, env, terminal }) => {
  const { values, positionals } = readWords(words, {
    author: { type: 'string' },
    reason: { type: 'string' },
  });
  const id = onlyWord(positionals, 'id');
  const changes = [{ kind: 'objection', id, ended: true }] as const;
  const said = { author: authorOf(values.author), reason: reasonOf(values.reason) };
  const settings = readSettings(env);
  const catalogue = await readCatalogue(settings.configFolder);
  return await withDatabase(settings, terminal.say, async (postgres) =>
    report(await openRegistry(postgres, { settings, catalogue }).registry.submit(changes, said), terminal),
  );
};
