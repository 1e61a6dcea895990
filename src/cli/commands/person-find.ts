import { readCatalogue } from '../../config/read-catalogue.ts';
import { readSettings } from '../../config/read-settings.ts';
import { authorOf } from '../change-words.ts';
import { usageFault, type CommandContext } from '../command.ts';
import { objectionText } from '../objection-text.ts';
import { openPeople, schoolNamed } from '../open-people.ts';
import { readTypedPerson, type TypedPersonOptions } from '../typed-person.ts';
import { withDatabase } from '../with-database.ts';

export interface PersonFindOptions extends TypedPersonOptions {
  readonly author?: string;
  readonly reason: string;
}

/**
 * `sluis person find`: the handle by which the ledger knows a person of a school, and the person's objections. Whoever
 * is not the school's is unknown to it. That somebody asked, and why, is written in the audit trail.
 */
export async function personFind(
  id: string,
  { author, reason, ...typing }: PersonFindOptions,
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  const asking = { author: authorOf(author), reason };
  const settings = readSettings(env);
  const catalogue = await readCatalogue(settings.configFolder);
  return await withDatabase(settings, terminal.say, async (postgres) => {
    const people = await openPeople(postgres, { settings, catalogue });
    const { school, idps } = await schoolNamed(people, id);
    const typed = await readTypedPerson(typing, idps, terminal);
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
}
