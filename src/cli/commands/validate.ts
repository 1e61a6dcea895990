import { readCatalogue } from '../../config/read-catalogue.ts';
import { readSettings } from '../../config/read-settings.ts';
import type { ReadChanges } from '../../register/changes/read-changes.ts';
import { readCompleteFolder, readFederationFolder } from '../../register/files/federation-files.ts';
import { submitFiles } from '../../register/files/submit-files.ts';
import { fileKinds } from '../../register/model/kinds.ts';
import type { CommandContext } from '../command.ts';
import { openRegistry } from '../open-registry.ts';
import { withDatabase } from '../with-database.ts';

/**
 * `sluis validate`: reads federation files and says what is in them, or everything that is wrong. With `--register` they
 * may build on the register, and are judged with it; nothing is changed.
 */
export async function validate(
  folder: string,
  { register = false }: { readonly register?: boolean },
  { env, terminal }: CommandContext,
): Promise<0> {
  const settings = readSettings(env);
  const catalogue = await readCatalogue(settings.configFolder);
  if (!register) {
    const rules = { catalogue, destinations: settings.outgoingDestinations };
    terminal.out(`${folder} is valid: ${countsIn(await readCompleteFolder(folder, rules))}`);
    return 0;
  }
  await withDatabase(settings, terminal.say, async (postgres) => {
    const files = await readFederationFolder(folder);
    const said = { author: 'cli:validate', reason: 'a dry run', dryRun: true, prune: false };
    await submitFiles(openRegistry(postgres, { settings, catalogue }), files, said);
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
