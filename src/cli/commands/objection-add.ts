import { readCatalogue } from '../../config/read-catalogue.ts';
import { readSettings } from '../../config/read-settings.ts';
import { systemRandomness } from '../../domain/randomness.ts';
import { report } from '../change-lines.ts';
import { authorOf, reasonOf } from '../change-words.ts';
import { onlyWord, readWords, usageFault, type Command } from '../command.ts';
import { openRegistry } from '../open-registry.ts';
import { withDatabase } from '../with-database.ts';

/**
 * `sluis objection add`: a pupil or parent objects to one claim, to one service, or to one claim everywhere. The person
 * is the handle that the ledger uses; who that is stands nowhere here.
 */
export const objectionAdd: Command = async ({ words, env, terminal }) => {
  const { values, positionals } = readWords(words, {
    service: { type: 'string' },
    claim: { type: 'string' },
    author: { type: 'string' },
    reason: { type: 'string' },
  });
  const [school, ...rest] = positionals;
  if (school === undefined) throw usageFault('<school> is missing');
  const person = onlyWord(rest, 'person');
  const { service, claim } = values;
  if (service === undefined && claim === undefined) throw usageFault('give --service, --claim or both');
  const id = systemRandomness.uuid();
  const body = {
    id,
    school,
    person,
    ...(service === undefined ? {} : { service }),
    ...(claim === undefined ? {} : { claim }),
  };
  const proposal = {
    changes: [{ kind: 'objection', id, body }] as const,
    author: authorOf(values.author),
    reason: reasonOf(values.reason),
  };
  const settings = readSettings(env);
  const catalogue = await readCatalogue(settings.configFolder);
  return await withDatabase(settings, terminal.say, async (postgres) =>
    report(await openRegistry(postgres, { settings, catalogue }).registry.change(proposal), terminal),
  );
};
