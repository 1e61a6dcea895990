import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { applyDueChanges } from '../../../../src/register/changes/scheduler.ts';
import type { SecretState } from '../../../../src/register/model/secret-state.ts';
import type { Change } from '../../../../src/storage/stores/records.ts';
import { operatorAgreement } from '../../../../testkit/federation/schools.ts';
import { catalogue } from '../../../../testkit/federation/catalogue.ts';
import { leesboomReader, regenboogSaml } from '../../../../testkit/federation/parties.ts';
import { fillRegister } from '../../../../testkit/world/fill-register.ts';
import {
  openRegistryWorld,
  problems,
  propose,
  type RegistryWorld,
} from '../../../../testkit/world/registry-world.ts';
import { makeCertifiedKey } from '../../../../testkit/values/saml-certificate.ts';

let world: RegistryWorld;
/** Of secrets by file. */
let states: Map<string, SecretState>;
beforeEach(async () => {
  states = new Map();
  world = await openRegistryWorld(inject('postgres15Url'), {
    lookAtSecret: (reference) =>
      Promise.resolve(states.get('file' in reference ? reference.file : '') ?? 'good'),
  });
});
afterEach(() => world.close());

const reader = { kind: 'service', id: 'leesboom-reader' } as const;
const withSecret = (file: string, members: object = {}): Change => {
  const authentication = { method: 'client_secret_basic', secrets: [{ file }] };
  return {
    ...reader,
    body: { ...leesboomReader, client: { ...leesboomReader.client, authentication }, ...members },
  };
};
const submit = (change: Change, due?: number) =>
  world.registry.submit(...propose([change], due === undefined ? {} : { due }));
const unreadable = {
  kind: 'service',
  id: 'leesboom-reader',
  path: ['client', 'authentication', 'secrets', 0],
  problem: 'secret file reader.secret cannot be read, or is empty',
  remedy: 'put it where the broker reads it, or correct its name',
};

describe('an agreement on the model of the covenant', () => {
  const supplier = (members: object): Change => ({
    kind: 'supplier',
    id: 'leesboom',
    body: {
      id: 'leesboom',
      name: 'Uitgeverij Leesboom',
      privacyStatement: 'https://leesboom.example/privacy',
      ...members,
    },
  });

  it('is warned of when its supplier leaves the covenant, and the change is made', async () => {
    const found = await world.registry.find({ kind: 'agreement', id: 'waterland-leesboom' });
    const body = { ...Object(found?.body), model: { kind: '4.0' } };
    const covenant = { status: 'deelnemer', since: '2026-03-01' };
    const joined = await world.registry.submit(
      ...propose([supplier({ covenant }), { kind: 'agreement', id: 'waterland-leesboom', body }]),
    );
    expect(joined).toMatchObject({ outcome: 'applied', warnings: [] });
    expect(await submit(supplier({}))).toMatchObject({
      outcome: 'applied',
      warnings: [{ kind: 'agreement', id: 'waterland-leesboom', path: ['model', 'kind'] }],
    });
  });
});

describe('a change that names a secret which cannot be read', () => {
  it('is refused where the secret is new, and nothing is changed', async () => {
    states.set('next.secret', 'unreadable');
    expect(problems(await submit(withSecret('next.secret')))).toEqual([
      'service leesboom-reader client.authentication.secrets.0: secret file next.secret cannot be read, or is empty',
    ]);
    expect(await world.registry.find(reader)).toMatchObject({ version: 1 });
  });

  it('is made and warned of where the secret is in use', async () => {
    states.set('reader.secret', 'unreadable');
    expect(await submit(withSecret('reader.secret', { name: 'Leesboom' }))).toMatchObject({
      outcome: 'applied',
      warnings: [unreadable],
    });
  });

  it('is warned of where nothing changes', async () => {
    states.set('reader.secret', 'unreadable');
    expect(await submit(withSecret('reader.secret'))).toMatchObject({
      outcome: 'unchanged',
      warnings: [unreadable],
    });
  });
});

describe('files of a whole country', () => {
  it('are warned of what is in use, also where so much is given that most of it is not kept', async () => {
    states.set('reader.secret', 'unreadable');
    const boards = Array.from({ length: 20_001 }, (_, index) => {
      const id = `board-${String(index)}`;
      return { kind: 'board', id, body: { id, name: id, operatorAgreement } } as const;
    });
    await fillRegister(world.store, boards);
    const same = [...boards, withSecret('reader.secret')];
    expect(await world.registry.submit(...propose(same))).toMatchObject({
      outcome: 'unchanged',
      warnings: [unreadable],
    });
  });
});

describe('a change for later', () => {
  it('is warned of when it is asked for, and refused where a secret is new', async () => {
    states.set('reader.secret', 'unreadable').set('next.secret', 'short');
    const due = world.clock.now() + 1_000;
    expect(await submit(withSecret('reader.secret', { name: 'Leesboom' }), due)).toMatchObject({
      outcome: 'scheduled',
      warnings: [unreadable],
    });
    expect(await submit(withSecret('next.secret'), due)).toMatchObject({ outcome: 'refused' });
  });

  it('does not fail when it is due because of a secret that is gone by then', async () => {
    const due = world.clock.now() + 1_000;
    expect(await submit(withSecret('next.secret'), due)).toMatchObject({
      outcome: 'scheduled',
      warnings: [],
    });
    states.set('next.secret', 'unreadable');
    world.clock.advance(2_000);
    await applyDueChanges({ ...world, catalogue, rightsWhenDue: () => Promise.resolve(undefined) });
    expect(await world.registry.find(reader)).toMatchObject({ version: 2 });
  });
});

describe('a redirect URI that nobody sends', () => {
  const odd = 'https://app.leesboom.example:443/callback';
  const withUris = (...redirectUris: readonly string[]) => ({
    ...leesboomReader,
    client: { ...leesboomReader.client, redirectUris },
  });

  it('of a service that has it does not keep the rest of the service from changing', async () => {
    await fillRegister(world.store, [{ ...reader, body: withUris(odd) }]);
    const renamed = { ...reader, body: { ...withUris(odd), name: 'Leesboom' } };
    expect(await submit(renamed)).toMatchObject({
      outcome: 'applied',
      warnings: [{ path: ['client', 'redirectUris', 0] }],
    });
    const added = { ...reader, body: withUris(odd, 'https://app.leesboom.example/a/./b') };
    expect(await submit(added)).toMatchObject({
      outcome: 'refused',
      faults: [
        {
          path: ['client', 'redirectUris', 1],
          remedy: 'write it as they do: https://app.leesboom.example/a/b',
        },
      ],
    });
    const mended = { ...reader, body: withUris('https://app.leesboom.example/callback') };
    expect(await submit(mended)).toMatchObject({ outcome: 'applied', warnings: [] });
  });
});

describe('the certificate of a login', () => {
  const idp = { kind: 'idp', id: regenboogSaml.id } as const;
  const start = Date.UTC(2026, 8, 1, 7);
  const hour = 3_600_000;
  const login = async (fromHours: number, untilHours: number, members: object = {}) => {
    const notBefore = new Date(start + fromHours * hour);
    const notAfter = new Date(start + untilHours * hour);
    const { certificatePem } = await makeCertifiedKey({ curve: 'P-256', notBefore, notAfter });
    const protocol = { ...regenboogSaml.protocol, certificates: [certificatePem] };
    return { ...idp, body: { ...regenboogSaml, protocol, ...members } };
  };
  const due = (hours: number) => start + hours * hour;

  it('is judged by the clock of the registry, and of a change for later as of its day', async () => {
    expect(world.clock.now()).toBe(start);
    const later = await login(5, 5000);
    expect(await submit(later)).toMatchObject({ outcome: 'refused' });
    expect(await submit(later, due(4))).toMatchObject({ outcome: 'refused' });
    expect(await submit(later, due(6))).toMatchObject({ outcome: 'scheduled', warnings: [] });
    const short = await login(-5, 5);
    expect(await submit(short, due(6))).toMatchObject({ outcome: 'refused' });
    expect(await submit(short)).toMatchObject({
      outcome: 'applied',
      warnings: [{ path: ['protocol', 'certificates', 0], problem: expect.stringContaining('ends on') }],
    });
    world.clock.advance(6 * hour);
    await applyDueChanges({ ...world, catalogue, rightsWhenDue: () => Promise.resolve(undefined) });
    expect(await world.registry.find(idp)).toMatchObject({ version: 3, body: later.body });
  });

  it('that has expired in use does not keep its school from changing, nor the rest of the login', async () => {
    const expired = await login(-50, -5);
    await fillRegister(world.store, [expired]);
    const school = await world.registry.find({ kind: 'school', id: 'de-regenboog' });
    const body = Object.assign({}, school?.body, { town: 'Delft' });
    expect(await submit({ kind: 'school', id: 'de-regenboog', body })).toMatchObject({
      outcome: 'applied',
      warnings: [],
    });
    const renamed = { ...idp, body: { ...expired.body, name: 'Anders' } };
    expect(await submit(renamed)).toMatchObject({
      outcome: 'applied',
      warnings: [{ problem: expect.stringContaining('expired') }],
    });
  });
});
