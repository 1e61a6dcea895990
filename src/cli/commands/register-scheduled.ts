import { faultLine } from '../../domain/fault.ts';
import { readCatalogue } from '../../config/read-catalogue.ts';
import { readSettings } from '../../config/read-settings.ts';
import { scheduledLine } from '../change-lines.ts';
import type { CommandContext } from '../command.ts';
import { momentTextIn } from '../moment-text.ts';
import { openRegistry } from '../open-registry.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis register scheduled`: changes that wait for their moment, and those that ended lately. */
export async function registerScheduled({ env, terminal }: CommandContext): Promise<0> {
  const settings = readSettings(env);
  const catalogue = await readCatalogue(settings.configFolder);
  const changes = await withDatabase(settings, terminal.say, (postgres) =>
    openRegistry(postgres, { settings, catalogue }).registry.scheduled(),
  );
  const momentText = momentTextIn(settings.timeZone);
  for (const change of changes) {
    terminal.out(scheduledLine(change, momentText));
    if (change.state.name === 'failed') {
      change.state.faults.map((fault) => `    ${faultLine(fault)}`).forEach(terminal.out);
    }
  }
  return 0;
}
