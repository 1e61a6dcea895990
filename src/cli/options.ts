import { type RecordKind, recordKinds } from '../domain/record-kinds.ts';
import { type EducationSector, educationSectors } from '../register/model/kinds/school.ts';
import { Argument, Option } from '@commander-js/extra-typings';
import { personHandle, schoolId, serviceId } from '../domain/ids.ts';
import { didYouMean } from './closest.ts';
import { usageFault } from './command.ts';

const reasonFlags = '--reason <text>';

export const reasonOption = new Option(reasonFlags, 'reason, kept with the change (required)')
  .argParser(reasonOf)
  .makeOptionMandatory();

export const reasonUnlessDryRunOption = new Option(
  reasonFlags,
  'reason, kept with the change (required unless it is a dry run)',
).argParser(reasonOf);

export const authorOption = new Option(
  '--author <name>',
  'author, kept with the change (default: your name on this system)',
);

/** Of what goes by mail where that is set up. */
export const printOption = new Option('--print', 'print it, where mail is set up too, and send nothing');

export const yesOption = new Option('--yes', 'do not ask for confirmation');

export const atOption = new Option(
  '--at <day or time>',
  'make the change later: at the start of a day (2027-08-01) or at a time with its offset (2027-08-01T06:00:00+02:00)',
);

export const jsonOption = new Option('--json', 'as JSON, for programs');

export const schoolOption = new Option('--school <id>', 'only of this school').argParser((text) =>
  idOf('--school', text, schoolId),
);

export const serviceOption = new Option('--service <id>', 'only of this service').argParser((text) =>
  idOf('--service', text, serviceId),
);

export const aboutServiceOption = new Option('--service <id>', 'about this service').argParser((text) =>
  idOf('--service', text, serviceId),
);

export const aboutAllOption = new Option('--all-sign-ins', 'about all sign-ins, whatever the service');

export const personOption = new Option(
  '--person <handle>',
  'only of the person with this handle in the ledger',
).argParser((text) => idOf('--person', text, personHandle));

export const loginOption = new Option(
  '--login <idp>',
  'which login of the school sends the identifier (required if it has several)',
);

export const eckIdOption = new Option('--eckid', 'the identifier is an ECK iD');

export const sectorOption = new Option('--sector <sector>', 'education sector of the ECK iD')
  .choices(educationSectors)
  .argParser((text) => sectorOf('--sector', text));

export const folderArgument = new Argument('<folder>', 'folder with federation files');

export const kindArgument = new Argument('<kind>', 'kind of record').choices(recordKinds).argParser(kindOf);

export const recordIdArgument = new Argument('<id>', 'id of the record');

export const versionArgument = new Argument('<version>', 'number of a version, from 1').argParser((text) =>
  wholeNumberOf('<version>', text, 999_999_999),
);

export const schoolArgument = new Argument('<school>', 'id of the school');

/** The id that a word names, shown as in the usage: `<service>`. Throws for what has another shape. */
export function idOf<Id>(shown: string, text: string, read: (text: string) => Id | undefined): Id {
  const id = read(text);
  if (id === undefined) throw usageFault(`${shown} is not a valid id of this kind`);
  return id;
}

export function wholeNumberOf(shown: string, text: string, most: number): number {
  const number = /^[1-9]\d*$/.test(text) ? Number(text) : undefined;
  if (number === undefined || number > most) {
    throw usageFault(`${shown} must be a number from 1 to ${String(most)}`);
  }
  return number;
}

export function sectorOf(shown: string, text: string): EducationSector {
  const sector = educationSectors.find((known) => known === text);
  if (sector === undefined) throw usageFault(`${shown} must be one of ${educationSectors.join(', ')}`);
  return sector;
}

function kindOf(text: string): RecordKind {
  const kind = recordKinds.find((known) => known === text);
  if (kind !== undefined) return kind;
  throw usageFault(`<kind> must be one of ${recordKinds.join(', ')}${didYouMean(text, recordKinds)}`);
}

function reasonOf(text: string): string {
  if (text.trim() === '') throw reasonFault();
  return text;
}

export function reasonFault(): Error {
  return usageFault(`give ${reasonFlags}: it is kept with the change`);
}
