import { readCatalogue } from '../../config/read-catalogue.ts';
import { readSettings } from '../../config/read-settings.ts';
import { systemClock } from '../../domain/clock.ts';
import type { ReadChanges } from '../../register/changes/read-changes.ts';
import { warningsOf } from '../../register/changes/registry.ts';
import { readCompleteFolder, readFederationFolder } from '../../register/files/federation-files.ts';
import { submitFiles } from '../../register/files/submit-files.ts';
import { fileKinds } from '../../register/model/kinds.ts';
import type { CommandContext } from '../command.ts';
import { warningLines } from '../change-lines.ts';
import { openRegistry } from '../open-registry.ts';
import { secretsHere } from '../secrets-here.ts';
import { withDatabase } from '../with-database.ts';

/**
 * `sluis validate`: reads federation files and says what is in them, or everything that is wrong. With `--register` they
 * may build on the register, and are judged with it; nothing is changed.
 */
export async function validate(
  folder: string,
  { register = false }: { readonly register?: boolean },
  context: CommandContext,
): Promise<0> {
  const { env, terminal } = context;
  const settings = readSettings(env);
  const catalogue = await readCatalogue(settings.configFolder);
  const { lookAtSecret, sayUnseen } = await secretsHere(settings, context);
  if (!register) {
    const rules = {
      catalogue,
      destinations: settings.outgoingDestinations,
      lookAtSecret,
      moment: systemClock.now(),
    };
    const { changes, warnings } = await readCompleteFolder(folder, rules);
    sayUnseen(changes.changes);
    warningLines(warnings).forEach(terminal.say);
    terminal.out(`${folder} is valid: ${countsIn(changes)}`);
    return 0;
  }
  await withDatabase(settings, terminal.say, async (postgres) => {
    const files = await readFederationFolder(folder);
    const said = { author: 'cli:validate', reason: 'a dry run', dryRun: true, prune: false };
    const registry = openRegistry(postgres, { settings, catalogue, lookAtSecret });
    const outcome = await submitFiles(registry, files, said);
    sayUnseen(files.changes.changes);
    warningLines(files.lines(warningsOf(outcome))).forEach(terminal.say);
    terminal.out(`${folder} is valid with the register: ${countsIn(files.changes)}`);
  });
  return 0;
}

function countsIn({ changes }: ReadChanges): string {
  const counts = fileKinds.map(
    ({ kind, list }) => `${String(changes.filter((change) => change.kind === kind).length)} ${list}`,
  );
  return counts.join(', ');
}
