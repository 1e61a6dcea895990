import request from 'supertest';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { errorId } from '../../src/domain/ids.ts';
import { createPostgresLedgerStore } from '../../src/storage/postgres/ledger-store.ts';
import type { Postgres } from '../../src/storage/postgres/pool.ts';
import { printableFields } from '../../src/telemetry/log-fields.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, secrets, type World } from '../../testkit/world/world.ts';
import { openDatabaseOf } from '../../testkit/world/world-database.ts';

/*
 * What a supplier and its operator can do with an error: where it is explained, by which id it is found, and what the log knows
 * of the addresses and the reason.
 */

let world: World;
let postgres: Postgres;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
  postgres = openDatabaseOf(world);
});
afterAll(async () => {
  await postgres.close();
  await world.close();
});

const idShape = /^[A-HJ-NP-Z2-9]{10}$/;
const registered = 'https://reader.leesboom.example/callback';
const errorIdIn = (text: string): string => /\b[A-HJ-NP-Z2-9]{10}\b/.exec(text)?.[0] ?? '';

/** The line of the log with this error id, as the real logger would write it; the helpdesk finds the id as well. */
async function logged(id: string): Promise<unknown> {
  return eventually(async () => {
    const line = world.logger.events.find(({ fields }) => fields?.errorId === id);
    const known = errorId(id);
    const found = known && (await createPostgresLedgerStore(postgres).findError(known));
    if (line === undefined || found === undefined) throw new Error(`the error id ${id} is not known`);
    return { event: line.event, code: found.code, ...printableFields(line.fields ?? {}) };
  }, 3_000);
}

const authorize = (parameters: Readonly<Record<string, string>>) =>
  request(world.issuer)
    .get('/authorize')
    .query({ client_id: 'leesboom-reader', response_type: 'code', scope: 'openid', ...parameters });
const token = (fields: Readonly<Record<string, string>>, secret = secrets.TEST_READER_SECRET) =>
  request(world.issuer).post('/token').type('form').auth('leesboom-reader', secret).send(fields);

async function codeOfReader(): Promise<Readonly<Record<string, string>>> {
  const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
  return {
    grant_type: 'authorization_code',
    code: arrived.url.searchParams.get('code') ?? '',
    redirect_uri: registered,
    code_verifier: visit.codeVerifier,
  };
}

describe('a redirect URI that is not registered', () => {
  const wrong = 'https://user:geheim@READER.leesboom.example:443/callback?next=Kanarie&x=1#Kanarie';
  const expected = {
    service: 'leesboom-reader',
    registeredAddress: registered,
    receivedAddress: 'https://[unprintable]@READER.leesboom.example:443/callback?next&x#',
  };

  it('gets a page that says which service it is about, in both languages, and nothing of the address', async () => {
    for (const [language, words] of [
      ['nl', 'Het gaat om Leesboom Lezen.'],
      ['en', 'This is about Leesboom Lezen.'],
    ] as const) {
      const asked = authorize({ redirect_uri: wrong, ui_locales: language }).set('Accept', 'text/html');
      const { text } = await asked.expect(400);
      expect(text).toContain(`<html lang="${language}">`);
      expect(text).toContain(words);
      expect(text).not.toMatch(/READER|Kanarie|geheim/);
      expect(await logged(errorIdIn(text))).toMatchObject({
        event: 'request.refused',
        code: 'http.redirect_uri_unregistered',
        ...expected,
      });
    }
  });

  it('gets JSON where that is asked for, at the authorization endpoint too', async () => {
    const { body, headers, text } = await authorize({ redirect_uri: wrong, state: 'Kanarie' })
      .set('Accept', 'application/json')
      .expect(400);
    expect(headers['content-type']).toContain('application/json');
    expect(body).toEqual({
      error: 'invalid_redirect_uri',
      error_description: expect.any(String),
      error_uri: `${world.issuer}/errors/invalid_redirect_uri`,
      error_id: expect.stringMatching(idShape),
    });
    expect(text).not.toMatch(/READER|Kanarie|geheim/);
    expect(await logged(body.error_id)).toMatchObject({
      event: 'provider.refused',
      reason: 'oauth.invalid_redirect_uri',
      ...expected,
    });
  });

  it('gets JSON when it is pushed, and the same line in the log', async () => {
    const { body } = await request(world.issuer)
      .post('/par')
      .type('form')
      .auth('leesboom-reader', secrets.TEST_READER_SECRET)
      .send({ client_id: 'leesboom-reader', response_type: 'code', scope: 'openid', redirect_uri: wrong })
      .expect(400);
    // RFC 9126 section 2.3
    expect(body).toMatchObject({ error: 'invalid_request' });
    expect(await logged(body.error_id)).toMatchObject({ reason: 'oauth.invalid_request', ...expected });
  });

  it('for a sign-out gets the same page', async () => {
    const { text } = await request(world.issuer)
      .get('/logout')
      .query({
        client_id: 'leesboom-reader',
        post_logout_redirect_uri: 'https://reader.leesboom.example/bye/?x=Kanarie',
      })
      .set('Accept', 'text/html')
      .expect(400);
    expect(text).toContain('Het gaat om Leesboom Lezen.');
    expect(await logged(errorIdIn(text))).toMatchObject({
      code: 'http.redirect_uri_unregistered',
      registeredAddress: 'https://reader.leesboom.example/bye',
      receivedAddress: 'https://reader.leesboom.example/bye/?x',
    });
  });

  it('of nobody in the register names no service', async () => {
    const { text } = await authorize({ client_id: 'kanarie', redirect_uri: wrong }).set(
      'Accept',
      'text/html',
    );
    expect(text).not.toMatch(/Het gaat om|kanarie/);
    const { body } = await authorize({ client_id: 'kanarie', redirect_uri: wrong }).set(
      'Accept',
      'application/json',
    );
    expect(body).toMatchObject({ error: 'invalid_client', error_id: expect.stringMatching(idShape) });
    expect(JSON.stringify(await logged(body.error_id))).not.toMatch(/kanarie/i);
  });

  it('stays a page for a browser, and for whoever wants whatever there is', async () => {
    for (const accept of ['text/html,application/json;q=0.9', '*/*']) {
      const answer = await authorize({ redirect_uri: wrong }).set('Accept', accept);
      expect(answer.headers['content-type']).toContain('text/html');
    }
  });
});

describe('a code that is refused', () => {
  const refusals: readonly (readonly [string, (good: Readonly<Record<string, string>>) => object])[] = [
    ['code_unknown', (good) => ({ ...good, code: 'kanarie' })],
    ['redirect_uri_of_another_request', (good) => ({ ...good, redirect_uri: `${registered}/?code=Kanarie` })],
    ['code_verifier_wrong', (good) => ({ ...good, code_verifier: 'kanarie'.repeat(7) })],
  ];

  it.each(refusals)(
    '%s: the supplier gets an error id, and the log has the reason',
    async (detail, change) => {
      const { body, text } = await token({ ...change(await codeOfReader()) }).expect(400);
      expect(body).toEqual({
        error: 'invalid_grant',
        error_description: 'grant request is invalid',
        error_uri: `${world.issuer}/errors/invalid_grant`,
        error_id: expect.stringMatching(idShape),
      });
      expect(text).not.toContain('anarie');
      const line = await logged(body.error_id);
      expect(line).toMatchObject({
        event: 'provider.refused',
        reason: 'oauth.invalid_grant',
        service: 'leesboom-reader',
        registeredAddress: registered,
        detail,
      });
      expect(JSON.stringify(line)).not.toContain('anarie');
    },
  );

  it('a second time says so to the operator', async () => {
    const good = await codeOfReader();
    await token(good).expect(200);
    const { body } = await token(good).expect(400);
    expect(await logged(body.error_id)).toMatchObject({
      code: 'oauth.invalid_grant',
      detail: 'code_used_before',
    });
  });
});

describe('a client that is refused', () => {
  it('gets an error id, and the log has the reason and no secret', async () => {
    const { body } = await token({ grant_type: 'authorization_code' }, 'kanarie-secret').expect(401);
    expect(body).toMatchObject({
      error: 'invalid_client',
      error_uri: `${world.issuer}/errors/invalid_client`,
      error_id: expect.stringMatching(idShape),
    });
    const line = await logged(body.error_id);
    expect(line).toMatchObject({
      reason: 'oauth.invalid_client',
      service: 'leesboom-reader',
      detail: 'secret_wrong',
    });
    expect(JSON.stringify(line)).not.toContain('kanarie');
  });

  it('by another method than the registered one is told from a wrong secret', async () => {
    const fields = { client_id: 'leesboom-reader', client_secret: secrets.TEST_READER_SECRET };
    const { body } = await request(world.issuer)
      .post('/token')
      .type('form')
      .send({ grant_type: 'authorization_code', ...fields })
      .expect(401);
    expect(await logged(body.error_id)).toMatchObject({ detail: 'method_other_than_registered' });
  });

  it('that nobody knows leaves nothing of itself in the log', async () => {
    const { body } = await request(world.issuer)
      .post('/token')
      .type('form')
      .send({ client_id: 'kanarie', grant_type: 'authorization_code', code: 'kanarie' });
    const line = await logged(body.error_id);
    expect(line).toMatchObject({ detail: 'client_unknown' });
    expect(line).not.toHaveProperty('service');
    expect(JSON.stringify(line)).not.toContain('kanarie');
  });
});

describe('an error in JSON', () => {
  it('has an error id of its own each time, also where nothing of the library was asked', async () => {
    const tooLarge = await request(world.issuer)
      .post('/token')
      .type('form')
      .send({ x: 'x'.repeat(40_000) })
      .expect(413);
    const ids = [tooLarge.body.error_id];
    for (let count = 0; count < 3; count += 1) {
      const { body } = await request(world.issuer).get('/userinfo').set('Authorization', 'Bearer kanarie');
      expect(body).toMatchObject({
        error: 'invalid_token',
        error_uri: `${world.issuer}/errors/invalid_token`,
      });
      ids.push(body.error_id);
    }
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(idShape);
    expect(world.logger.events.some(({ fields }) => fields?.errorId === ids[0])).toBe(true);
  });
});

describe('where error_uri leads', () => {
  it.each([
    ['nl', 'Inloggen is niet gelukt'],
    ['en', 'Signing in did not work'],
  ])('is a page in the language of the reader: %s', async (language, title) => {
    const { url } = await world.reader.begin({ prompt: 'none', scope: 'openid' });
    const silent = await world.browser().go(url);
    expect(silent.url.searchParams.get('error_uri')).toBe(`${world.issuer}/errors/login_required`);
    const { text } = await request(world.issuer)
      .get('/errors/access_denied')
      .set('Accept-Language', language)
      .expect(200);
    expect(text).toContain(title);
    expect(text).toContain('access_denied');
  });

  it('is there for no other word', async () => {
    for (const word of ['kanarie', 'toString', '__proto__', 'access_denied%00']) {
      const answer = await request(world.issuer)
        .get(`/errors/${word}`)
        .set('Accept', 'text/html')
        .expect(404);
      expect(answer.text).not.toContain(word);
    }
  });
});
