import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isLoopbackAddress, isLoopbackHost } from '../../demo/portal-sign-in/loopback.ts';
import { createPortalSignIn } from '../../demo/portal-sign-in/portal-sign-in.ts';
import { demoStaff } from '../../demo/portal-sign-in/staff.ts';
import { listening, type Listening } from '../../testkit/machine/demo-ports.ts';

const staff = demoStaff('2027-07-31');
const broker = 'http://localhost:3000';
let asked: string[] = [];
const accounts = {
  sessionOf: ({ id }: { readonly id: string }) => {
    asked.push(id);
    return Promise.resolve('portal_session=made-up; Path=/; HttpOnly; SameSite=Lax');
  },
};

let server: Listening;
beforeEach(async () => {
  asked = [];
  server = await listening('localhost');
  server.use(createPortalSignIn({ origin: server.origin, broker, staff, accounts }));
});
afterEach(() => server.close());

const choose = (person: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(server.origin, {
    method: 'POST',
    body: new URLSearchParams({ person }),
    headers,
    redirect: 'manual',
  });

/** With a `Host` that `fetch` lets nobody choose. */
function statusFor(host: string, method: 'GET' | 'POST'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(server.origin, { method, headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.once('error', reject);
    sent.end(method === 'POST' ? 'person=ada' : undefined);
  });
}

describe('the demo sign-in of the portal', () => {
  it.each([
    'http://sluis.example',
    'https://localhost:3000',
    'http://localhost.example:3000',
    'http://127.0.0.1.example',
    'http://10.0.0.1:3000',
    'http://[::2]:3000',
    'http://0.0.0.0:3000',
  ])('does not start for a broker at %s, nor at such an address', (address) => {
    const { origin } = server;
    expect(() => createPortalSignIn({ origin, broker: address, staff, accounts })).toThrow(
      'this machine alone',
    );
    expect(() => createPortalSignIn({ origin: address, broker, staff, accounts })).toThrow(
      'this machine alone',
    );
  });

  it.each(['evil.example', 'localhost', 'localhost:1', 'sluis.example:3000'])(
    'answers nobody who came by the name %s',
    async (host) => {
      expect(await statusFor(host, 'GET')).toBe(403);
      expect(await statusFor(host, 'POST')).toBe(403);
      expect(asked).toEqual([]);
    },
  );

  it('takes no form of another site', async () => {
    for (const origin of ['http://evil.example', 'null', broker]) {
      expect((await choose('ada', { origin })).status, origin).toBe(403);
    }
    expect(asked).toEqual([]);
  });

  it('lets in nobody who is not in the demo', async () => {
    for (const person of ['', 'eve', '__proto__']) expect((await choose(person)).status).toBe(400);
    expect(asked).toEqual([]);
  });

  it('says what it is, and gives the browser the session of whoever was chosen', async () => {
    const page = await (await fetch(server.origin)).text();
    for (const word of ['demo-inlog', ...staff.map(({ name }) => name)]) expect(page).toContain(word);
    const chosen = await choose('kees', { origin: server.origin });
    expect([chosen.status, chosen.headers.get('location')]).toEqual([303, `${broker}/portal`]);
    expect(chosen.headers.getSetCookie()).toEqual(['portal_session=made-up; Path=/; HttpOnly; SameSite=Lax']);
    expect(asked).toEqual(['kees']);
  });
});

describe('addresses of this machine', () => {
  it.each(['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'])('are %s', (address) => {
    expect(isLoopbackAddress(address)).toBe(true);
  });

  it.each(['', '10.0.0.1', '128.0.0.1', '::2', '::ffff:10.0.0.1', '127.0.0.1.example', 'fe80::1'])(
    'are not %j',
    (address) => {
      expect(isLoopbackAddress(address)).toBe(false);
      expect(isLoopbackHost(address)).toBe(false);
    },
  );
});
