import { federationRecords, readFederationFolder } from '../../register/files/federation-files.ts';
import { readSettings } from '../../config/read-settings.ts';
import { fileLists } from '../../register/model/federation-records.ts';
import { onlyWord, readWords, type Command } from '../command.ts';
import { readCatalogue } from '../../config/read-catalogue.ts';

/** `sluis validate`: reads federation files and says what is in them, or everything that is wrong. */
export const validate: Command = async ({ words, env, terminal }) => {
  const folder = onlyWord(readWords(words, {}).positionals, 'folder');
  const { configFolder, outgoingDestinations: destinations } = readSettings(env);
  const catalogue = await readCatalogue(configFolder);
  const records = federationRecords(await readFederationFolder(folder, { catalogue, destinations }));
  const counts = fileLists.map(({ kind, list }) => {
    return `${String(records.filter((record) => record.kind === kind).length)} ${list}`;
  });
  terminal.out(`${folder} is valid: ${counts.join(', ')}`);
  return 0;
};
