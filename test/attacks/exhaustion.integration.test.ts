import { connect } from 'node:net';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mostBlanks, mostParameters } from '../../src/http/parameter-limit.ts';
import { serverLimits } from '../../src/http/server-limits.ts';
import { answerForm } from '../../testkit/actors/saml-school-page.ts';
import { pip, secrets } from '../../testkit/world/world.ts';
import { openTarget, post, type Target } from './target.ts';

/*
 * Exhaustion (CWE-400, CWE-770): what is too large, too deep, too much or too slow is refused within bounds of memory and
 * time, and others are served meanwhile. Slowloris: RFC 9112 section 9.5 leaves time limits to the server.
 */

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.stillServes();
  await target.close();
});

/** Milliseconds for one hostile request, and bytes that it may cost, the attacker's own included: both are this process. */
const promptly = 5_000;
const mostMemory = 200 * 1024 * 1024;

async function bounded(attack: () => Promise<readonly number[]>): Promise<void> {
  const before = process.memoryUsage().rss;
  const begun = performance.now();
  for (const status of await attack()) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  }
  expect(performance.now() - begun).toBeLessThan(promptly);
  expect(process.memoryUsage().rss - before).toBeLessThan(mostMemory);
}

async function assertionConsumer(): Promise<{ action: string; relayState: string; good: string }> {
  const { world } = target;
  const url = (await world.reader.begin({ login_hint: 'school:de-regenboog' })).url;
  const asked = world.questionAt(await world.browser().go(url));
  const broker = {
    issuer: world.issuer,
    idp: 'regenboog-saml',
    entityId: 'https://regenboog.example/metadata',
    now: Date.now(),
  };
  const { action, fields } = answerForm(world.regenboog, asked, broker, { attributes: pip });
  return { action, relayState: fields.RelayState, good: fields.SAMLResponse };
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const bombs: Readonly<Record<string, () => string>> = {
  'of 300 kB': () => base64(`<x>${'a'.repeat(290_000)}</x>`),
  '60,000 deep': () => base64('<a>'.repeat(60_000)),
  'with 15,000 attributes': () =>
    base64(`<x ${Array.from({ length: 15_000 }, (_, index) => `a${String(index)}="1"`).join(' ')}/>`),
  'with a billion laughs': () =>
    base64(
      `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, index) => `<!ENTITY b${String(index)} "${'&a;'.repeat(10)}">`).join('')}]><x>&b9;</x>`,
    ),
  'with an entity from elsewhere': () =>
    base64('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
  'of 20,000 comments': () => base64(`<x>${'<!---->'.repeat(20_000)}</x>`),
  'of 250,000 opening brackets': () => base64('<'.repeat(250_000)),
  'that is deflated': () => deflateRawSync(Buffer.alloc(10_000_000, 'a')).toString('base64'),
  'with ampersands without end': () => base64(`<x>${'&'.repeat(200_000)}</x>`),
};

describe('an answer of a school', () => {
  it.each(Object.entries(bombs))('%s is refused promptly', async (_name, make) => {
    const bomb = make();
    const { action, relayState } = await assertionConsumer();
    await bounded(() =>
      Promise.all(
        Array.from({ length: 5 }, async () => {
          const body = new URLSearchParams({ SAMLResponse: bomb, RelayState: relayState });
          return (await fetch(action, { method: 'POST', body })).status;
        }),
      ),
    );
  });

  it('of 20 MB, with or without a length, is cut off', async () => {
    const { action } = await assertionConsumer();
    await bounded(async () => {
      const [announced, streamed] = await Promise.all([
        statusOrReset(action, Buffer.alloc(20_000_000, 'a')),
        statusOrReset(action, endlessBody(20_000_000)),
      ]);
      return [announced, streamed];
    });
  });

  it('that is compressed in transit is not inflated', async () => {
    const { action } = await assertionConsumer();
    const body = deflateRawSync(Buffer.alloc(50_000_000, 'a'));
    await bounded(async () => [
      await statusOrReset(action, body, { 'content-encoding': 'deflate' }),
      await statusOrReset(action, body, { 'content-encoding': 'gzip' }),
    ]);
    const headers = {
      accept: 'text/html',
      'accept-language': 'en',
      'content-type': 'application/x-www-form-urlencoded',
      'content-encoding': 'gzip',
    };
    const small = await fetch(action, { method: 'POST', headers, body: gzipSync('SAMLResponse=x') });
    expect(small.status).toBe(400);
    expect(await small.text()).toContain('The link or the form is not right');
  });
});

describe('a request of a supplier', () => {
  const basic = ['leesboom-reader', secrets.TEST_READER_SECRET] as const;
  it.each(['/token', '/par', '/introspect', '/revoke', '/authorize', '/logout', '/userinfo'])(
    'of 5 MB to %s is cut off',
    async (path) => {
      await bounded(async () => [
        await statusOrReset(`${target.world.issuer}${path}`, Buffer.from(`code=${'a'.repeat(5_000_000)}`)),
      ]);
    },
  );

  it('with a JWT of 50 kB, or nested a thousand times, is refused promptly', async () => {
    const deep = base64('['.repeat(10_000)).replaceAll('=', '');
    const fields = { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' };
    await bounded(async () => {
      const tries = [`${deep}.${deep}.x`, `${'a'.repeat(50_000)}.b.c`, '.'.repeat(50_000)];
      const answers = await Promise.all(
        tries.map((client_assertion) => post(target.world, '/par', { ...fields, client_assertion })),
      );
      return answers.map(({ status }) => status);
    });
  });

  it('with a head of 40 kB is refused by the server itself', async () => {
    const answer = await fetch(`${target.world.issuer}/?${'a'.repeat(40_000)}`);
    expect(answer.status).toBe(431);
    const header = await fetch(target.world.issuer, { headers: { 'x-long': 'a'.repeat(40_000) } });
    expect(header.status).toBe(431);
  });

  it('with thousands of parameters or blanks in its address costs next to nothing, and has no others wait', async () => {
    const { issuer } = target.world;
    const url = (await target.world.reader.begin()).url;
    const hostile = [
      '&state=a'.repeat(3_000),
      '&p=1'.repeat(mostParameters),
      '&'.repeat(25_000),
      `&ui_locales=${'nl+'.repeat(mostBlanks + 1)}`,
    ];
    for (const more of hostile) {
      const begun = process.cpuUsage();
      const send = () => fetch(`${url}${more}`, { redirect: 'manual' });
      const answers = await Promise.all(Array.from({ length: 20 }, send));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 400));
      const { user } = process.cpuUsage(begun);
      expect(user / 1000 / answers.length).toBeLessThan(50);
    }
    expect((await fetch(`${issuer}/?${'a=1&'.repeat(90)}`)).status).toBe(200);
  });

  it('with 2,000 parameters is answered promptly', async () => {
    const many = Array.from({ length: 1_500 }, (_, index) => `p${String(index)}=1`).join('&');
    await bounded(async () => [(await post(target.world, '/token', many, basic)).status]);
  });
});

describe('a slow connection', () => {
  const most =
    Math.max(serverLimits.headersTimeout, serverLimits.requestTimeout) +
    3 * serverLimits.connectionsCheckingInterval;

  it(
    'is ended, whether it drips its head or its body, while others are served',
    { timeout: 60_000 },
    async () => {
      const dripping = [
        drip('GET / HTTP/1.1\r\nHost: x\r\n', 'X-a: b\r\n'),
        drip(
          'POST /saml/regenboog-saml/acs HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n',
          'a',
        ),
        drip(
          'POST /token HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n',
          'a',
        ),
        drip(
          'POST /token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n',
          '1\r\na\r\n',
        ),
        drip('', ''),
      ];
      const crowd = Array.from({ length: 100 }, () => drip('GET / HTTP/1.1\r\n', 'X-a: b\r\n'));
      await target.stillServes();
      for (const lasted of await Promise.all([...dripping, ...crowd])) expect(lasted).toBeLessThan(most);
    },
  );
});

/** Sends a little every half second; resolves with the milliseconds until the server had enough. */
function drip(start: string, more: string): Promise<number> {
  const { hostname, port } = new URL(target.world.issuer);
  return new Promise((resolve) => {
    const begun = performance.now();
    const socket = connect(Number(port), hostname, () => socket.write(start));
    const timer = setInterval(() => socket.write(more), 500);
    socket.on('error', () => undefined);
    socket.resume();
    socket.on('close', () => {
      clearInterval(timer);
      resolve(performance.now() - begun);
    });
  });
}

function endlessBody(bytes: number): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent >= bytes) {
        controller.close();
        return;
      }
      controller.enqueue(new Uint8Array(65_536).fill(97));
      sent += 65_536;
    },
  });
}

/** A server that has heard enough may close before it is read: that is a refusal too. */
async function statusOrReset(
  url: string,
  body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
  headers: Readonly<Record<string, string>> = {},
): Promise<number> {
  const init = {
    method: 'POST',
    body,
    duplex: 'half',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...headers },
    signal: AbortSignal.timeout(promptly),
  } as const;
  try {
    const answer = await fetch(url, init);
    await answer.body?.cancel();
    return answer.status;
  } catch (error) {
    if (error instanceof DOMException) throw error;
    return 499;
  }
}
