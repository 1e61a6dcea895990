import { Provider, type ClientMetadata, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { createFormPosts, FormPost, SupplierProvider } from '../../../src/downstream/form-post.ts';
import { createGuardedResponses } from '../../../src/downstream/guarded-responses.ts';
import { createGuard, type Guard } from '../../../src/guard/guard.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';

const nobody = () => Promise.reject(new TypeError('is not asked'));

const { inspect: inspectReally } = createGuard({
  findEntry: nobody,
  provesSubject: () => false,
  schoolOf: () => undefined,
  mayKnowSignInTime: () => false,
  pairwiseIdsOf: nobody,
});

function guardedResponses(told: string[], inspect: Guard['inspect']) {
  return createGuardedResponses({
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
      audit: ({ type, reason }) => Promise.resolve(told.push(`${type} ${String(reason)}`) > 0),
      shown: () => undefined,
      close: () => Promise.resolve(),
    },
    logger: createRecordingLogger(),
  });
}

function configuration(client: Partial<ClientMetadata>, features: Configuration['features']): Configuration {
  return {
    clients: [{ client_id: 'reader', token_endpoint_auth_method: 'none', ...client }],
    features: { devInteractions: { enabled: false }, ...features },
  };
}

/** A feature of the library that nobody thought of when it was switched on. */
function providerWithDeviceFlow(told: string[], inspect: Guard['inspect'] = nobody): Provider {
  const deviceCode = 'urn:ietf:params:oauth:grant-type:device_code';
  const client = { grant_types: [deviceCode], redirect_uris: [], response_types: [] };
  const features = { deviceFlow: { enabled: true } };
  const provider = new Provider('http://localhost:3000', configuration(client, features));
  provider.use(guardedResponses(told, inspect));
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

  it('is not confused with a registered route or with an address that does not exist', async () => {
    const stopped: string[] = [];
    const broker = providerWithDeviceFlow(stopped).callback();
    expect((await request(broker).get('/.well-known/openid-configuration')).status).toBe(200);
    expect((await request(broker).get('/nowhere')).status).toBe(404);
    expect(stopped).toEqual([]);
  });
});

type Tamper = (ctx: KoaContextWithOIDC) => void;

/** What a supplier gets by the browser, after something below the guard did something to it. */
async function answerTo(mode: string, tamper: Tamper, redirectUri = 'https://reader.example/callback') {
  const stopped: string[] = [];
  const client = { redirect_uris: [redirectUri] };
  const provider = new SupplierProvider('http://localhost:3000', configuration(client, {}));
  const page = createFormPosts(({ fields }) => Object.keys(fields).join());
  const below = async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    tamper(ctx);
  };
  for (const middleware of [page, guardedResponses(stopped, inspectReally), below]) provider.use(middleware);
  const answer = await request(provider.callback()).get('/auth').query({
    client_id: 'reader',
    response_type: 'code',
    response_mode: mode,
    scope: 'openid',
    redirect_uri: redirectUri,
    prompt: 'none',
    state: '123456782',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  });
  return { answer, stopped };
}

const addToAddress =
  (text: string): Tamper =>
  (ctx) => {
    ctx.set('Location', ctx.response.get('Location') + text);
  };
const addToForm: Tamper = (ctx) => {
  const { body } = ctx;
  if (!(body instanceof FormPost)) throw new TypeError('nothing is posted');
  ctx.body = new FormPost(body.action, { ...body.fields, given_name: 'Pip' });
};
const nothing: Tamper = () => undefined;

describe('what the browser brings to a supplier', () => {
  it('is let through in an address and as a form', async () => {
    const byAddress = await answerTo('query', nothing);
    expect(byAddress.answer.headers['location']).toContain('error=login_required');
    const byForm = await answerTo('form_post', nothing);
    expect([byForm.answer.status, byForm.answer.text]).toEqual([
      200,
      'error,error_description,state,iss,error_uri',
    ]);
    expect([...byAddress.stopped, ...byForm.stopped]).toEqual([]);
  });

  it('may have what the registered address has by itself', async () => {
    const { answer, stopped } = await answerTo('query', nothing, 'https://reader.example/callback?tenant=7');
    expect(answer.headers['location']).toContain('?tenant=7&error=');
    expect(stopped).toEqual([]);
  });

  it.each([
    ['in an address', 'query', addToAddress('&given_name=Pip')],
    ['behind an address', 'query', addToAddress('#given_name=Pip')],
    ['in the fragment that a refused request asked for', 'fragment', addToAddress('&given_name=Pip')],
    ['as a form', 'form_post', addToForm],
  ])('is stopped %s when there is more in it than the protocol has', async (_name, mode, tamper) => {
    const { answer, stopped } = await answerTo(mode, tamper);
    expect(answer.status).toBe(500);
    expect(answer.headers['location']).toBeUndefined();
    expect(answer.text).not.toContain('Pip');
    expect(stopped).toEqual(['guard.stopped claim_not_in_entry']);
  });

  it('goes to no form that leads to an address that is not registered', async () => {
    const { answer } = await answerTo('form_post', (ctx) => {
      if (ctx.body instanceof FormPost) ctx.body = new FormPost('https://evil.example/', ctx.body.fields);
    });
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('login_required');
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
