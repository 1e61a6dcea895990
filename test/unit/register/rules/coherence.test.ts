import { describe, expect, it } from 'vitest';
import { problemsOfWriting, records, registerWith } from './rule-case.ts';
import { exampleFederation } from '../../../../testkit/federation/example-federation.ts';

const school = (id: string, closed?: object) => ({
  id,
  board: 'waterland',
  name: id,
  town: 'Edam',
  brin: id === 'de-zon' ? '34ZZ' : '35ZZ',
  sector: 'po',
  ...(closed === undefined ? {} : { closed }),
});

describe('a school that closes', () => {
  it('goes on in one that is there and open longer', () => {
    const successor = (name: string) => [school('de-zon', { on: '2027-08-01', successor: name })];
    expect(problemsOfWriting({ schools: successor('de-kade') })).toEqual([]);
    expect(problemsOfWriting({ schools: [school('de-zon', { on: '2027-08-01' })] })).toEqual([]);
    expect(problemsOfWriting({ schools: successor('de-wolk') })).toEqual([
      'closed.successor: school de-wolk does not exist',
    ]);
    expect(problemsOfWriting({ schools: successor('de-zon') })).toEqual([
      'closed.successor: school de-zon is named as its own successor',
    ]);
  });

  it.each(['2027-07-31', '2027-08-01'])('does not go on in one that closes on %s', (on) => {
    const schools = [
      school('de-zon', { on: '2027-08-01', successor: 'de-maan' }),
      school('de-maan', { on, successor: 'de-zon' }),
    ];
    expect(problemsOfWriting({ schools })[0]).toContain(
      `school de-zon closes on 2027-08-01, and its successor de-maan closes on ${on}, not later`,
    );
  });

  it('goes on in one that closes later', () => {
    const schools = [
      school('de-zon', { on: '2027-08-01', successor: 'de-maan' }),
      school('de-maan', { on: '2028-08-01', successor: 'de-kade' }),
    ];
    expect(problemsOfWriting({ schools })).toEqual([]);
  });
});

describe('an access rule', () => {
  const rule = (changes: object) => ({
    access: [{ school: 'de-kade', service: 'leesboom-reader', ...changes }],
  });

  it('is about a school and a service that are there, with days in order', () => {
    const licence = { from: '2026-08-01', until: '2026-08-01' };
    expect(
      problemsOfWriting(rule({ affiliations: ['pupil'], years: ['5'], groups: ['5a'], licence })),
    ).toEqual([]);
    expect(problemsOfWriting(rule({ school: 'de-wolk', service: 'other' }))).toEqual([
      'school: school de-wolk does not exist',
      'service: service other does not exist',
    ]);
    expect(problemsOfWriting(rule({ licence: { from: '2026-08-02', until: '2026-08-01' } }))).toEqual([
      'licence.until: ends on 2026-08-01, before it begins on 2026-08-02',
    ]);
  });

  it('opens a service for nobody for whom it is not meant, until the service is meant for fewer people', () => {
    expect(problemsOfWriting(rule({ affiliations: ['pupil', 'staff'] }))).toEqual([
      'affiliations.1: school de-kade opens leesboom-reader for staff, but that service is meant for pupil, teacher only',
    ]);
  });
});

describe('an API client', () => {
  const client = (changes: object) => ({
    apiClients: [
      {
        id: 'administration',
        name: 'School administration',
        authentication: { method: 'client_secret_basic', secrets: [{ env: 'ADMINISTRATION_SECRET' }] },
        scopes: ['register:read'],
        ...changes,
      },
    ],
  });

  it('works for a board or a supplier that is there', () => {
    expect(problemsOfWriting(client({ board: 'waterland', scopes: ['policies:write'] }))).toEqual([]);
    expect(problemsOfWriting(client({ supplier: 'leesboom', scopes: ['services:write'] }))).toEqual([]);
    expect(problemsOfWriting(client({ scopes: ['policies:write', 'services:write'] }))).toEqual([]);
    expect(problemsOfWriting(client({ board: 'gone' }))).toEqual(['board: board gone does not exist']);
    expect(problemsOfWriting(client({ supplier: 'gone' }))).toEqual([
      'supplier: supplier gone does not exist',
    ]);
  });

  it('has no client_id of a service, whichever of the two comes later', () => {
    expect(problemsOfWriting(client({ id: 'leesboom-reader' }))).toEqual([
      'id: leesboom-reader is the client_id of service leesboom-reader already',
    ]);
    const base = registerWith(records(client({ id: 'leesboom-reader' })));
    const {
      id,
      supplier,
      sector,
      name,
      description,
      startUrl,
      audience,
      client: registered,
    } = exampleFederation().parsed().service[0] ?? {};
    const service = { id, supplier, sector, name, description, startUrl, audience, client: registered };
    expect(problemsOfWriting({ services: [service] }, base)).toEqual([
      'id: leesboom-reader is the client_id of an API client already',
    ]);
  });

  it.each([{}, { board: 'waterland' }])('reads successions for a supplier only, not for %j', (party) => {
    expect(problemsOfWriting(client({ ...party, scopes: ['register:read', 'successions:read'] }))).toEqual([
      "scopes.1: scope successions:read is for an API client of a supplier only: what it reads is that supplier's own",
    ]);
    expect(problemsOfWriting(client({ supplier: 'leesboom', scopes: ['successions:read'] }))).toEqual([]);
  });

  it.each([
    [
      'supplier',
      'leesboom',
      ['policies:write', 'schools:write', 'idps:write', 'objections:write', 'audit:read', 'people:find'],
    ],
    ['board', 'waterland', ['suppliers:write', 'services:write', 'activations:read', 'audit:read']],
  ])('of a %s has no tasks of others', (party, id, scopes) => {
    const problems = problemsOfWriting(client({ [party]: id, scopes: ['register:read', ...scopes] }));
    expect(problems).toEqual(
      scopes.map(
        (scope, index) =>
          `scopes.${String(index + 1)}: scope ${scope} is not for an API client of ${party} ${id}: what it is about is not theirs`,
      ),
    );
  });

  it.each([{}, { supplier: 'leesboom' }])('reads which schools activated what, as %j', (party) => {
    expect(problemsOfWriting(client({ ...party, scopes: ['activations:read'] }))).toEqual([]);
  });

  it('finds people for a board alone, not for the operator', () => {
    expect(problemsOfWriting(client({ scopes: ['register:read', 'people:find'] }))).toEqual([
      'scopes.1: scope people:find is not for an API client of the operator: what it is about is not theirs',
    ]);
    expect(problemsOfWriting(client({ board: 'waterland', scopes: ['people:find'] }))).toEqual([]);
  });
});
