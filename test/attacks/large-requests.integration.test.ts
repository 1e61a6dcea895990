import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { largestForm } from '../../src/downstream/form-limit.ts';
import { largestParameters, largestRequest } from '../../src/downstream/request-limits.ts';
import { mostBlanks } from '../../src/http/parameter-limit.ts';
import { secrets } from '../../testkit/world/world.ts';
import { authorizeUrl, get, openTarget, post, type Answer, type Target } from './target.ts';

/*
 * Authorization requests that are too large (CWE-770): what a supplier chooses freely is kept until its person is back, so
 * it has a bound, and a supplier that is over it is told so (RFC 6749 section 4.1.2.1; RFC 9126 section 2.3).
 */

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.stillServes();
  await target.close();
});

const text = (bytes: number) => 'a'.repeat(bytes);
const parameters = Object.entries(largestParameters);

/** At the authorization endpoint, by GET and by POST, and pushed. */
const ways: readonly (readonly [string, (changes: Readonly<Record<string, string>>) => Promise<Answer>])[] = [
  [
    'by GET',
    async (changes) => {
      const url = new URL(await authorizeUrl(target.world.reader, changes));
      return get(target.world, url.pathname + url.search);
    },
  ],
  [
    'by POST',
    async (changes) => {
      const { searchParams } = new URL(await authorizeUrl(target.world.reader, changes));
      const { headers } = await post(target.world, '/authorize', Object.fromEntries(searchParams));
      return get(target.world, headers['location'] ?? '');
    },
  ],
  [
    'pushed',
    async (changes) => {
      const { searchParams } = new URL(await authorizeUrl(target.world.reader, changes));
      return post(target.world, '/par', Object.fromEntries(searchParams), [
        'leesboom-reader',
        secrets.TEST_READER_SECRET,
      ]);
    },
  ],
];

describe.each(ways)('an authorization request %s', (_name, send) => {
  it.each(parameters)('may have a %s of %i bytes, and not one more', async (name, most) => {
    const good = await send({ [name]: text(most) });
    expect([201, 303]).toContain(good.status);
    expect(good.headers['location'] ?? '/login/').toContain('/login/');
    const answer = await target.refusedAsOAuth(() => send({ [name]: text(most + 1) }), 'invalid_request');
    expect(`${answer.text}${decodeURIComponent(answer.headers['location'] ?? '')}`).toMatch(
      new RegExp(`${name}.is.longer.than.${String(most)}.bytes`),
    );
  });

  it('counts bytes, not signs', async () => {
    const euros = '€'.repeat(Math.ceil((largestParameters.nonce + 1) / 3));
    await target.refusedAsOAuth(() => send({ nonce: euros }), 'invalid_request');
  });

  it(`is refused beyond ${String(largestRequest)} bytes, whatever they are`, async () => {
    const good = await send({ unknown: text(largestRequest - 1_000) });
    expect([201, 303]).toContain(good.status);
    await target.refusedAsOAuth(() => send({ unknown: text(largestRequest) }), 'invalid_request');
    await target.refusedAsOAuth(() => send({ acr_values: text(largestRequest) }), 'invalid_request');
  });
});

describe('a state that is too large', () => {
  it.each([{}, { code_challenge: undefined }, { scope: 'nonsense' }])(
    'does not go back with the error, whatever else is wrong: %j',
    async (changes) => {
      const state = text(largestParameters.state + 1);
      const url = new URL(await authorizeUrl(target.world.reader, { ...changes, state }));
      const answer = await get(target.world, url.pathname + url.search);
      const location = answer.headers['location'] ?? '';
      expect(answer.status).toBe(303);
      expect(location.length).toBeLessThan(1_000);
      expect(location).toContain('error=');
      expect(location).not.toContain('state=');
      expect(answer.text).not.toContain(state);
    },
  );
});

describe('a hint that names no school', () => {
  it('is not kept', async () => {
    const { world } = target;
    const arrived = await world.browser().go(await authorizeUrl(world.reader, { login_hint: text(10_000) }));
    expect(arrived.status).toBe(200);
    expect(arrived.body).toContain('school');
  });
});

/** As it is sent, with or without a word on its length. */
async function sendForm(path: string, body: string, says: 'length' | 'nothing'): Promise<Answer> {
  const { issuer } = target.world;
  const credentials = Buffer.from(`leesboom-reader:${secrets.TEST_READER_SECRET}`).toString('base64');
  const response = await fetch(`${issuer}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${credentials}`,
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
    },
    ...(says === 'length' ? { body } : { body: new Blob([body]).stream(), duplex: 'half' }),
  });
  return { status: response.status, headers: {}, text: await response.text() };
}

describe.each(['length', 'nothing'] as const)('a form that says %s about its length', (says) => {
  const usual = async () => new URL(await authorizeUrl(target.world.reader)).search.slice(1);

  it.each(['/par', '/token', '/introspect', '/revoke'])(
    'is refused at %s when it is too large',
    async (path) => {
      const { status, text: answer } = await sendForm(path, `x=${text(largestForm)}`, says);
      expect(status).toBe(says === 'length' ? 413 : 400);
      expect(JSON.parse(answer)).toMatchObject({
        error: 'invalid_request',
        error_description:
          says === 'length'
            ? `the form is larger than ${String(largestForm)} bytes`
            : 'failed to parse the request body',
      });
    },
  );

  it.each(['/par', '/token'])('is refused at %s when it has thousands of blanks', async (path) => {
    const form = `${await usual()}&ui_locales=${'nl+'.repeat(mostBlanks + 1)}`;
    const answer = await target.refusedAsOAuth(() => sendForm(path, form, says), 'invalid_request');
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('failed to parse the request body');
  });

  it('may have all that a request may, however it is written', async () => {
    const percent = '%61'.repeat(Math.floor(largestRequest / 2));
    const form = `${await usual()}&unknown=${percent}&acr_values=${'a+'.repeat(mostBlanks / 2)}`;
    expect(form.length).toBeLessThan(largestForm);
    expect((await sendForm('/par', form, says)).status).toBe(201);
  });
});

describe.each(['length', 'nothing'] as const)('a posted request that says %s about its length', (says) => {
  it.each(['/authorize', '/logout'])('is refused at %s when it is too large, and not kept', async (path) => {
    for (const form of [`x=${text(largestForm)}`, `ui_locales=${'nl+'.repeat(mostBlanks + 1)}`]) {
      const { status, text: answer } = await sendForm(path, form, says);
      expect(status).toBe(413);
      expect(JSON.parse(answer)).toMatchObject({ code: 'bad_request' });
    }
  });
});
