import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { SluisError } from '../../../src/domain/errors.ts';
import { shortErrorIdOf, spokenIn } from '../../../src/domain/short-error-id.ts';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { createErrorHandler, notFound, type Failure } from '../../../src/http/error-handler.ts';
import { errorTopics, explain } from '../../../src/http/error-topic.ts';
import type { SchoolHelp } from '../../../src/http/school-help.ts';
import { messagesIn } from '../../../src/http/languages/messages-in.ts';
import { allErrorCodes } from '../../../testkit/values/error-codes.ts';
import { codeOf } from '../../../testkit/pages/gallery.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';

const secret = 'Sanne-Voorbeeld-063138219';

function appThatThrows(thrown: unknown, help?: SchoolHelp, isFoundBySchool = false) {
  const logger = createRecordingLogger();
  const audited: Failure[] = [];
  const app = express();
  app.use(express.json({ limit: 100 }));
  app.all('/step/:id', () => {
    throw thrown;
  });
  app.get('/half', (_request, response) => {
    response.write('half a page');
    throw thrown;
  });
  app.use(notFound);
  app.use(
    createErrorHandler({
      logger,
      randomness: systemRandomness,
      audit: (failure) => {
        audited.push(failure);
        return Promise.resolve(isFoundBySchool);
      },
      startAgainUrl: () => 'https://reader.example/start?a=1&b=2',
      schoolHelp: () => help,
    }),
  );
  return { app, logger, audited };
}

describe('a failed request', () => {
  it.each(errorTopics)('of topic %s becomes its page in both languages', async (topic) => {
    const { app } = appThatThrows(new SluisError(codeOf[topic], secret, { cause: new Error(secret) }));
    for (const language of ['nl', 'en'] as const) {
      const answer = await request(app).get(`/step/1?lang=${language}`).set('Accept', 'text/html');
      expect(answer.status).toBe(explain(codeOf[topic]).status);
      expect(answer.text).toContain(`<html lang="${language}">`);
      expect(answer.text).toContain(messagesIn(language).errors[topic].title);
      expect(answer.text).not.toContain(secret);
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });

  it.each([
    ['an unknown error', new Error(secret)],
    ['a text', secret],
    [
      'an error that calls itself a server fault',
      Object.assign(new Error(secret), { status: 502, expose: true }),
    ],
  ])('with %s is internal and tells nothing', async (_name, thrown) => {
    const { app, audited } = appThatThrows(thrown);
    const answer = await request(app).get('/step/1');
    expect(answer.status).toBe(500);
    expect(answer.text).toContain(messagesIn('nl').errors.internal.title);
    expect(audited).toMatchObject([{ code: 'internal' }]);
    expect(answer.text).not.toContain(secret);
  });

  it('has one error id on the page, in the log and in the audit trail', async () => {
    const { app, logger, audited } = appThatThrows(new SluisError('saml.signature_invalid', 'no signature'));
    const { text } = await request(app).get(`/step/${secret}`);
    const errorId = /<code>([A-Z2-9]{10})<\/code>/.exec(text)?.[1];
    expect(errorId).toBeDefined();
    expect(audited).toEqual([{ code: 'saml.signature_invalid', errorId, status: 400 }]);
    expect(logger.events).toHaveLength(1);
    expect(logger.events[0]).toMatchObject({
      level: 'warn',
      fields: { errorId, code: 'saml.signature_invalid', route: '/step/:id', method: 'GET', status: 400 },
    });
    expect(JSON.stringify(logger.events)).not.toContain(secret);
  });

  it('says in both languages where the school helps, and nothing of it to machines or where no school is known', async () => {
    const help = { school: 'De Kade', phone: '0299 123 456', room: { nl: 'Lokaal 12', en: 'Room 12' } };
    const thrown = new SluisError('saml.audience', secret);
    const known = request(appThatThrows(thrown, help).app);
    const { text } = await known.get('/step/1');
    expect(text.split('<details')[0]).toContain('Lokaal 12');
    expect(text.split('<details')[1]).toContain('Room 12');
    const machine = await known.get('/step/1').set('Accept', 'application/json');
    expect(JSON.stringify(machine.body)).not.toContain('123 456');
    expect((await request(appThatThrows(thrown).app).get('/step/1')).text).not.toContain('school-help');
  });

  it('has the short error id in both languages where it would be found, and nowhere else', async () => {
    const thrown = new SluisError('saml.audience', 'x');
    const { app, audited } = appThatThrows(thrown, { school: 'De Kade' }, true);
    const { text } = await request(app).get('/step/1');
    const [failure] = audited;
    if (failure === undefined) throw new Error('nothing was audited');
    const short = shortErrorIdOf(failure.errorId);
    expect(text.split('<details')[0]).toContain(`<strong>${spokenIn('nl', short)}</strong>`);
    expect(text.split('<details')[1]).toContain(`<strong>${spokenIn('en', short)}</strong>`);
    const counted = await request(appThatThrows(thrown, { school: 'De Kade' }).app).get('/step/1');
    expect(counted.text).toContain('class="error-id"');
    expect(counted.text).not.toContain('short-error-id');
  });

  it('is a problem document for a machine, which learns no more than a person', async () => {
    const { app } = appThatThrows(new SluisError('saml.audience', secret));
    const answer = await request(app).get('/step/1').set('Accept', 'application/json');
    expect(answer.headers['content-type']).toContain('application/problem+json');
    const problem: unknown = JSON.parse(answer.text);
    expect(problem).toEqual({
      type: 'about:blank',
      title: messagesIn('nl').errors.sign_in_failed.title,
      status: 400,
      code: 'sign_in_failed',
      errorId: expect.stringMatching(/^[A-Z2-9]{10}$/),
    });
  });

  it('that was half answered is cut off', async () => {
    const { app } = appThatThrows(new Error('late'));
    await expect(request(app).get('/half')).rejects.toThrow();
  });

  it('for want of a store asks to come back', async () => {
    const { app } = appThatThrows(new SluisError('storage.unavailable', 'no answer'));
    const answer = await request(app).get('/step/1');
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '30']);
  });
});

describe('what a client does wrong', () => {
  it('is 404 for an address where nothing is', async () => {
    expect((await request(appThatThrows('').app).get('/nothing')).status).toBe(404);
  });

  it('is 413 for a body that is too large', async () => {
    const answer = await request(appThatThrows('').app)
      .post('/step/1')
      .send({ text: 'x'.repeat(200) });
    expect(answer.status).toBe(413);
  });

  it('is 400 for a body that cannot be read, whose content goes nowhere', async () => {
    const { app } = appThatThrows('');
    const answer = await request(app).post('/step/1').type('json').send(`{"${secret}`);
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain(secret);
  });

  it('is 400 for an address that cannot be decoded', async () => {
    expect((await request(appThatThrows('').app).get('/step/%ff')).status).toBe(400);
  });
});

describe('a page about a protocol fault', () => {
  it('is the same to the letter, whichever check failed', async () => {
    const withoutId = (text: string) => text.replace(/<code>.*?<\/code>/, '');
    const codes = allErrorCodes.filter((code) => explain(code).topic === 'sign_in_failed');
    expect(codes.length).toBeGreaterThan(70);
    const pages = await Promise.all(
      codes.map(async (code) => {
        const { app } = appThatThrows(new SluisError(code, 'x'));
        const { status, text } = await request(app).get('/step/1');
        return `${String(status)} ${withoutId(text)}`;
      }),
    );
    expect(new Set(pages).size).toBe(1);
  });
});
