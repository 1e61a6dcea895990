import type { IdentityProvider } from '../register/model/kinds/idp.ts';
import type { EducationSector } from '../register/model/kinds/school.ts';
import { idpId } from '../domain/ids.ts';
import type { TypedIdentifier } from '../register/model/typed-identifier.ts';
import { didYouMean } from './closest.ts';
import { usageFault, type Terminal } from './command.ts';

/** Options of commands that read an identifier of a person. */
export interface TypedPersonOptions {
  readonly login?: string;
  readonly eckid?: boolean;
  readonly sector?: EducationSector;
}

/**
 * Reads an identifier from standard input, so that it gets into no list of processes and no history of a shell, after
 * saying what is expected: an ECK iD, or each attribute by which the login tells people apart. One attribute is a line;
 * several are lines of the form `name=value`. Says nothing of what was typed.
 */
export async function readTypedPerson(
  { login, eckid = false, sector }: TypedPersonOptions,
  idps: readonly IdentityProvider[],
  terminal: Terminal,
): Promise<TypedIdentifier> {
  if (eckid) {
    terminal.say('ECK iD, as it was sent:');
    const eckId = (await terminal.input()).trim();
    return { eckId, ...(sector === undefined ? {} : { sector }) };
  }
  if (sector !== undefined) throw usageFault('--sector is for an ECK iD: give --eckid');
  const idp = meantLogin(login, idps);
  const id = idpId(idp.id);
  const { attributes } = idp.identifier;
  for (const name of attributes) terminal.say(`${name}: ${whereToFind(idp, name)}`);
  const values = valuesOf(attributes, await terminal.input());
  return { values, ...(id === undefined ? {} : { idp: id }) };
}

function meantLogin(login: string | undefined, idps: readonly IdentityProvider[]): IdentityProvider {
  const names = idps.map(({ id }) => id).join(', ');
  const [only, ...others] = idps;
  if (only === undefined) throw usageFault('the school has no login: give --eckid');
  if (login === undefined) {
    if (others.length === 0) return only;
    throw usageFault(`the school has several logins: give --login, one of ${names}, or --eckid`);
  }
  const named = idps.find(({ id }) => id === login);
  if (named === undefined) {
    const near = didYouMean(
      login,
      idps.map(({ id }) => id),
    );
    throw usageFault(`--login must be a login of the school: ${names}${near}`);
  }
  return named;
}

function whereToFind({ name: login, whereToFind: words }: IdentityProvider, attribute: string): string {
  const said = words?.get(attribute);
  if (said === undefined) return `as ${login} sends it`;
  return typeof said === 'string' ? said : said.en;
}

function valuesOf(attributes: readonly string[], input: string): ReadonlyMap<string, string> {
  const lines = input.split(/\r?\n/).filter((line) => line.trim() !== '');
  const [only, ...others] = attributes;
  const [line, ...more] = lines;
  if (only !== undefined && others.length === 0 && line !== undefined && more.length === 0) {
    return new Map([[only, line.startsWith(`${only}=`) ? line.slice(only.length + 1) : line]]);
  }
  const values = new Map<string, string>();
  for (const each of lines) {
    const name = attributes.find((attribute) => each.startsWith(`${attribute}=`));
    if (name === undefined || values.has(name)) throw linesFault(attributes);
    values.set(name, each.slice(name.length + 1));
  }
  if (values.size < attributes.length) throw linesFault(attributes);
  return values;
}

function linesFault(attributes: readonly string[]): Error {
  const form = attributes.length === 1 ? 'one line' : attributes.map((name) => `${name}=…`).join(' and ');
  return usageFault(`standard input must hold ${form}`);
}
