import { readCatalogue } from '../../config/read-catalogue.ts';
import { readSettings } from '../../config/read-settings.ts';
import type { TypedIdentifier } from '../../register/model/typed-identifier.ts';
import { systemRandomness } from '../../domain/randomness.ts';
import { report } from '../change-lines.ts';
import { authorOf, reasonOf } from '../change-words.ts';
import { onlyWord, readWords, usageFault, type Command, type Terminal } from '../command.ts';
import { schoolNamed } from '../open-people.ts';
import { openRegistry, type OpenRegistry } from '../open-registry.ts';
import { readTypedPerson, typedPersonOptions, type TypedPersonWords } from '../typed-person.ts';
import { withDatabase } from '../with-database.ts';

/**
 * `sluis objection add`: a pupil or parent objects to one claim, to one service, or to one claim everywhere. Whose it is
 * is said by the handle that the ledger uses, or by an identifier, read from standard input, of somebody who may never
 * have signed in; neither stands in the register.
 */
export const objectionAdd: Command = async ({ words, env, terminal }) => {
  const { values, positionals } = readWords(words, {
    ...typedPersonOptions,
    service: { type: 'string' },
    claim: { type: 'string' },
    author: { type: 'string' },
    reason: { type: 'string' },
  });
  const [school, ...rest] = positionals;
  if (school === undefined) throw usageFault('<school> is missing');
  const handle = rest.length === 0 ? undefined : onlyWord(rest, 'person handle');
  if (handle !== undefined && (values.login !== undefined || values.eckid)) {
    throw usageFault('give a person handle, or --login or --eckid, not both');
  }
  const { service, claim } = values;
  if (service === undefined && claim === undefined) throw usageFault('give --service, --claim or both');
  const id = systemRandomness.uuid();
  const about = {
    id,
    school,
    ...(service === undefined ? {} : { service }),
    ...(claim === undefined ? {} : { claim }),
  };
  const said = { author: authorOf(values.author), reason: reasonOf(values.reason) };
  const settings = readSettings(env);
  const catalogue = await readCatalogue(settings.configFolder);
  return await withDatabase(settings, terminal.say, async (postgres) => {
    const open = openRegistry(postgres, { settings, catalogue });
    const person = handle ?? written(await typedPerson(open, school, values, terminal));
    const changes = [{ kind: 'objection', id, body: { ...about, person } }] as const;
    return report(await open.registry.submit(changes, said), terminal);
  });
};

async function typedPerson(
  open: OpenRegistry,
  school: string,
  words: TypedPersonWords,
  terminal: Terminal,
): Promise<TypedIdentifier> {
  const { idps } = await schoolNamed(open, school);
  return readTypedPerson(words, idps, terminal);
}

/** As JSON has it. */
function written(typed: TypedIdentifier) {
  return 'eckId' in typed ? typed : { ...typed, values: Object.fromEntries(typed.values) };
}
