import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseFederationFiles, readCompleteFolder } from '../../../../src/register/files/federation-files.ts';
import type { FederationFault } from '../../../../src/register/files/federation-source.ts';
import { SluisError } from '../../../../src/domain/errors.ts';
import { catalogue } from '../../../../testkit/federation/catalogue.ts';
import { recordsOf } from '../../../../src/register/files/joined-files.ts';
import { boards, operatorAgreement } from '../../../../testkit/federation/schools.ts';
import { example, writtenOf } from '../../../../testkit/federation/example-federation.ts';
import { incoherencesOfFiles } from '../../../../src/register/rules/coherence.ts';
import { idpSettingRules } from '../../../../src/register/rules/idp-setting-rules.ts';
import { boardFaultCases } from './board-fault-cases.ts';
import { clientProofFaultCases } from './client-proof-fault-cases.ts';
import { schoolFaultCases } from './school-fault-cases.ts';
import { supplierFaultCases } from './supplier-fault-cases.ts';

const rules = { catalogue, destinations: [], moment: Date.now() };

function faultsOf(...texts: readonly string[]): readonly FederationFault[] {
  const files = texts.map((text, index) => ({ name: `${String(index)}.yaml`, text }));
  const outcome = parseFederationFiles(files, catalogue, (input) => [
    ...incoherencesOfFiles(input),
    ...[...idpSettingRules(input.focus, rules.moment)].map(({ fault }) => fault),
  ]);
  return 'faults' in outcome ? outcome.faults : [];
}

/** The example with one piece of text replaced, and the line and column where the replacement begins. */
function changed(from: string | RegExp, to: string): { text: string; line: number } {
  const offset = example.search(
    from instanceof RegExp ? from : from.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  expect(offset).toBeGreaterThan(-1);
  return { text: example.replace(from, () => to), line: example.slice(0, offset).split('\n').length };
}

function lineOf(text: string, after = ''): number {
  const start = example.indexOf(after);
  return example.slice(0, example.indexOf(text, start)).split('\n').length;
}

describe('a federation without faults', () => {
  it('is read with all defaults', () => {
    const outcome = parseFederationFiles([{ name: 'all.yaml', text: example }], catalogue);
    expect(outcome).not.toHaveProperty('faults');
    if (!('changes' in outcome)) return;
    const federation = recordsOf(outcome.changes);
    const [saml, entra] = federation.idp;
    expect(saml?.protocol).toMatchObject({ requestBinding: 'redirect', requireEncryptedAssertions: false });
    expect(entra?.protocol).toMatchObject({ scopes: ['openid'] });
    expect(entra?.schoolFrom?.values?.get('kade')).toBe('de-kade');
    expect(federation.service[0]?.client).toMatchObject({
      requirePkce: true,
      idTokenAlgorithm: 'RS256',
    });
    expect(federation.policy[0]?.claims).toEqual([
      { name: 'given_name', transforms: [] },
      { name: 'group', transforms: [{ kind: 'values', allow: ['groep-5', 'groep-6'] }] },
    ]);
  });

  it('may be written in a form of an earlier version', () => {
    const { text } = changed(
      'redirectUris: [http://127.0.0.4:3104/callback]\n',
      'redirectUris: [http://127.0.0.4:3104/callback]\n      requireAuthTime: true\n',
    );
    const outcome = parseFederationFiles([{ name: 'all.yaml', text }], catalogue);
    if (!('changes' in outcome)) throw new Error('faults');
    expect(recordsOf(outcome.changes)).toMatchObject({ service: [{ client: { signInTime: true } }] });
  });

  it('may be spread over files, also with one that says nothing', () => {
    const [first = '', rest = ''] = example.split('idps:\n');
    expect(faultsOf(first, `idps:\n${rest}`, '# only a comment\n', '')).toEqual([]);
  });

  it('reads what looks like a number or a date as the text that it is', () => {
    const { text } = changed('name: Rekenrijk,', 'name: 12E4,');
    const outcome = parseFederationFiles([{ name: 'all.yaml', text }], catalogue);
    if (!('changes' in outcome)) throw new Error('faults');
    const { supplier, agreement } = recordsOf(outcome.changes);
    expect(supplier[1]?.name).toBe('12E4');
    expect(agreement[0]?.validFrom).toBe('2026-08-01');
  });

  it('becomes records in full form with sorted keys', () => {
    const outcome = parseFederationFiles([{ name: 'all.yaml', text: example }], catalogue);
    if (!('changes' in outcome)) throw new Error('faults');
    const records = writtenOf(outcome.changes);
    expect(records.map(({ kind, id }) => `${kind} ${id}`)).toContain('policy de-regenboog/leesboom-reader');
    expect(records.find(({ kind }) => kind === 'policy')?.body).toEqual({
      school: 'de-regenboog',
      service: 'leesboom-reader',
      enabled: true,
      claims: [
        { name: 'given_name', transforms: [] },
        { name: 'group', transforms: [{ values: ['groep-5', 'groep-6'] }] },
      ],
    });
    const { name } = boards.waterland;
    const { hash, validFrom, covers } = operatorAgreement;
    expect(JSON.stringify(records[0]?.body)).toBe(
      JSON.stringify({ id: 'waterland', name, operatorAgreement: { covers, hash, validFrom } }),
    );
  });
});

describe('each fault is found where it stands', () => {
  it.each([...boardFaultCases, ...schoolFaultCases, ...clientProofFaultCases, ...supplierFaultCases])(
    '%s',
    (_name, from, to, where, problem) => {
      const { text, line } = changed(from, to);
      const faults = faultsOf(text);
      const fault = faults.find((each) => each.where === where);
      expect(faults).toContainEqual(expect.objectContaining({ where }));
      expect(fault?.problem).toMatch(problem);
      // A fault of a whole mapping stands where the mapping begins: a line before or after what was changed.
      expect(Math.abs((fault?.line ?? 0) - line)).toBeLessThanOrEqual(1);
      expect(fault?.remedy).not.toBe('');
    },
  );
});

describe('the position of a fault in a federation file', () => {
  it('points at the value', () => {
    const faults = faultsOf(example.replace('brin: 99AA', 'brin: 9'));
    const line = lineOf('brin: 99AA');
    const column = (example.split('\n')[line - 1] ?? '').indexOf('99AA') + 1;
    expect(faults).toEqual([
      expect.objectContaining({ file: '0.yaml', line, column, where: 'schools[0].brin' }),
    ]);
  });

  it('points at a key that is not known', () => {
    const faults = faultsOf('boards:\n  - id: a\n    name: A\n    colour: red\n');
    expect(faults).toEqual([expect.objectContaining({ line: 4, column: 5, where: 'boards[0].colour' })]);
  });

  it('points at broken YAML', () => {
    expect(faultsOf('boards:\n  - { id: a, name: A\n')).toEqual([
      expect.objectContaining({ line: 3, column: 1 }),
    ]);
  });

  it('points at the second of two equal ids, also in another file', () => {
    const faults = faultsOf(example, 'boards:\n  - { id: waterland, name: Again }\n');
    expect(faults).toEqual([
      expect.objectContaining({
        file: '1.yaml',
        line: 2,
        column: 11,
        problem: 'board waterland is there twice',
      }),
    ]);
  });
});

describe('faults of federation files', () => {
  it('reports all of them at once, over files, in order', () => {
    const broken = example.replace('brin: 99AA', 'brin: 9').replace('status: active', 'status: signed');
    const faults = faultsOf(broken, 'suppliers: nobody\n');
    expect(faults.map(({ file, where }) => `${file} ${where}`)).toEqual([
      '0.yaml schools[0].brin',
      '0.yaml agreements[0].status',
      '1.yaml suppliers',
    ]);
  });

  it('does not call missing what is only faulty', () => {
    const faults = faultsOf(example.replace('name: Stichting Waterland Onderwijs', 'nam: x'));
    expect(faults.map(({ where }) => where).sort()).toEqual(['boards[0].nam', 'boards[0].name']);
  });

  it('does not call missing what may be in a file that cannot be read', () => {
    expect(faultsOf(example.replace(/boards:\n.*\n/, ''), 'boards: [')).toHaveLength(1);
  });

  it('names both sides of a policy that is wider than the agreement', () => {
    const [fault, ...others] = faultsOf(example.replace(/.*claim: group.*\n/, ''));
    expect(others).toEqual([]);
    expect(fault?.problem).toContain('school de-regenboog switches group on for leesboom-reader');
    expect(fault?.problem).toContain('annex of waterland-leesboom has no row');
  });

  it('says so when there is no agreement at all', () => {
    const [fault] = faultsOf(example.replace(/agreements:\n(?: .*\n)+/, ''));
    expect(fault?.problem).toContain('no agreement between board waterland and supplier leesboom');
  });

  it('refuses two active agreements about one service on the same days', () => {
    const second = (dates: string): string => `agreements:
  - id: second
    board: waterland
    supplier: leesboom
    status: active
    ${dates}
    services: [ { service: leesboom-reader, affiliations: [pupil] } ]
`;
    const overlapping = faultsOf(example, second('validFrom: 2027-07-31\n    validUntil: 2028-07-31'));
    expect(overlapping.map(({ file, where }) => `${file} ${where}`)).toEqual([
      '1.yaml agreements[0].services[0].service',
    ]);
    expect(faultsOf(example, second('validFrom: 2027-08-01\n    validUntil: 2028-07-31'))).toEqual([]);
    const draft = second('validFrom: 2027-07-31\n    validUntil: 2028-07-31').replace('active', 'draft');
    expect(faultsOf(example, draft)).toEqual([]);
  });

  it('refuses an IdP of several schools that does not say which', () => {
    const [fault] = faultsOf(example.replace('schools: [de-regenboog]', 'schools: [de-regenboog, de-kade]'));
    expect(fault?.problem).toContain('nothing says which');
  });

  it('refuses an identifier that carries national numbers, in any case of letters', () => {
    const [forbidden = ''] = catalogue.forbiddenIncoming;
    const [fault] = faultsOf(
      example.replace('attributes: [tid, oid]', `attributes: ["${forbidden.toUpperCase()}"]`),
    );
    expect(fault?.problem).toContain('dropped on arrival');
  });
});

describe('a federation file is refused as a whole', () => {
  it.each([
    ['nothing', ''],
    ['an empty list', 'boards: []\n'],
  ])('%s, because it would end everything', (_name, text) => {
    expect(faultsOf(text)).toEqual([expect.objectContaining({ problem: 'no record in any file' })]);
  });

  it.each([
    ['an alias', 'boards: &b [ { id: a, name: A } ]\nschools: *b\n', /aliases/],
    ['a tag', 'boards: !!js/function x\n', /cannot be read as YAML/],
    ['a merge key', 'boards: [ { <<: { id: a }, name: A } ]\n', /not known here/],
    ['two documents', 'boards: []\n---\nboards: []\n', /cannot be read as YAML/],
    ['a key twice', 'boards: []\nboards: []\n', /cannot be read as YAML/],
    ['a list at the top', '- a\n', /lists of records/],
    ['a mapping as a key', '? { a: b }\n: c\n', /plain word/],
    ['brackets without end', '['.repeat(200_000), /too deeply nested/],
    ['dashes without end', '- '.repeat(100_000), /too deeply nested/],
  ])('%s', (_name, text, problem) => {
    expect(
      faultsOf(text)
        .map((fault) => fault.problem)
        .join(),
    ).toMatch(problem);
  });

  it('gives one SluisError with all lines for a folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sluis-files-'));
    try {
      await writeFile(join(folder, 'a.yaml'), example.replace('brin: 99AA', 'brin: 9'));
      await writeFile(join(folder, 'b.yml'), 'boards: nothing\n');
      await writeFile(join(folder, 'notes.txt'), 'not read');
      const error = await readCompleteFolder(folder, rules).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(SluisError);
      expect(error).toMatchObject({ code: 'settings.invalid' });
      const lines = error instanceof Error ? error.message.split('\n') : [];
      expect(lines).toHaveLength(2);
      expect(lines[0]).toMatch(/a\.yaml:4:\d+ schools\[0\]\.brin: must be a BRIN.*To do: /);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('says that a folder is not there', async () => {
    await expect(readCompleteFolder('/nowhere/at/all', rules)).rejects.toThrow(/cannot be read/);
  });
});
