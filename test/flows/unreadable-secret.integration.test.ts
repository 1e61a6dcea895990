import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { setAuthentication } from '../../testkit/world/edit-federation.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, secrets, type World } from '../../testkit/world/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

const keep = (name: string, text: string) => writeFile(join(world.keysFolder, name), text);
const withSecrets = (...files: readonly string[]) =>
  setAuthentication(world, 'leesboom-reader', {
    method: 'client_secret_basic',
    secrets: files.map((file) => ({ file })),
  });
async function signsIn(service: World['reader']): Promise<void> {
  const { visit, arrived } = await signInAtRegenboog(world, world.browser(), service);
  expect((await service.receive(visit, arrived.url)).userinfo['sub']).toMatch(/^[\w-]{43}$/);
}

it('a client whose secret cannot be read fails alone, before anybody signs in, and works once the secret is there', async () => {
  await withSecrets('reader.secret');
  const { url } = await world.reader.begin();
  const page = await request(url).get('').set('Accept', 'text/html').expect(500);
  const errorId = /\b[A-HJ-NP-Z2-9]{10}\b/.exec(page.text)?.[0];
  expect(world.logger.events).toContainEqual(
    expect.objectContaining({
      event: 'request.failed',
      fields: expect.objectContaining({ code: 'secret.unreadable', errorId }),
    }),
  );
  const basic = ['leesboom-reader', secrets.TEST_READER_SECRET] as const;
  const grant = { grant_type: 'authorization_code', code: 'x', redirect_uri: world.reader.redirectUri };
  const { body } = await request(world.issuer)
    .post('/token')
    .auth(...basic)
    .type('form')
    .send(grant)
    .expect(500);
  expect(body).toMatchObject({ error: 'server_error' });

  await signsIn(world.practice);
  await request(world.issuer).get('/health/ready').expect(200);

  await keep('reader.secret', secrets.TEST_READER_SECRET);
  await signsIn(world.reader);
});

it('a second secret that is not there yet does not take the first one with it', async () => {
  await keep('reader.secret', secrets.TEST_READER_SECRET);
  await rm(join(world.keysFolder, 'next.secret'), { force: true });
  await withSecrets('next.secret', 'reader.secret');
  await signsIn(world.reader);
});
