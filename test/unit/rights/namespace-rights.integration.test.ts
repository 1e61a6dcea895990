import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openWorld, type World } from '../../../testkit/world/world.ts';
import { openApiClient, type ApiCalls } from '../../../testkit/world/api-calls.ts';
import { admitApiClients } from '../../../testkit/world/api-clients.ts';

let world: World;
let operator: ApiCalls;
let waterland: ApiCalls;
let zeeland: ApiCalls;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
  await admitApiClients(world);
  operator = await openApiClient(world, 'operator-client');
  waterland = await openApiClient(world, 'waterland-client');
  zeeland = await openApiClient(world, 'zeeland-client');
});
afterAll(() => world.close());

const made = { 'If-None-Match': '*' };
const idp = async (id: string, school: string, namespace: string) => {
  const { record } = await operator.read('/idps/regenboog-saml');
  const { schoolFrom: _schoolFrom, ...rest } = record;
  return { ...rest, id, schools: [school], identifier: { namespace, attributes: ['nameid'] } };
};

describe('the namespace of a board’s IdP', () => {
  it('is not one that another board has, and the answer does not say whose it is', async () => {
    const { record } = await operator.read('/idps/zee-saml');
    const { namespace } = Object(record['identifier']);
    const { body } = await waterland
      .put('/idps/nieuw', await idp('nieuw', 'de-regenboog', namespace), made)
      .expect(403);
    expect(body.faults[0].path).toEqual(['identifier', 'namespace']);
    expect(JSON.stringify(body)).not.toContain('zee-saml');
  });

  it('is not one that another board had, but may be one of its own from before', async () => {
    const theirs = await idp('tijdelijk', 'het-kompas', 'tijdelijk');
    const { headers } = await zeeland.put('/idps/tijdelijk', theirs, made).expect(201);
    const renamed = { ...theirs, identifier: { namespace: 'anders', attributes: ['nameid'] } };
    const after = await zeeland
      .put('/idps/tijdelijk', renamed, { 'If-Match': headers['etag'] ?? '' })
      .expect(200);
    await zeeland.end('/idps/tijdelijk', { 'If-Match': after.headers['etag'] ?? '' }).expect(200);

    for (const namespace of ['tijdelijk', 'anders']) {
      await waterland
        .put('/idps/tijdelijk', await idp('tijdelijk', 'de-regenboog', namespace), made)
        .expect(403);
    }
    // nor does an IdP of the same name tell who ended the one before, and why
    const named = await idp('tijdelijk', 'de-regenboog', 'weer-anders');
    await waterland.put('/idps/tijdelijk', named, made).expect(201);
    const { body } = await waterland.get('/idps/tijdelijk/versions').expect(200);
    expect(body.items.map(({ author }: { author: string }) => author)).toEqual(['api:waterland-client']);
    await zeeland.put('/idps/opvolger', await idp('opvolger', 'het-kompas', 'tijdelijk'), made).expect(201);
    await waterland.put('/idps/eigen', await idp('eigen', 'de-regenboog', 'eigen'), made).expect(201);
    await operator.put('/idps/vrij', await idp('vrij', 'de-regenboog', 'anders'), made).expect(201);
  });
});
