import { readCatalogue } from '../../config/read-catalogue.ts';
import { readSettings } from '../../config/read-settings.ts';
import type { TypedIdentifier } from '../../register/model/typed-identifier.ts';
import { systemRandomness } from '../../domain/randomness.ts';
import { report } from '../change-lines.ts';
import { authorOf } from '../change-words.ts';
import { usageFault, type CommandContext, type Terminal } from '../command.ts';
import { momentTextIn } from '../moment-text.ts';
import { schoolNamed } from '../open-people.ts';
import { openRegistry, type OpenRegistry } from '../open-registry.ts';
import { readTypedPerson, type TypedPersonOptions } from '../typed-person.ts';
import { withDatabase } from '../with-database.ts';

export interface ObjectionAddOptions extends TypedPersonOptions {
  readonly service?: string;
  readonly claim?: string;
  readonly author?: string;
  readonly reason: string;
}

/**
 * `sluis objection add`: a pupil or parent objects to one claim, to one service, or to one claim everywhere. Whose it is
 * is said by the handle that the ledger uses, or by an identifier, read from standard input, of somebody who may never
 * have signed in; neither stands in the register.
 */
export async function objectionAdd(
  { school, handle }: { readonly school: string; readonly handle: string | undefined },
  options: ObjectionAddOptions,
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  if (handle !== undefined && (options.login !== undefined || options.eckid === true)) {
    throw usageFault('give a person handle, or --login or --eckid, not both');
  }
  const { service, claim } = options;
  if (service === undefined && claim === undefined) throw usageFault('give --service, --claim or both');
  const id = systemRandomness.uuid();
  const about = {
    id,
    school,
    ...(service === undefined ? {} : { service }),
    ...(claim === undefined ? {} : { claim }),
  };
  const said = { author: authorOf(options.author), reason: options.reason };
  const settings = readSettings(env);
  const catalogue = await readCatalogue(settings.configFolder);
  return await withDatabase(settings, terminal.say, async (postgres) => {
    const open = openRegistry(postgres, { settings, catalogue });
    const person = handle ?? written(await typedPerson(open, school, options, terminal));
    const changes = [{ kind: 'objection', id, body: { ...about, person } }] as const;
    const outcome = await open.registry.submit(changes, said);
    return report(outcome, { terminal, momentText: momentTextIn(settings.timeZone) });
  });
}

async function typedPerson(
  open: OpenRegistry,
  school: string,
  options: TypedPersonOptions,
  terminal: Terminal,
): Promise<TypedIdentifier> {
  const { idps } = await schoolNamed(open, school);
  return readTypedPerson(options, idps, terminal);
}

/** As JSON has it. */
function written(typed: TypedIdentifier) {
  return 'eckId' in typed ? typed : { ...typed, values: Object.fromEntries(typed.values) };
}
