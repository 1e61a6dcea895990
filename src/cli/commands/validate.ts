import { federationRecords, readFederationFolder } from '../../register/files/federation-files.ts';
import { readSettings } from '../../config/read-settings.ts';
import { fileLists } from '../../register/model/federation-records.ts';
import type { CommandContext } from '../command.ts';
import { readCatalogue } from '../../config/read-catalogue.ts';

/** `sluis validate`: reads federation files and says what is in them, or everything that is wrong. */
export async function validate(folder: string, { env, terminal }: CommandContext): Promise<0> {
  const { configFolder, outgoingDestinations: destinations } = readSettings(env);
  const catalogue = await readCatalogue(configFolder);
  const records = federationRecords(await readFederationFolder(folder, { catalogue, destinations }));
  const counts = fileLists.map(({ kind, list }) => {
    return `${String(records.filter((record) => record.kind === kind).length)} ${list}`;
  });
  terminal.out(`${folder} is valid: ${counts.join(', ')}`);
  return 0;
}
