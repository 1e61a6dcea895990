import { faultLine } from '../../domain/fault.ts';
import { readCatalogue } from '../../config/read-catalogue.ts';
import { readSettings } from '../../config/read-settings.ts';
import { scheduledLine } from '../change-lines.ts';
import { readWords, refuseWords, type Command } from '../command.ts';
import { openRegistry } from '../open-registry.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis register scheduled`: changes that wait for their moment, and those that ended lately. */
export const registerScheduled: Command = async ({ words, env, terminal }) => {
  refuseWords(readWords(words, {}).positionals);
  const settings = readSettings(env);
  const catalogue = await readCatalogue(settings.configFolder);
  const changes = await withDatabase(settings, terminal.say, (postgres) =>
    openRegistry(postgres, { settings, catalogue }).registry.scheduled(),
  );
  for (const change of changes) {
    terminal.out(scheduledLine(change));
    if (change.state.name === 'failed') {
      change.state.faults.map((fault) => `    ${faultLine(fault)}`).forEach(terminal.out);
    }
  }
  return 0;
};
