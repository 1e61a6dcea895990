import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { transactionId } from '../../../src/domain/ids.ts';
import { createInteractions } from '../../../src/downstream/interaction.ts';
import { createOwnAddress } from '../../../src/downstream/own-address.ts';
import { cookieOptions } from '../../../src/downstream/provider-configuration.ts';
import { createBrowserSessions } from '../../../src/session/browser-sessions.ts';
import { required } from '../../../testkit/values/ids.ts';
import { createSealedMemory } from '../session/sessions-case.ts';

const transaction = required(transactionId('t'.repeat(43)));

/** What a broker at this issuer sets, asked over plain HTTP as behind a proxy that ends TLS. */
async function cookiesSetAt(issuer: string): Promise<readonly string[]> {
  const { store, clock } = createSealedMemory();
  const provider = new Provider(issuer, { cookies: { keys: ['a key of the test'] } });
  provider.proxy = true;
  const interactions = createInteractions({
    provider,
    sessions: createBrowserSessions({
      store,
      clock,
      idleSeconds: 60,
      absoluteSeconds: 60,
      hasGivenWay: () => Promise.resolve(false),
    }),
    ownAddress: createOwnAddress(issuer),
    cookieOptions: cookieOptions(issuer.startsWith('https:')),
  });
  const server = createServer((incoming, response) => {
    interactions.proveAlsoAt(incoming, response, transaction, '/oidc/kade-entra/callback');
    response.end();
  });
  const answer = await request(server).get('/').set('X-Forwarded-Proto', 'http').expect(200);
  return answer.get('Set-Cookie') ?? [];
}

describe('the cookie of a login for the callback of an IdP', () => {
  it.each([
    ['https://login.example', true],
    ['http://localhost:3000', false],
  ])(
    'is signed, and secure where the issuer is, whatever the connection says: %s',
    async (issuer, secure) => {
      const [cookie = '', signature = ''] = await cookiesSetAt(issuer);
      expect(cookie).toContain(`=${transaction}; path=/oidc/kade-entra/callback;`);
      expect(signature).toMatch(/\.sig=[\w-]+; path=\/oidc\/kade-entra\/callback;/);
      for (const line of [cookie, signature]) {
        expect(line.includes('; secure')).toBe(secure);
        expect(line).toMatch(/samesite=lax.*httponly/i);
      }
    },
  );
});
