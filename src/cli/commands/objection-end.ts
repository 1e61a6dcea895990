import { readCatalogue } from '../../config/read-catalogue.ts';
import { readSettings } from '../../config/read-settings.ts';
import { report } from '../change-lines.ts';
import { authorOf } from '../change-words.ts';
import type { CommandContext } from '../command.ts';
import { momentTextIn } from '../moment-text.ts';
import { openRegistry } from '../open-registry.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis objection end`: an objection is withdrawn; its versions stay. */
export async function objectionEnd(
  id: string,
  { author, reason }: { readonly author?: string; readonly reason: string },
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  const changes = [{ kind: 'objection', id, ended: true }] as const;
  const said = { author: authorOf(author), reason };
  const settings = readSettings(env);
  const catalogue = await readCatalogue(settings.configFolder);
  const momentText = momentTextIn(settings.timeZone);
  return await withDatabase(settings, terminal.say, async (postgres) => {
    const { registry } = openRegistry(postgres, { settings, catalogue });
    return report(await registry.submit(changes, said), { terminal, momentText });
  });
}
