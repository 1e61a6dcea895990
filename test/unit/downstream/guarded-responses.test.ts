import { Provider } from 'oidc-provider';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { createGuardedResponses } from '../../../src/downstream/guarded-responses.ts';
import type { Guard } from '../../../src/guard/guard.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';

const nobody = () => Promise.reject(new TypeError('is not asked'));

/** A feature of the library that nobody thought of when it was switched on. */
function providerWithDeviceFlow(stopped: string[], inspect: Guard['inspect'] = nobody): Provider {
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
  const guard = createGuardedResponses({
    guard: { inspect },
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
    expect(stopped).toEqual(['guard.unreadable unregistered_route']);
  });

  it('is told from what is registered, and from nothing at all', async () => {
    const stopped: string[] = [];
    const broker = providerWithDeviceFlow(stopped).callback();
    expect((await request(broker).get('/.well-known/openid-configuration')).status).toBe(200);
    expect((await request(broker).get('/nowhere')).status).toBe(404);
    expect(stopped).toEqual([]);
  });
});

describe('an answer of the token endpoint', () => {
  /** What the broker answers when the library made this of a request, and what it told the audit trail. */
  const answerTo = async (made: unknown, inspect?: Guard['inspect']) => {
    const told: string[] = [];
    const provider = providerWithDeviceFlow(told, inspect);
    provider.use(async (ctx, next) => {
      await next();
      [ctx.status, ctx.body] = [200, made];
    });
    const asked = request(provider.callback()).post('/token').type('form').send({ client_id: 'reader' });
    return { told, answer: await asked };
  };
  const withToken = (text: string) => ({ access_token: 'a', token_type: 'Bearer', id_token: text });
  const readable = `e30.${Buffer.from('{"sub":"s"}').toString('base64url')}.x`;

  it.each([
    ['without id_token', { access_token: 'a', token_type: 'Bearer' }],
    ['with an id_token that is no text', { access_token: 'a', id_token: 1 }],
    ['with an id_token that is no token', withToken('x')],
    ['that is text', 'access_token'],
  ])('%s does not leave, and raises no alarm of a surplus', async (_case, made) => {
    const { told, answer } = await answerTo(made);
    expect(answer.status).toBe(500);
    expect(answer.body).toMatchObject({ error: 'server_error' });
    expect(answer.text).not.toContain('access_token');
    expect(told).toEqual(['guard.unreadable no_claims']);
  });

  it('with a surplus does not leave either, and raises it', async () => {
    const surplus = () => Promise.resolve({ violation: 'claim_not_in_entry' } as const);
    const { told, answer } = await answerTo(withToken(readable), surplus);
    expect(answer.status).toBe(500);
    expect(told).toEqual(['guard.stopped claim_not_in_entry']);
  });

  it('in which the guard finds nothing leaves as it is', async () => {
    const { told, answer } = await answerTo(withToken(readable), () => Promise.resolve(undefined));
    expect(answer.body).toEqual(withToken(readable));
    expect(told).toEqual([]);
  });
});
