import { readCatalogue } from '../../config/read-catalogue.ts';
import { readSettings } from '../../config/read-settings.ts';
import { boardId, personHandle } from '../../domain/ids.ts';
import { agreed, authorOf } from '../change-words.ts';
import { usageFault, type CommandContext } from '../command.ts';
import { openPeople } from '../open-people.ts';
import { idOf } from '../options.ts';
import { withDatabase } from '../with-database.ts';

export interface PersonEraseOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly author?: string;
  readonly reason: string;
}

/**
 * `sluis person erase`: the entries of one board about a person are about nobody from then on. Nothing of another board
 * changes, and neither pseudonyms nor objections do.
 */
export async function personErase(
  words: { readonly board: string; readonly handle: string },
  { dryRun = false, yes = false, author, reason }: PersonEraseOptions,
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  const board = idOf('<board>', words.board, boardId);
  const handle = personHandle(words.handle);
  if (handle === undefined) throw usageFault('<person handle> has another shape than such a handle');
  const asking = { author: authorOf(author), reason };
  const settings = readSettings(env);
  const catalogue = await readCatalogue(settings.configFolder);
  return await withDatabase(settings, terminal.say, async (postgres) => {
    const { search } = await openPeople(postgres, { settings, catalogue });
    const entries = await search.countEntries(handle, board);
    if (entries === undefined) {
      terminal.say(`the handle names nobody at board ${board}, or nobody any more`);
      return 1;
    }
    terminal.out(`${String(entries)} entries of board ${board} will no longer be linked to anybody`);
    if (dryRun) return 0;
    if (!(await agreed(yes, terminal))) return 1;
    if (!(await search.erase(handle, board, asking))) {
      terminal.say('somebody else has just erased it');
      return 1;
    }
    terminal.out('erased');
    return 0;
  });
}
