import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { SluisError } from '../../../src/domain/errors.ts';
import { idpId, requestHandle } from '../../../src/domain/ids.ts';
import { incomingAttributes } from '../../../src/upstream/attributes/incoming-attributes.ts';
import { verifyThroughPassport } from '../../../src/upstream/school-strategy.ts';
import type { LoginAnswer, PendingRequest, SchoolIdp } from '../../../src/upstream/school-idp.ts';
import { known } from './school-identity-case.ts';

const id = known(idpId('echo-school'));
const handle = known(requestHandle('h'.repeat(43)));
const pending: PendingRequest = { handle, idpId: id, startedAt: 0, signInAnew: 'no' };

/** A school that answers what it is told to, so that each outcome can be told apart. */
function schoolThat(answers: (answer: LoginAnswer) => Promise<string>): SchoolIdp {
  return {
    id,
    startLogin: () => Promise.reject(new TypeError('is not asked')),
    handleOf: () => handle,
    launch: () => undefined,
    digestOf: ({ rawQuery }) => rawQuery,
    readAnswer: async (answer) => ({
      idpId: id,
      subject: await answers(answer),
      attributes: incomingAttributes([]),
      assertionId: 'one',
      replayableUntil: 0,
    }),
  };
}

function appWith(school: SchoolIdp) {
  const app = express();
  app.get('/answer', async (req, response) => {
    const answer = { body: {}, rawQuery: new URL(req.url, 'http://broker').search.slice(1) };
    try {
      const assertion = await verifyThroughPassport({ request: req, response }, school, answer, pending);
      response.json({ subject: assertion.subject, user: req.user ?? null });
    } catch (error) {
      response.status(400).json({ code: error instanceof SluisError ? error.code : 'foreign' });
    }
  });
  return app;
}

describe('a school’s IdP through Passport', () => {
  it('gives the assertion and no user of a session', async () => {
    const app = appWith(schoolThat(({ rawQuery }) => Promise.resolve(rawQuery)));
    const response = await request(app).get('/answer?sanne');
    expect(response.body).toEqual({ subject: 'sanne', user: null });
  });

  it('gives each of many at once their own', async () => {
    const app = appWith(
      schoolThat(({ rawQuery }) => new Promise((resolve) => setImmediate(resolve, rawQuery))),
    );
    const people = Array.from({ length: 20 }, (_, index) => `person-${String(index)}`);
    const responses = await Promise.all(people.map((person) => request(app).get(`/answer?${person}`)));
    expect(responses.map(({ body }: { body: unknown }) => body)).toEqual(
      people.map((subject) => ({ subject, user: null })),
    );
  });

  it('hands on the error of the IdP, ours or not', async () => {
    const own = schoolThat(() => Promise.reject(new SluisError('oidc.token_expired', 'late')));
    expect((await request(appWith(own)).get('/answer')).body).toEqual({ code: 'oidc.token_expired' });
    const foreign = schoolThat(() => Promise.reject(new TypeError('a bug')));
    expect((await request(appWith(foreign)).get('/answer')).body).toEqual({ code: 'foreign' });
  });
});
