import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Change } from '../../../../src/storage/stores/records.ts';
import { wholeRegister } from '../../../../testkit/values/whole-register.ts';
import {
  end,
  openRegistryWorld,
  problems,
  propose,
  type RegistryWorld,
} from '../../../../testkit/world/registry-world.ts';

let world: RegistryWorld;
const opened: RegistryWorld[] = [];

beforeEach(async () => {
  world = await openRegistryWorld(inject('postgres15Url'));
  opened.push(world);
});
afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()));
});

const edited: RegistryWorld['edited'] = (kind, id, members) => world.edited(kind, id, members);
const reader = 'de-regenboog/leesboom-reader';
const authentication = { method: 'client_secret_basic', secrets: [{ file: 'made-up.secret' }] };

describe('the register refuses, with nothing changed,', () => {
  const refuses = async (changes: readonly Change[], ...said: readonly RegExp[]) => {
    const before = await wholeRegister(world.store);
    const refused = problems(await world.registry.submit(...propose(changes)));
    expect(refused).toEqual(said.map((text) => expect.stringMatching(text)));
    expect(problems(await world.registry.submit(...propose(changes, { dryRun: true })))).toEqual(refused);
    expect(await wholeRegister(world.store)).toEqual(before);
  };
  it('a change without a reason or an author', async () => {
    const board = { kind: 'board', id: 'nieuw', body: { id: 'nieuw', name: 'Nieuw' } } as const;
    for (const said of [{ reason: ' ' }, { author: '' }, { reason: 'a\0b' }]) {
      expect(await world.registry.submit(...propose([board], said))).toMatchObject({
        outcome: 'refused',
        faults: [{ path: [] }],
      });
    }
    expect(await world.store.revision()).toBe(1);
  });

  it('a body of another shape, or that names another record, or a record twice', async () => {
    const school = await world.body('school', 'de-kade');
    await refuses(
      [{ kind: 'school', id: 'de-kade', body: { ...school, brin: 9, extra: true } }],
      /brin: must be/,
      /extra: is not known/,
    );
    await refuses([{ kind: 'school', id: 'de-kaap', body: school }], /says that it is de-kade/);
    await refuses(
      [{ kind: 'school', id: 'de-kade', body: school }, end('school', 'de-kade')],
      /is there twice/,
    );
    await refuses([{ kind: 'board', id: 'a\0b', body: {} }], /id that no record can have/);
    await refuses(
      [{ kind: 'board', id: 'ab', body: { id: 'ab', name: 'a\0b' } }],
      /board ab name: contains characters/,
    );
  });

  it('what contradicts the register, naming both sides', async () => {
    await refuses(
      [await edited('school', 'de-kade', { board: 'nergens' })],
      /board: board nergens does not exist/,
    );
    await refuses(
      [await edited('school', 'de-kade', { brin: '99AA' })],
      /BRIN 99AA already belongs to school de-regenboog/,
    );
    await refuses(
      [await edited('idp', 'kade-entra', { identifier: { namespace: 'regenboog', attributes: ['sub'] } })],
      /namespace regenboog already belongs to IdP regenboog-saml/,
    );
    await refuses(
      [
        {
          kind: 'agreement',
          id: 'tweede',
          body: { ...(await world.body('agreement', 'waterland-leesboom')), id: 'tweede' },
        },
      ],
      /agreements waterland-leesboom and tweede cover leesboom-reader/,
    );
  });

  it('one client_id for a service and an API client, whichever of the two is there first', async () => {
    const apiClient = (id: string): Change => ({
      kind: 'api-client',
      id,
      body: { id, name: 'Verzonnen', authentication, scopes: ['register:read'] },
    });
    const service = async (id: string): Promise<Change> => ({
      ...(await edited('service', 'leesboom-reader', { id })),
      id,
    });
    await refuses(
      [apiClient('leesboom-reader')],
      /^api-client leesboom-reader id: .* client_id of service leesboom-reader already$/,
    );
    await refuses(
      [apiClient('same'), await service('same')],
      /^service same id: .* client_id of an API client/,
      /^api-client same id: .* client_id of service same already$/,
    );
    expect(await world.registry.submit(...propose([apiClient('same')]))).toMatchObject({
      outcome: 'applied',
    });
    await refuses([await service('same')], /^service same id: .* client_id of an API client/);
    const later = await world.registry.submit(
      ...propose([await service('same')], { due: world.clock.now() + 1_000 }),
    );
    expect(later).toMatchObject({ outcome: 'refused', faults: [{ kind: 'service', path: ['id'] }] });
  });

  it('an end of what others name, or of what is not there', async () => {
    await refuses(
      [end('board', 'waterland')],
      /named by agreement waterland-leesboom, school de-kade, school de-regenboog/,
    );
    await refuses(
      [end('service', 'leesboom-reader')],
      /named by agreement waterland-leesboom, policy de-regenboog\/leesboom-reader/,
    );
    await refuses([end('school', 'de-regenboog')], /named by idp regenboog-saml, policy/);
    await refuses(
      [end('supplier', 'leesboom')],
      /named by agreement .*, sector leesboom, service leesboom-reader/,
    );
    await refuses([end('sector', 'leesboom')], /named by service leesboom-reader/);
    await refuses([end('board', 'nergens')], /there is no board nergens/);
  });

  it('a step that a record cannot make', async () => {
    await refuses(
      [await edited('sector', 'leesboom', { supplier: 'rekenrijk' })],
      /cannot move to rekenrijk/,
    );
  });

  it('a policy that is wider than its agreement, and one for nothing agreed', async () => {
    const wide = await edited('policy', reader, { claims: ['given_name', 'family_name'] });
    await refuses(
      [wide],
      /claims\.1: .*not registered for it/,
      /claims\.1: .*the annex of waterland-leesboom has no row/,
    );
  });

  it('a policy with lines for the same affiliation, for nobody or for whom nobody knows: all faults together', async () => {
    const line = (...affiliations: readonly string[]) => ({ name: 'given_name', affiliations });
    const claims = [
      line('pupil'),
      'given_name',
      { name: 'group', affiliations: ['pupil', 'teacher'] },
      line('pupil'),
    ];
    await refuses(
      [await edited('policy', reader, { claims })],
      /claims\.1: claim given_name is switched on twice for pupil/,
      /claims\.3\.affiliations\.0: claim given_name is switched on twice for pupil/,
      /claims\.2\.affiliations\.1: .*group of teacher .* agreed about pupil only/,
    );
    await refuses(
      [await edited('policy', reader, { claims: [line(), line('parent')] })],
      /claims\.0\.affiliations: must have at least one element/,
      /claims\.1\.affiliations\.0: must be one of pupil, teacher, staff/,
    );
  });

  it('an objection about nobody there', async () => {
    const person = '11111111-1111-4111-8111-111111111111';
    const body = { id: 'o1', school: 'de-kade', person, claim: 'shoe_size' };
    const nowhere = { ...body, school: 'nergens' };
    await refuses([{ kind: 'objection', id: 'o1', body: nowhere }], /school nergens does not exist/);
    await refuses([{ kind: 'objection', id: 'o1', body }], /shoe_size is not in the catalogue/);
  });
});
