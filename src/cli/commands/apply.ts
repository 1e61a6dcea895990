import { readCatalogue } from '../../config/read-catalogue.ts';
import { readSettings } from '../../config/read-settings.ts';
import { readFederationFolder } from '../../register/files/federation-files.ts';
import { submitFiles } from '../../register/files/submit-files.ts';
import { reportEnd } from '../change-lines.ts';
import { agreed, authorOf, dueMoment } from '../change-words.ts';
import { onlyWord, readWords, type Command } from '../command.ts';
import { openRegistry } from '../open-registry.ts';
import { effectLines } from '../effect-lines.ts';
import { withDatabase } from '../with-database.ts';

/**
 * `sluis apply`: shows what would change, asks, and changes all of it or nothing, now or at a later moment. A dry run ends
 * after what it shows. What is kept for later is the difference, not the files: what others change meanwhile is left as it is.
 */
export const apply: Command = async ({ words, env, terminal }) => {
  const { values, positionals } = readWords(words, {
    yes: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
    prune: { type: 'boolean', default: false },
    author: { type: 'string' },
    reason: { type: 'string' },
    at: { type: 'string' },
  });
  const folder = onlyWord(positionals, 'folder');
  const settings = readSettings(env);
  const due = values.at === undefined ? undefined : dueMoment(values.at, settings.timeZone);
  const author = authorOf(values.author);
  const catalogue = await readCatalogue(settings.configFolder);
  const files = await readFederationFolder(folder);
  return await withDatabase(settings, terminal.say, async (postgres) => {
    const outcome = await submitFiles(openRegistry(postgres, { settings, catalogue }), files, {
      author,
      reason: values.reason ?? `sluis apply ${folder}`,
      prune: values.prune,
      dryRun: values['dry-run'],
      ...(due === undefined ? {} : { due }),
      confirm: async (effect) => {
        effectLines(effect).forEach(terminal.out);
        return await agreed(values.yes, terminal);
      },
    });
    if (outcome.outcome === 'valid') effectLines(outcome).forEach(terminal.out);
    return reportEnd(outcome, terminal);
  });
};
