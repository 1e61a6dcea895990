import type { ReadChanges } from '../../src/register/changes/read-changes.ts';
import { parseFederationFiles } from '../../src/register/files/federation-files.ts';
import { recordsOf } from '../../src/register/files/joined-files.ts';
import { settled } from '../../src/register/model/defaults-when-new.ts';
import type { Records } from '../../src/register/model/records.ts';
import type { StoredRecord, WrittenRecord } from '../../src/storage/stores/records.ts';
import { catalogue } from './catalogue.ts';
import { federationYaml } from './federation-yaml.ts';
import { kadeEntra, leesboomReader, regenboogSaml } from './parties.ts';
import { boards, schools } from './schools.ts';
import { mergeLists, type WrittenLists } from './written-lists.ts';

/** One board, two schools that sign in differently, and one service that one of them has switched on. */
const smallest: WrittenLists = {
  boards: [boards.waterland],
  schools: [schools.regenboog, schools.kade],
  idps: [
    { ...regenboogSaml, attributeMap: { 'urn:custom:group': 'group' } },
    { ...kadeEntra, schoolFrom: { attribute: 'school', values: { kade: 'de-kade' } } },
  ],
  suppliers: [
    { id: 'leesboom', name: 'Uitgeverij Leesboom', privacyStatement: 'https://leesboom.example/privacy' },
    { id: 'rekenrijk', name: 'Rekenrijk', privacyStatement: 'https://rekenrijk.example/privacy' },
  ],
  sectors: [
    { id: 'leesboom', supplier: 'leesboom' },
    { id: 'rekenrijk', supplier: 'rekenrijk' },
  ],
  services: [leesboomReader],
  agreements: [
    {
      id: 'waterland-leesboom',
      board: 'waterland',
      supplier: 'leesboom',
      status: 'active',
      validFrom: '2026-08-01',
      validUntil: '2027-07-31',
      services: [{ service: 'leesboom-reader', affiliations: ['pupil', 'teacher'] }],
      annex: [
        {
          service: 'leesboom-reader',
          claim: 'given_name',
          purposes: ['access'],
          affiliations: ['pupil'],
          transforms: ['initial'],
        },
        { service: 'leesboom-reader', claim: 'group', purposes: ['teaching'], affiliations: ['pupil'] },
      ],
    },
  ],
  policies: [
    {
      school: 'de-regenboog',
      service: 'leesboom-reader',
      enabled: true,
      claims: ['given_name', { name: 'group', transforms: [{ values: ['groep-5', 'groep-6'] }] }],
    },
  ],
};

export interface ExampleFederation {
  readonly lists: WrittenLists;
  /** With these records more; one with a name that is there takes its place. */
  with(more: Partial<WrittenLists>): ExampleFederation;
  /** As a federation file. The text `from` becomes `to`, once; throws when it is not there. */
  yaml(from?: string, to?: string): string;
  /** As the file is read; throws when it has faults. */
  changes(from?: string, to?: string): ReadChanges;
  /** The same as records. */
  parsed(from?: string, to?: string): Records;
}

/** The example federation, as small as it gets; everything that tests and benchmarks need more is built on it. */
export function exampleFederation(lists: WrittenLists = smallest): ExampleFederation {
  const yaml = (from = '', to = ''): string => {
    const text = federationYaml(lists);
    if (!text.includes(from)) throw new Error(`the example does not hold ${from}`);
    return text.replace(from, () => to);
  };
  const changes = (from?: string, to?: string): ReadChanges => {
    const outcome = parseFederationFiles([{ name: 'example.yaml', text: yaml(from, to) }], catalogue);
    if ('faults' in outcome) throw new Error(`faults: ${JSON.stringify(outcome.faults)}`);
    return outcome.changes;
  };
  return {
    lists,
    with: (more) => exampleFederation(mergeLists(lists, more)),
    yaml,
    changes,
    parsed: (from, to) => recordsOf(changes(from, to)),
  };
}

/** The smallest example, as a file; tests change a line of it and expect the fault on that line. */
export const example = exampleFederation().yaml();

/** The records of the smallest example, with one piece of its text replaced. */
export function wantedRecords(from = '', to = ''): readonly WrittenRecord[] {
  return writtenOf(exampleFederation().changes(from, to));
}

/** Records that files hold, as a register without any gets them: they end none. */
export function writtenOf({ changes }: ReadChanges): readonly WrittenRecord[] {
  return changes.flatMap((change) =>
    'ended' in change ? [] : [{ ...change, body: settled(change.kind, change.body, undefined) }],
  );
}

/** As a store has them. */
export function stored(records: readonly WrittenRecord[], version = 1): readonly StoredRecord[] {
  return records.map((record) => ({ ...record, version }));
}
