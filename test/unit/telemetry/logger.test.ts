import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SluisError } from '../../../src/domain/errors.ts';
import type { LogFields } from '../../../src/domain/logger.ts';
import { createLogger } from '../../../src/telemetry/logger.ts';

const noon = { now: () => Date.UTC(2030, 0, 7, 12) };

function captured() {
  const lines: string[] = [];
  const logger = createLogger({ level: 'debug', clock: noon, write: (line) => lines.push(line) });
  return { logger, lines, first: (): unknown => JSON.parse(lines[0] ?? '{}') };
}

/** As an object that came from elsewhere: with more in it than its type says. */
function smuggled(extra: Record<string, unknown>): LogFields {
  return { code: 'internal', ...extra };
}

describe('the log cannot hold what it must not', () => {
  it('leaves out fields that are not on the list, also inherited names', () => {
    const { logger, first } = captured();
    logger.info('login.ended', smuggled({ givenName: 'Kanarie', email: 'x@y.example', toString: 'Kanarie' }));
    expect(first()).toEqual({
      level: 'info',
      time: '2030-01-07T12:00:00.000Z',
      event: 'login.ended',
      code: 'internal',
    });
  });

  it.each([
    ['an e-mail address', 'kanarie@school.example'],
    ['a name with a blank', 'Sanne Kanarie'],
    ['a national number', '123456782'],
    ['a national number in a sentence', 'pgn:123456782'],
    ['a subject', 'kA7bQ0vR2sT4uW6xY8zA1bC3dE5fG7hI9jK1lM3nO5p'],
    ['an ECK iD', `https://ketenid.nl/201703/${'0f'.repeat(64)}`],
    ['a URL with a query', 'https://school.example/acs?SAMLResponse=abc'],
    ['a line feed', 'first\nsecond'],
    ['much text', 'a'.repeat(500)],
  ])('replaces %s', (_what, value) => {
    const { logger, lines } = captured();
    logger.warn('some.event', {
      reason: value,
      idp: value,
      attribute: value,
      route: `/${value}`,
      origin: value,
    });
    expect(lines.join('')).not.toContain(value.slice(0, 40));
  });

  it('does not believe the types: objects, arrays and texts for numbers are left out', () => {
    const { logger, first } = captured();
    logger.info(
      'some.event',
      smuggled({ code: { mail: 'x' }, reason: ['x'], count: 'many', status: Number.NaN }),
    );
    expect(first()).toEqual({ level: 'info', time: '2030-01-07T12:00:00.000Z', event: 'some.event' });
  });

  it('writes no event that is free text', () => {
    const { logger, lines } = captured();
    logger.info('kanarie@school.example signed in');
    expect(lines.join('')).toContain('"event":"[unprintable]"');
  });

  it('never lets a text with an @ or a line feed through, in whatever field', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), fc.string(), (fields, tail) => {
        const { logger, lines } = captured();
        logger.info(
          'some.event',
          smuggled({ ...fields, reason: `canary@${tail}`, route: `canary\n${tail}` }),
        );
        expect(lines.join('')).not.toContain('canary');
      }),
    );
  });
});

describe('what the log is for', () => {
  it('writes names, codes, routes and numbers as they are', () => {
    const { logger, first } = captured();
    const fields = {
      errorId: 'ABCDEFGH23',
      code: 'saml.response_issuer',
      idp: 'regenboog-saml',
      attribute: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname',
      route: '/authorize/:uid',
      origin: 'http://localhost:3100',
      version: '24.21.0',
      folder: '/srv/sluis data/keys',
      status: 303,
      durationMs: 12.5,
    };
    logger.debug('some.event', fields);
    expect(first()).toMatchObject(fields);
  });

  it('is silent below its level', () => {
    const lines: string[] = [];
    const logger = createLogger({ level: 'warn', write: (line) => lines.push(line) });
    logger.debug('a');
    logger.info('b');
    logger.warn('c');
    logger.error('d');
    expect(lines).toHaveLength(2);
  });

  it('writes nothing at all when silent', () => {
    const lines: string[] = [];
    createLogger({ level: 'silent', write: (line) => lines.push(line) }).error('d');
    expect(lines).toEqual([]);
  });
});

describe('errors in the log', () => {
  it('keeps name, code, places and causes of foreign errors, and never what they say', () => {
    const { logger, lines, first } = captured();
    const cause = Object.assign(new RangeError('canary one'), { code: 'ECONNREFUSED', name: 'canary two' });
    logger.error('some.event', { error: new TypeError('value canary three is bad', { cause }) });
    expect(lines.join('')).not.toContain('canary');
    expect(first()).toMatchObject({
      error: {
        name: 'TypeError',
        stack: expect.arrayContaining([expect.stringMatching(/logger\.test\.ts:\d+:\d+$/)]),
        cause: { name: 'RangeError', code: 'ECONNREFUSED' },
      },
    });
  });

  it('is not fooled by a message that looks like a place in the code', () => {
    const { logger, lines } = captured();
    logger.error('some.event', {
      error: new Error('a\n    at /canary/of/sanne:1:2\n    at /more/canary:3:4'),
    });
    expect(lines.join('')).not.toContain('canary');
  });

  it('keeps the message of our own errors', () => {
    const { logger, first } = captured();
    logger.error('some.event', {
      error: new SluisError('saml.response_issuer', 'issuer is not that of the IdP'),
    });
    expect(first()).toMatchObject({
      error: { name: 'SluisError', code: 'saml.response_issuer', message: 'issuer is not that of the IdP' },
    });
  });

  it('takes whatever is thrown, and ends with causes that go round', () => {
    const { logger, lines } = captured();
    const round = new Error('round');
    round.cause = round;
    for (const error of [
      'canary',
      7,
      undefined,
      { canary: 1 },
      new AggregateError([new Error('canary')]),
      round,
    ]) {
      logger.error('some.event', { error });
    }
    expect(lines).toHaveLength(6);
    expect(lines.join('')).not.toContain('canary');
  });
});
