import { readCatalogue } from '../../config/read-catalogue.ts';
import { readSettings } from '../../config/read-settings.ts';
import { reportEnd } from '../change-lines.ts';
import { agreed, authorOf, dueMoment, reasonOf, recordName, versionNumber } from '../change-words.ts';
import { onlyWord, readWords, type Command } from '../command.ts';
import { effectLines } from '../effect-lines.ts';
import { openRegistry } from '../open-registry.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis register restore`: a new version of a record that says what an old one said, checked like every change. */
export const registerRestore: Command = async ({ words, env, terminal }) => {
  const { values, positionals } = readWords(words, {
    yes: { type: 'boolean', default: false },
    author: { type: 'string' },
    reason: { type: 'string' },
    at: { type: 'string' },
  });
  const { name, rest } = recordName(positionals);
  const version = versionNumber(onlyWord(rest, 'version'));
  const settings = readSettings(env);
  const said = { author: authorOf(values.author), reason: reasonOf(values.reason) };
  const due = values.at === undefined ? undefined : dueMoment(values.at, settings.timeZone);
  const catalogue = await readCatalogue(settings.configFolder);
  return await withDatabase(settings, terminal.say, async (postgres) => {
    const { registry } = openRegistry(postgres, { settings, catalogue });
    const changes = await registry.changesToRestore(name, version);
    if (changes === undefined) {
      terminal.say(`there is no version ${String(version)} of ${name.kind} ${name.id}`);
      return 1;
    }
    const current = { ...name, version: (await registry.find(name))?.version ?? 0 };
    const outcome = await registry.submit(changes, {
      ...said,
      expected: [current],
      ...(due === undefined ? {} : { due }),
      confirm: async (effect) => {
        effectLines(effect).forEach(terminal.out);
        return await agreed(values.yes, terminal);
      },
    });
    return reportEnd(outcome, terminal);
  });
};
