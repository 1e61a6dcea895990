import { readCatalogue } from '../../config/read-catalogue.ts';
import { readSettings } from '../../config/read-settings.ts';
import { boardId, personHandle } from '../../domain/ids.ts';
import { agreed, authorOf, reasonOf } from '../change-words.ts';
import { onlyWord, readWords, usageFault, type Command } from '../command.ts';
import { openPeople } from '../open-people.ts';
import { withDatabase } from '../with-database.ts';

/**
 * `sluis person erase`: the entries of one board about a person are about nobody from then on. Nothing of another board
 * changes, and neither pseudonyms nor objections do.
 */
export const personErase: Command = async ({ words, env, terminal }) => {
  const { values, positionals } = readWords(words, {
    'dry-run': { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
    author: { type: 'string' },
    reason: { type: 'string' },
  });
  const [boardWord, ...rest] = positionals;
  const board = boardId(boardWord ?? '');
  if (board === undefined) throw usageFault('<board> is missing, or is no name of a board');
  const handle = personHandle(onlyWord(rest, 'person handle'));
  if (handle === undefined) throw usageFault('<person handle> has another shape than such a handle');
  const asking = { author: authorOf(values.author), reason: reasonOf(values.reason) };
  const settings = readSettings(env);
  const catalogue = await readCatalogue(settings.configFolder);
  return await withDatabase(settings, terminal.say, async (postgres) => {
    const { search } = await openPeople(postgres, { settings, catalogue });
    const entries = await search.countEntries(handle, board);
    if (entries === undefined) {
      terminal.say(`the handle names nobody at board ${board}, or nobody any more`);
      return 1;
    }
    terminal.out(`${String(entries)} entries of board ${board} will be about nobody`);
    if (values['dry-run']) return 0;
    if (!(await agreed(values.yes, terminal))) return 1;
    if (!(await search.erase(handle, board, asking))) {
      terminal.say('somebody else erased it in this moment');
      return 1;
    }
    terminal.out('erased');
    return 0;
  });
};
