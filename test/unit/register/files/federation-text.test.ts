import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFederationFiles } from '../../../../src/register/files/federation-files.ts';
import { exportMark, federationTexts } from '../../../../src/register/files/federation-text.ts';
import { settled } from '../../../../src/register/model/defaults-when-new.ts';
import { readForm } from '../../../../src/register/model/read-form.ts';
import { catalogue } from '../../../../testkit/federation/catalogue.ts';
import { wantedRecords, writtenOf } from '../../../../testkit/federation/example-federation.ts';
import { anyCharacter } from '../../../../testkit/values/any-character.ts';

type Records = Parameters<typeof federationTexts>[0];

function roundTrip(records: Records) {
  const parsed = parseFederationFiles([...federationTexts(records)], catalogue, () => []);
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return writtenOf(parsed.changes);
}

const byName = (left: { kind: string; id: string }, right: { kind: string; id: string }) =>
  `${left.kind} ${left.id}` < `${right.kind} ${right.id}` ? -1 : 1;

/** Words that YAML would like to read as something else, and whatever else a register can hold. */
const text = fc
  .oneof(
    fc.constantFrom(
      'true',
      'Null',
      '~',
      '-',
      '- a',
      'a: b',
      '#x',
      '2026-01-01',
      '1e3',
      '*a',
      '&b',
      '!c',
      '[',
      '{}',
      'a #b',
      '"',
      "'",
      '|',
      '>',
      '%',
      '@',
      '`',
      'é',
      'a\u0085b',
      'a\u200bb',
      '\ufeffa',
      '🏫',
      '\u007f',
      '\t.',
      '?',
      'yes',
    ),
    fc.string({ unit: anyCharacter, minLength: 1, maxLength: 40 }),
  )
  .filter((value) => value.isWellFormed() && !value.includes('\0'));

const board = text.map((name) => ({ kind: 'board', id: 'b', body: { id: 'b', name } }) as const);
const seconds = fc.integer({ min: 0, max: 180 });
const idp = fc.record({ key: text, value: text, seconds }).map(({ key, value, seconds: tolerance }) => ({
  kind: 'idp' as const,
  id: 'i',
  body: {
    id: 'i',
    name: 'I',
    schools: ['s'],
    protocol: { kind: 'oidc', issuer: 'https://i.example', clientId: value, clientSecret: { env: 'X' } },
    identifier: { namespace: 'n', attributes: [value] },
    affiliation: { attribute: 'role', values: { [key]: 'pupil' } },
    attributeMap: { [key]: 'group' },
    clockToleranceSeconds: tolerance,
  },
}));

/** An API client with a key of any JSON; most are refused, and none of the others may change on the way. */
const member = fc.oneof(text, fc.boolean(), fc.array(text, { maxLength: 2 }), fc.jsonValue({ maxDepth: 1 }));
const apiClient = fc.dictionary(text, member, { maxKeys: 3 }).map((members) => ({
  kind: 'api-client' as const,
  id: 'p',
  body: {
    id: 'p',
    name: 'P',
    scopes: ['register:read'],
    authentication: { method: 'private_key_jwt', jwks: { keys: [{ ...members, kty: 'EC' }] } },
  },
}));

describe('an export', () => {
  it('says what the register says, whatever the texts are', () => {
    fc.assert(
      fc.property(fc.tuple(board, idp, apiClient), (written) => {
        const records = written.flatMap(({ kind, id, body }) => {
          const form = readForm(kind, body);
          return 'faults' in form ? [] : [{ kind, id, body: settled(kind, form.body, undefined) }];
        });
        fc.pre(records.length > 0);
        expect(roundTrip(records).toSorted(byName)).toEqual(records.toSorted(byName));
      }),
      { numRuns: 500 },
    );
  });

  it('of what was exported is the same bytes, in whatever order the records come', () => {
    const records = wantedRecords();
    const texts = [...federationTexts(records)];
    expect([...federationTexts(roundTrip(records))]).toEqual(texts);
    expect([...federationTexts(records.toReversed())]).toEqual(texts);
    expect(texts.every(({ text: each }) => each.startsWith(`${exportMark}\n# yaml-language-server: `))).toBe(
      true,
    );
  });

  it('has the affiliations of a policy line where it says them, and each other line as it was before there were any', () => {
    const claims = [
      { name: 'given_name', affiliations: ['pupil'] },
      { name: 'given_name', transforms: ['initial'], affiliations: ['teacher', 'staff'] },
      'group',
    ];
    const form = readForm('policy', { school: 's', service: 'v', enabled: true, claims });
    if ('faults' in form) throw new Error(JSON.stringify(form.faults));
    const [file] = [...federationTexts([{ kind: 'policy', id: form.id, body: form.body }])];
    const line = file?.text.split('\n').find((each) => each.includes('claims: '));
    expect(line?.trim().replace(/^- /, '')).toBe(
      'claims: [{ affiliations: [pupil], name: given_name, transforms: [] }, ' +
        '{ affiliations: [teacher, staff], name: given_name, transforms: [initial] }, ' +
        '{ name: group, transforms: [] }]',
    );
  });

  it('divides what is too much for one file', () => {
    const many = Array.from({ length: 30_000 }, (_, index) => {
      const id = `b${String(index).padStart(5, '0')}`;
      return {
        kind: 'board' as const,
        id,
        body: { id, name: 'Een bestuur met een tamelijk lange naam, om te vullen' },
      };
    });
    const names = [...federationTexts(many)].map(({ name }) => name);
    expect(names).toEqual(['boards-0001.yaml', 'boards-0002.yaml']);
  });
});
