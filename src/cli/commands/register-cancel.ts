import { readCatalogue } from '../../config/read-catalogue.ts';
import { readSettings } from '../../config/read-settings.ts';
import { authorOf } from '../change-words.ts';
import type { CommandContext } from '../command.ts';
import { openRegistry } from '../open-registry.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis register cancel`: a change that waits for its moment will not be applied. */
export async function registerCancel(
  id: string,
  options: { readonly author?: string },
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  const author = authorOf(options.author);
  const settings = readSettings(env);
  const catalogue = await readCatalogue(settings.configFolder);
  const isCancelled = await withDatabase(settings, terminal.say, (postgres) =>
    openRegistry(postgres, { settings, catalogue }).registry.cancel(id, author),
  );
  terminal.say(isCancelled ? 'cancelled' : 'no change with this id waits: see sluis register scheduled');
  return isCancelled ? 0 : 1;
}
