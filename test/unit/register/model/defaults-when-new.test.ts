import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { recordKinds } from '../../../../src/domain/record-kinds.ts';
import { asInForce, settled } from '../../../../src/register/model/defaults-when-new.ts';
import { kinds } from '../../../../src/register/model/kinds.ts';
import { readForm } from '../../../../src/register/model/read-form.ts';
import { leesboomReader } from '../../../../testkit/federation/parties.ts';
import { operatorAgreement } from '../../../../testkit/federation/schools.ts';

const service = (members: object = {}) => ({
  ...leesboomReader,
  client: { ...leesboomReader.client, ...members },
});
function read(body: unknown): unknown {
  const form = readForm('service', body);
  if ('faults' in form) throw new Error(JSON.stringify(form.faults));
  return form.body;
}
const algorithm = (idTokenAlgorithm: string) => ({ client: { idTokenAlgorithm } });

describe('a member with another default in new records', () => {
  it('stays open while it is read, beside members with one default for all', () => {
    expect(read(service())).toMatchObject({ client: { requirePkce: true, claimsInIdToken: false } });
    expect(read(service())).not.toHaveProperty('client.idTokenAlgorithm');
  });

  it.each(['RS256', 'ES256'])(
    'is what somebody wrote, in a new record and in one that exists: %s',
    (given) => {
      const said = read(service({ idTokenAlgorithm: given }));
      expect(said).toMatchObject(algorithm(given));
      expect(settled('service', said, undefined)).toEqual(said);
      for (const before of ['RS256', 'ES256']) {
        expect(settled('service', said, service({ idTokenAlgorithm: before }))).toEqual(said);
      }
    },
  );

  it('left open is the default of new records where there is no record yet', () => {
    expect(settled('service', read(service()), undefined)).toMatchObject(algorithm('RS256'));
  });

  it.each(['RS256', 'ES256'])('left open is what a record that exists says: %s', (before) => {
    const kept = settled('service', read(service()), service({ idTokenAlgorithm: before }));
    expect(kept).toMatchObject(algorithm(before));
    expect(Object.keys(Object(Object(kept).client))).toEqual(Object.keys(Object(Object(kept).client)).sort());
  });

  it('left open stays what a record means that was stored without it', () => {
    expect(settled('service', read(service()), service())).toMatchObject(algorithm('ES256'));
    expect(asInForce('service', service())).toMatchObject(algorithm('ES256'));
  });

  it('is left alone in what nobody can read, for the reader to refuse', () => {
    for (const broken of [{}, { client: 'none' }, null, 'text', [service()]]) {
      expect(settled('service', broken, undefined)).toBe(broken);
      expect(asInForce('service', broken)).toBe(broken);
    }
    expect(settled('service', read(service()), { client: 'none' })).toMatchObject(algorithm('RS256'));
  });

  it('does not change what was given', () => {
    const said = read(service());
    const text = JSON.stringify(said);
    settled('service', said, undefined);
    expect(JSON.stringify(said)).toBe(text);
  });
});

describe('a member that one way of authentication has', () => {
  const jwksUri = 'https://reader.leesboom.example/jwks';
  const byKey = (members: object = {}) =>
    service({ authentication: { method: 'private_key_jwt', jwksUri, ...members } });
  const audienceIn = (body: unknown): unknown =>
    Object(Object(Object(body).client).authentication).assertionAudience;

  it.each(['issuer', 'issuer_or_endpoint'])(
    'is kept where it is there, and said: %s',
    (assertionAudience) => {
      expect(audienceIn(settled('service', read(byKey()), byKey({ assertionAudience })))).toBe(
        assertionAudience,
      );
      expect(audienceIn(settled('service', read(byKey({ assertionAudience })), byKey()))).toBe(
        assertionAudience,
      );
    },
  );

  it('is what it was in a record that was stored without it', () => {
    expect(audienceIn(settled('service', read(byKey()), byKey()))).toBe('issuer_or_endpoint');
    expect(audienceIn(asInForce('service', byKey()))).toBe('issuer_or_endpoint');
  });

  it('is new in a new record, and where that way is new to a record that exists', () => {
    expect(audienceIn(settled('service', read(byKey()), undefined))).toBe('issuer');
    expect(audienceIn(settled('service', read(byKey()), service()))).toBe('issuer');
  });

  it('is nowhere else', () => {
    expect(audienceIn(settled('service', read(service()), undefined))).toBeUndefined();
    expect(audienceIn(settled('service', read(service()), byKey()))).toBeUndefined();
  });
});

const entries = recordKinds.flatMap((kind) =>
  (kinds[kind].defaultsWhenNew ?? []).map(
    ({ at, value, mayBeAbsent = false }) =>
      [`${kind} ${at.join('.')}`, kind, at, value, mayBeAbsent] as const,
  ),
);

/** What an editor is told of a member, also where only one of several forms has it. */
function shownAt(schema: unknown, at: readonly string[]): unknown {
  const [member, ...rest] = at;
  if (member === undefined) return schema;
  const { properties, anyOf = [], oneOf = [] } = Object(schema);
  const inner = Object(properties)[member];
  if (inner !== undefined) return shownAt(inner, rest);
  return [...anyOf, ...oneOf].map((form) => shownAt(form, at)).find((found) => found !== undefined);
}

describe('a member that records that exist may lack', () => {
  const board = (members: object = {}) => ({ id: 'waterland', name: 'Waterland', ...members });
  const readBoard = (body: unknown): unknown => {
    const form = readForm('board', body);
    return 'faults' in form ? form.faults : form.body;
  };
  const ended = { operatorAgreement: { ...operatorAgreement, validUntil: '2026-01-01' } };

  it('has its default in a new record', () => {
    expect(settled('board', readBoard(board()), undefined)).toEqual(board({ operatorAgreement: 'none' }));
  });

  it('is not put into one that exists', () => {
    expect(settled('board', readBoard(board({ name: 'Water' })), board())).toEqual(board({ name: 'Water' }));
    expect(asInForce('board', board())).toEqual(board());
  });

  it('stays once it is there: leaving it out never takes it away, also where it has ended', () => {
    for (const agreed of [ended, { operatorAgreement: 'none' }]) {
      expect(settled('board', readBoard(board()), board(agreed))).toEqual(board(agreed));
    }
  });

  it('is what somebody says, in a new record and in one that exists', () => {
    const said = readBoard(board({ operatorAgreement }));
    for (const before of [undefined, board(), board(ended), board({ operatorAgreement: 'none' })]) {
      expect(settled('board', said, before)).toEqual(board({ operatorAgreement }));
    }
  });
});

describe('every default of new records', () => {
  it.each(entries)('%s: is what editors and the API show', (_name, kind, at, value, mayBeAbsent) => {
    const shown = shownAt(z.toJSONSchema(kinds[kind].schema, { io: 'input' }), at);
    // a description of what is converted when it is read has no default
    const told = mayBeAbsent
      ? { description: expect.stringContaining(`Left out: ${String(value)}`) }
      : { default: value, description: expect.stringContaining('Left out') };
    expect(shown).toMatchObject(told);
  });

  it.each(entries)('%s: is another than that of records that exist', (_name, kind, at, value) => {
    const kept = at.reduce<unknown>(
      (members, member) => Object(members)[member],
      asInForce(kind, kinds[kind].api.example),
    );
    expect(kept).not.toEqual(value);
  });
});
