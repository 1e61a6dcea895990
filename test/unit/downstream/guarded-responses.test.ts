import { Provider } from 'oidc-provider';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { createGuardedResponses } from '../../../src/downstream/guarded-responses.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';

/** A feature of the library that nobody thought of when it was switched on. */
function providerWithDeviceFlow(stopped: string[]): Provider {
  const provider = new Provider('http://localhost:3000', {
    clients: [
      {
        client_id: 'reader',
        token_endpoint_auth_method: 'none',
        grant_types: ['urn:ietf:params:oauth:grant-type:device_code'],
        redirect_uris: [],
        response_types: [],
      },
    ],
    features: { devInteractions: { enabled: false }, deviceFlow: { enabled: true } },
  });
  const nobody = () => Promise.reject(new TypeError('is not asked'));
  const guard = createGuardedResponses({
    guard: { inspect: nobody },
    requestSessions: {
      begin: nobody,
      of: nobody,
      found: () => undefined,
      noteReleased: () => undefined,
      released: () => undefined,
    },
    ledger: {
      record: nobody,
      recordIfCurrent: nobody,
      find: nobody,
      proves: () => false,
      audit: ({ type, reason }) => Promise.resolve(void stopped.push(`${type} ${String(reason)}`)),
      shown: () => undefined,
      close: () => Promise.resolve(),
    },
    logger: createRecordingLogger(),
  });
  provider.use(guard);
  return provider;
}

describe('a route of oidc-provider that no channel is registered for', () => {
  it('does not answer', async () => {
    const stopped: string[] = [];
    const { status, body } = await request(providerWithDeviceFlow(stopped).callback())
      .post('/device/auth')
      .type('form')
      .send({ client_id: 'reader', scope: 'openid' });
    expect(status).toBe(500);
    expect(body).toMatchObject({ error: 'server_error' });
    expect(body).not.toHaveProperty('device_code');
    expect(stopped).toEqual(['guard.stopped unregistered_route']);
  });

  it('is told from what is registered, and from nothing at all', async () => {
    const stopped: string[] = [];
    const broker = providerWithDeviceFlow(stopped).callback();
    expect((await request(broker).get('/.well-known/openid-configuration')).status).toBe(200);
    expect((await request(broker).get('/nowhere')).status).toBe(404);
    expect(stopped).toEqual([]);
  });
});
