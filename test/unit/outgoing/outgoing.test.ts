import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Destination } from '../../../src/domain/destinations.ts';
import type { Network, OutgoingRequest } from '../../../src/domain/outgoing.ts';
import { checkAddresses } from '../../../src/outgoing/checked-lookup.ts';
import { createOutgoing, type OutgoingOutcome } from '../../../src/outgoing/outgoing.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';
import { expectFailure } from '../../../testkit/values/refusals.ts';
import { literalIn, notCalled, notPublic } from '../../../testkit/values/addresses.ts';
import { listenOn, type Listener } from '../../../testkit/machine/listener.ts';

/** Two addresses of this machine: one that the operator lists, and one that nobody may reach, on the same port. */
const allowed = '127.0.0.11';
const forbidden = '127.0.0.12';
let school: Listener;
let trap: Listener;

beforeAll(async () => {
  school = await listenOn(allowed, (request, response) => {
    const { url = '' } = request;
    if (url === '/redirect') {
      response.writeHead(302, { location: `http://${forbidden}:${String(trap.port)}/` }).end('moved');
    } else if (url === '/hang') {
      // never
    } else if (url === '/trickle') {
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => {
        clearInterval(timer);
      });
    } else if (url === '/large') {
      response.end(Buffer.alloc(600 * 1024));
    } else if (url === '/break') {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setTimeout(() => response.destroy(), 20);
    } else if (url === '/compressed') {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('not asked for');
    } else {
      response.end(JSON.stringify(request.headers));
    }
  });
  trap = await listenOn(forbidden, (_request, response) => response.end('inside'), school.port);
});
afterAll(async () => {
  await school.close();
  await trap.close();
});

const name = 'localhost';
const onlyAllowed = (): readonly Destination[] => [
  { host: name, port: school.port, network: { address: allowed, bits: 32 } },
];

/** A door before names that lead where the test says, one answer after the other; the last one stays. */
function door(answers: readonly (readonly string[])[], destinations = onlyAllowed()) {
  const asked: string[] = [];
  const ends: OutgoingOutcome[] = [];
  const logger = createRecordingLogger();
  const network: Network = {
    resolve: (host) => {
      asked.push(host);
      const answer = answers[asked.length - 1] ?? answers.at(-1);
      return answer === undefined ? Promise.reject(new Error('ENOTFOUND')) : Promise.resolve(answer);
    },
    ownAddresses: () => [],
  };
  const outgoing = createOutgoing({
    destinations,
    network,
    logger,
    seconds: 0.5,
    onEnd: ({ outcome }) => ends.push(outcome),
  });
  const request = (path: string): OutgoingRequest => ({
    purpose: 'school_idp',
    method: 'GET',
    headers: { accept: 'application/json' },
    url: path.startsWith('/') ? `http://${name}:${String(school.port)}${path}` : path,
  });
  return { call: (path: string) => outgoing.call(request(path)), asked, ends, logger };
}

async function expectNobodyCame(work: () => Promise<unknown>): Promise<void> {
  const before = trap.connections();
  await expectFailure(work(), 'outgoing.address_refused');
  expect(trap.connections()).toBe(before);
}

describe('a name', () => {
  it('is resolved once, and the connection goes to what was checked', async () => {
    const { call, asked } = door([[allowed], [forbidden]]);
    const response = await call('/');
    expect(asked).toEqual([name]);
    const headers: unknown = await response.json();
    expect(headers).toMatchObject({ host: `${name}:${String(school.port)}`, accept: 'application/json' });
  });

  it('that leads elsewhere the second time is not followed (DNS rebinding)', async () => {
    const { call } = door([[allowed], [forbidden]]);
    await (await call('/redirect')).text();
    // a connection that is open belongs to the address that was checked; a new one is checked anew
    await new Promise((resolve) => setImmediate(resolve));
    const { call: later } = door([[forbidden]]);
    await expectNobodyCame(() => later('/'));
    const used = trap.connections();
    await call('/');
    expect(trap.connections()).toBe(used);
  });

  it.each([
    ['before', [forbidden, allowed]],
    ['after', [allowed, forbidden]],
    ['mapped', [allowed, `::ffff:${forbidden}`]],
    ['of the cloud', [allowed, '169.254.169.254']],
  ])('that leads to one forbidden address among others (%s) is refused', async (_where, answer) => {
    const { call, ends, logger } = door([answer]);
    await expectNobodyCame(() => call('/'));
    expect(ends).toEqual(['address_refused']);
    expect(logger.events).toEqual([
      { level: 'warn', event: 'outgoing.address_refused', fields: { component: 'school_idp' } },
    ]);
  });

  it.each(notPublic.flatMap((address) => literalIn(address) ?? []))(
    'that leads to %s is refused',
    async (ip) => {
      const { call } = door([[ip]], []);
      await expectFailure(call('https://keys.leesboom.example/jwks'), 'outgoing.address_refused');
    },
  );

  it('that leads nowhere is no answer', async () => {
    await expectFailure(door([]).call('/'), 'outgoing.no_answer');
    await expectFailure(door([[]]).call('/'), 'outgoing.no_answer');
  });

  it('of one of our own addresses is refused, public as it may be', async () => {
    const { url, ...rest } = {
      url: 'https://8.8.8.8/',
      purpose: 'supplier_keys',
      method: 'GET',
      headers: {},
    } as const;
    const network: Network = { resolve: () => Promise.resolve(['8.8.8.8']), ownAddresses: () => ['8.8.8.8'] };
    const outgoing = createOutgoing({ destinations: [], network, logger: createRecordingLogger() });
    await expectFailure(outgoing.call({ ...rest, url }), 'outgoing.address_refused');
    await expectFailure(outgoing.call({ ...rest, url: 'https://own.example/' }), 'outgoing.address_refused');
  });

  it.each([
    { addresses: ['8.8.8.8', '1.1.1.1'], own: ['1.1.1.1'], asks: 1, refused: true },
    { addresses: ['8.8.8.8', '1.1.1.1', '9.9.9.9'], own: [], asks: 1, refused: false },
    { addresses: ['10.20.0.5', '10.20.0.5'], own: ['10.20.0.5'], asks: 0, refused: false },
    { addresses: ['10.20.0.5', '8.8.8.8'], own: ['8.8.8.8'], asks: 1, refused: true },
  ])('is compared with ours as often as it matters: $addresses', ({ addresses, own, asks, refused }) => {
    const ownAddresses = vi.fn(() => own);
    const network: Network = { resolve: () => Promise.resolve(addresses), ownAddresses };
    const destinations = [
      { host: 'own.example', port: 443, network: { address: '10.20.0.5', bits: 32 } },
    ] as const;
    const check = () => {
      checkAddresses(addresses, new URL('https://own.example/'), { network, destinations });
    };
    if (refused) expect(check).toThrow(/does not connect/);
    else expect(check).not.toThrow();
    expect(ownAddresses).toHaveBeenCalledTimes(asks);
  });
});

describe('an address that is refused as it is written', () => {
  it.each([...notPublic, ...notCalled])('is asked of nobody: %s', async (address) => {
    const { call, asked } = door([[allowed]], []);
    await expectFailure(call(address), 'outgoing.address_refused');
    expect(asked).toEqual([]);
  });

  it('gives one answer whether somebody listens there or not', async () => {
    const messages: unknown[] = [];
    for (const port of [trap.port, 1]) {
      const { call } = door(
        [[forbidden]],
        [{ host: name, port: '*', network: { address: allowed, bits: 32 } }],
      );
      const failure: unknown = await call(`http://${name}:${String(port)}/`).catch((error: unknown) => error);
      messages.push(failure instanceof Error ? [failure.message, failure.cause] : failure);
    }
    expect(messages[0]).toEqual(messages[1]);
    expect(trap.connections()).toBe(0);
  });

  it('is another port of a host that is listed', async () => {
    const { call, asked } = door([[allowed]]);
    await expectFailure(call(`http://${name}:${String(school.port + 1)}/`), 'outgoing.address_refused');
    expect(asked).toEqual([]);
  });
});

describe('an answer', () => {
  it('that is a redirect is an answer like others', async () => {
    const before = trap.connections();
    const response = await door([[allowed]]).call('/redirect');
    expect(response.status).toBe(302);
    expect(trap.connections()).toBe(before);
  });

  it.each(['/hang', '/trickle'])('that does not end (%s) is cut off in time', async (path) => {
    const began = performance.now();
    const { call, ends } = door([[allowed]]);
    await expectFailure(call(path), 'outgoing.no_answer');
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(ends).toEqual(['no_answer']);
  });

  it('that is too large is not read', async () => {
    await expectFailure(door([[allowed]]).call('/large'), 'outgoing.answer_too_large');
  });

  it.each(['/break', '/compressed'])('that cannot be read (%s) is none', async (path) => {
    await expectFailure(door([[allowed]]).call(path), 'outgoing.no_answer');
  });

  it('leaves its connection to the next call, without a new look-up', async () => {
    const { call, asked } = door([[allowed], [forbidden]]);
    const before = school.connections();
    for (let turn = 0; turn < 3; turn += 1) {
      await call('/');
      // the connection is free when the turn of the event loop is over
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(school.connections() - before).toBe(1);
    expect(asked).toEqual([name]);
  });
});
