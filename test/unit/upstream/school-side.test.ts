import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { calendarDay } from '../../../src/domain/clock.ts';
import { SluisError } from '../../../src/domain/errors.ts';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { assertionKey } from '../../../src/keyring/oidc-keys.ts';
import { createSchoolSide, type SchoolSide } from '../../../src/upstream/school-side.ts';
import { newHandle, samlProvider } from '../../../testkit/actors/saml-login.ts';
import { createSamlSchool } from '../../../testkit/actors/saml-school.ts';
import { catalogue } from '../../../testkit/federation/catalogue.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';
import { outgoingOnLoopback } from '../../../testkit/machine/outgoing-on-loopback.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';
import { required } from '../../../testkit/values/ids.ts';
import { makeCertifiedKey } from '../../../testkit/values/saml-certificate.ts';
import { createSealedMemory } from '../session/sessions-case.ts';
import { idp, name, regenboog } from './school-identity-case.ts';

const issuer = 'https://sluis.example';
const key = await makeCertifiedKey();
const oidcKeys = { clientAssertion: [await assertionKey(key)] } as const;
const school = createSamlSchool(key);
const input = { handle: newHandle(), signInAnew: 'no', language: 'nl' } as const;

function openSide() {
  const told: unknown[] = [];
  const clock = createManualClock(Date.now());
  const side = createSchoolSide({
    issuer,
    samlKeys: { signing: [key], decryption: [key] },
    oidcKeys,
    readSecret: () => Promise.reject(new TypeError('no secret is needed')),
    clock,
    randomness: systemRandomness,
    outgoing: outgoingOnLoopback(),
    catalogue,
    register: {
      current: () => ({ school: () => regenboog, usableAttributes: () => new Set([name('given_name')]) }),
    },
    store: createSealedMemory().store,
    sealer: { name: (text) => text, seal: (plain) => plain, open: (sealed) => sealed },
    audit: (event) => {
      told.push(event);
      return Promise.resolve();
    },
    countLeftOut: ({ reason }) => told.push(reason),
    today: () => required(calendarDay('2026-09-01')),
    logger: createRecordingLogger(),
  });
  return { side, told, clock };
}

/** The code of what comes of an answer of the IdP with this id that, by its time, is an hour old. */
async function answerOfAnHourAgo({ side, clock }: ReturnType<typeof openSide>, id: string): Promise<unknown> {
  const record = samlProvider(school, { id });
  const { pending } = await side.start({ record, version: 1 }, input);
  const us = `${issuer}/saml/${id}`;
  const xml = school.respond({
    entityId: record.protocol.entityId,
    audience: `${us}/metadata`,
    assertionConsumer: `${us}/acs`,
    requestId: pending.requestId ?? '',
    now: clock.now() - 60 * 60_000,
  });
  const answer = { body: { SAMLResponse: Buffer.from(xml).toString('base64') }, rawQuery: '' };
  return codeOf((exchange) => side.verify(exchange, { record, version: 1 }, answer, pending));
}

async function codeOf(verify: (exchange: Parameters<SchoolSide['verify']>[0]) => Promise<unknown>) {
  const app = express();
  app.get('/', async (asked, response) => {
    const outcome = await verify({ request: asked, response }).catch((error: unknown) => error);
    response.json({ code: outcome instanceof SluisError ? outcome.code : undefined });
  });
  const { body }: { body: { code?: unknown } } = await request(app).get('/');
  return body.code;
}

describe('the schools’ side', () => {
  it.each([
    ['redirect', 'redirect'],
    ['post', 'form'],
  ] as const)('sends the browser by %s where the record says so', async (requestBinding, kind) => {
    const record = samlProvider(school, { protocol: { requestBinding } });
    const start = await openSide().side.start({ record, version: 1 }, input);
    expect(start).toMatchObject({ kind, pending: { handle: input.handle } });
  });

  it('keeps what an agreement can use, and tells what it left out', async () => {
    const { side, told } = openSide();
    const values = new Map([
      ['eduPersonAffiliation', ['student']],
      ['givenName', ['Pip']],
      ['sn', ['Voorbeeld']],
      ['eckId', ['eck']],
    ]);
    const assertion = {
      idpId: idp().id,
      subject: 'pupil-one',
      attributes: {
        values,
        unreadable: new Map(),
        repeated: new Set<string>(),
        elsewhere: new Set<string>(),
        onlySearched: [],
      },
      assertionId: 'one',
    };
    const identity = await side.identify({ ...assertion, replayableUntil: 0 }, idp());
    expect([...identity.attributes.keys()]).toEqual(['given_name']);
    expect(told).toEqual([
      'malformed',
      { type: 'attribute.left_out', reason: 'malformed', idp: idp().id, attribute: 'eckid' },
    ]);
  });

  it('tells that our clock is off when the answers of several schools say so', async () => {
    const open = openSide();
    for (const id of ['one-saml', 'two-saml', 'three-saml']) {
      expect(await answerOfAnHourAgo(open, id)).toBe('saml.issued_before_request');
    }
    expect(open.told).toEqual([{ type: 'clock.suspected', reason: 'clock_ahead', number: 3 }]);
  });
});
