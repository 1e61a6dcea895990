import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { applyDueChanges } from '../../../../src/register/changes/scheduler.ts';
import type { Change } from '../../../../src/storage/stores/records.ts';
import { catalogue } from '../../../../testkit/federation/catalogue.ts';
import { leesboomReader } from '../../../../testkit/federation/parties.ts';
import { fillRegister } from '../../../../testkit/world/fill-register.ts';
import { openRegistryWorld, propose, type RegistryWorld } from '../../../../testkit/world/registry-world.ts';

let world: RegistryWorld;
beforeEach(async () => {
  world = await openRegistryWorld(inject('postgres15Url'));
});
afterEach(() => world.close());

const reader = { kind: 'service', id: 'leesboom-reader' } as const;
const other = { kind: 'service', id: 'leesboom-other' } as const;
const inForce = (idTokenAlgorithm: string) => ({ body: { client: { idTokenAlgorithm } } });
/** As somebody writes it who says nothing about the algorithm. */
const silent = (id: string, members: object = {}): Change => ({
  kind: 'service',
  id,
  body: { ...leesboomReader, id, ...members },
});
const saying = (id: string, idTokenAlgorithm: string, members: object = {}): Change =>
  silent(id, { client: { ...leesboomReader.client, idTokenAlgorithm }, ...members });
const submit = (change: Change, due?: number) =>
  world.registry.submit(...propose([change], due === undefined ? {} : { due }));

describe('a service whose writer says nothing about the algorithm of the id_token', () => {
  it('gets RS256 when it is new, and the record says so', async () => {
    expect(await submit(silent(other.id))).toMatchObject({ outcome: 'applied' });
    expect(await world.registry.find(other)).toMatchObject(inForce('RS256'));
    expect((await world.store.find([other]))[0]).toMatchObject(inForce('RS256'));
  });

  it.each(['ES256', 'RS256'])('keeps what it has when it exists: %s', async (algorithm) => {
    await submit(saying(reader.id, algorithm));
    expect(await submit(silent(reader.id))).toMatchObject({ outcome: 'unchanged' });
    const renamed = await submit(silent(reader.id, { name: 'Leesboom' }));
    expect(renamed).toMatchObject({ consequences: [{ differences: [{ field: 'name' }] }] });
    expect((await world.store.find([reader]))[0]).toMatchObject(inForce(algorithm));
  });

  it('keeps ES256 where it was stored before there was such a member', async () => {
    await fillRegister(world.store, [{ ...reader, body: leesboomReader }]);
    expect(await world.registry.find(reader)).toMatchObject(inForce('ES256'));
    expect(await submit(silent(reader.id))).toMatchObject({ outcome: 'unchanged' });
    const renamed = await submit(silent(reader.id, { name: 'Leesboom' }));
    expect(renamed).toMatchObject({ consequences: [{ differences: [{ field: 'name' }] }] });
    expect((await world.store.find([reader]))[0]).toMatchObject(inForce('ES256'));
  });
});

describe('a change for later that says nothing about the algorithm', () => {
  it('is settled when it is due, by what the register says then', async () => {
    const [first, second] = [world.clock.now() + 1_000, world.clock.now() + 2_000];
    await submit(saying(other.id, 'ES256'), first);
    expect(await submit(silent(other.id, { name: 'Leesboom' }), second)).toMatchObject({
      outcome: 'scheduled',
    });
    world.clock.advance(3_000);
    await applyDueChanges({ ...world, catalogue, rightsWhenDue: () => Promise.resolve(undefined) });
    expect(await world.registry.find(other)).toMatchObject({ body: { name: 'Leesboom' }, version: 2 });
    expect(await world.registry.find(other)).toMatchObject(inForce('ES256'));
  });

  it('makes a service with RS256 where there is none then', async () => {
    await submit(silent(other.id), world.clock.now() + 1_000);
    world.clock.advance(2_000);
    await applyDueChanges({ ...world, catalogue, rightsWhenDue: () => Promise.resolve(undefined) });
    expect(await world.registry.find(other)).toMatchObject(inForce('RS256'));
  });
});

describe('an earlier version that was stored before there was such a member', () => {
  it('is restored to what it meant, also when the service has ended since', async () => {
    await fillRegister(world.store, [{ ...other, body: { ...leesboomReader, id: other.id } }]);
    await submit(saying(other.id, 'RS256'));
    const restored = async () => {
      const changes = await world.registry.changesToRestore(other, 1);
      return await world.registry.submit(...propose(changes ?? []));
    };
    expect(await restored()).toMatchObject({ outcome: 'applied' });
    expect(await world.registry.find(other)).toMatchObject(inForce('ES256'));
    await submit({ ...other, ended: true });
    expect(await restored()).toMatchObject({ outcome: 'applied' });
    expect(await world.registry.find(other)).toMatchObject(inForce('ES256'));
  });
});

describe('a service with a key whose writer says nothing about the audience of its assertions', () => {
  const authentication = { method: 'private_key_jwt', jwksUri: 'https://reader.leesboom.example/jwks' };
  const keyed = (id: string, more: object = {}, members: object = {}): Change =>
    silent(id, {
      client: { ...leesboomReader.client, authentication: { ...authentication, ...more } },
      ...members,
    });
  const names = (assertionAudience: string) => ({
    body: { client: { authentication: { method: 'private_key_jwt', assertionAudience } } },
  });

  it('names the issuer alone when it is new, also new to keys', async () => {
    expect(await submit(keyed(other.id))).toMatchObject({ outcome: 'applied' });
    expect((await world.store.find([other]))[0]).toMatchObject(names('issuer'));
    expect(await submit(keyed(reader.id))).toMatchObject({ outcome: 'applied' });
    expect((await world.store.find([reader]))[0]).toMatchObject(names('issuer'));
  });

  it('goes on as before where it exists, and is changed by nothing but a word about it', async () => {
    const change = keyed(reader.id);
    if ('ended' in change) throw new TypeError('a change with a body');
    await fillRegister(world.store, [change]);
    expect(await submit(keyed(reader.id))).toMatchObject({ outcome: 'unchanged' });
    const renamed = await submit(keyed(reader.id, {}, { name: 'Leesboom' }));
    expect(renamed).toMatchObject({ consequences: [{ differences: [{ field: 'name' }] }] });
    expect((await world.store.find([reader]))[0]).toMatchObject(names('issuer_or_endpoint'));
    await submit(keyed(reader.id, { assertionAudience: 'issuer' }, { name: 'Leesboom' }));
    expect((await world.store.find([reader]))[0]).toMatchObject(names('issuer'));
    expect(await submit(keyed(reader.id, {}, { name: 'Leesboom' }))).toMatchObject({ outcome: 'unchanged' });
    // the operator can widen
    await submit(keyed(reader.id, { assertionAudience: 'issuer_or_endpoint' }, { name: 'Leesboom' }));
    expect((await world.store.find([reader]))[0]).toMatchObject(names('issuer_or_endpoint'));
  });

  it.each(['', 'https://reader.leesboom.example', ['issuer'], 'ISSUER'])(
    'is refused with another word: %j',
    async (assertionAudience) => {
      expect(await submit(keyed(other.id, { assertionAudience }))).toMatchObject({ outcome: 'refused' });
    },
  );
});
