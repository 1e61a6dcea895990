import { readCatalogue } from '../../config/read-catalogue.ts';
import { readSettings } from '../../config/read-settings.ts';
import { authorOf, reasonOf } from '../change-words.ts';
import { onlyWord, readWords, usageFault, type Command } from '../command.ts';
import { objectionText } from '../objection-text.ts';
import { openPeople, schoolNamed } from '../open-people.ts';
import { readTypedPerson, typedPersonOptions } from '../typed-person.ts';
import { withDatabase } from '../with-database.ts';

/**
 * `sluis person find`: the handle by which the ledger knows a person of a school, and the person's objections. Whoever
 * is not the school's is unknown to it. That somebody asked, and why, is written in the audit trail.
 */
export const personFind: Command = async ({ words, env, terminal }) => {
  const { values, positionals } = readWords(words, {
    ...typedPersonOptions,
    author: { type: 'string' },
    reason: { type: 'string' },
  });
  const id = onlyWord(positionals, 'school');
  const asking = { author: authorOf(values.author), reason: reasonOf(values.reason) };
  const settings = readSettings(env);
  const catalogue = await readCatalogue(settings.configFolder);
  return await withDatabase(settings, terminal.say, async (postgres) => {
    const people = await openPeople(postgres, { settings, catalogue });
    const { school, idps } = await schoolNamed(people, id);
    const typed = await readTypedPerson(values, idps, terminal);
    const found = await people.search.find(typed, school, asking);
    if (found === 'unknown') {
      terminal.say(`nobody is known by that at ${school.name}`);
      return 1;
    }
    if ('problem' in found) throw usageFault(`what was typed ${found.problem}: ${found.remedy}`);
    for (const handle of found.handles) terminal.out(`person ${handle} at board ${school.board}`);
    if (found.handles.length === 0) {
      terminal.out('somebody of the board, about whom nothing was ever released');
    }
    for (const objection of found.objections) terminal.out(objectionText(objection));
    return 0;
  });
};
