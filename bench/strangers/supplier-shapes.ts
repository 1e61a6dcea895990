import { randomBytes } from 'node:crypto';
import { oidcIdp } from '../measured/federation.ts';
import { service } from '../journeys/supplier.ts';
import { authorization, noise, type Fields } from './requests.ts';
import { form, type Shape } from './shape.ts';

/** The largest head that the server reads is 32 kB, and the largest form is as large; a larger one is refused. */
const [address, body, tooLarge] = [30_000, 31_000, 63_000];
const many = (bytes: number): string =>
  Array.from({ length: Math.floor(bytes / 6) }, (_, index) => `${(index % 46_656).toString(36)}=1`)
    .join('&')
    .slice(0, bytes);
const jwtOf = (bytes: number): string =>
  [`{"alg":"ES256"}`, `{"sub":"${service.id}","x":"${noise(Math.floor(bytes * 0.7))}"}`, 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
const nested = (bytes: number): string =>
  `${Buffer.from('['.repeat(Math.floor(bytes * 0.35))).toString('base64url')}.${Buffer.from('{"a":'.repeat(Math.floor(bytes * 0.07))).toString('base64url')}.x`;
const basic = { authorization: `Basic ${Buffer.from(`${service.id}:guess`).toString('base64')}` };

export const requestShapes = (): readonly Shape[] => requestsAt('/authorize', 'GET', address);
export const pushedShapes = (): readonly Shape[] => requestsAt('/par', 'POST', body);

function requestsAt(path: string, method: 'GET' | 'POST', bytes: number): readonly Shape[] {
  const usual = (more: () => Fields) => () => form(authorization(more()));
  const shape = (name: string, text: () => string): Shape => ({ name, path, method, text });
  return [
    shape('usual', () => form(authorization())),
    shape(
      'a large state',
      usual(() => ({ state: noise(bytes) })),
    ),
    shape(
      'a large scope of one word',
      usual(() => ({ scope: `openid ${noise(bytes)}` })),
    ),
    shape(
      'a scope of many words',
      usual(() => ({ scope: 'openid '.repeat(bytes / 8) })),
    ),
    shape('a scope of many words, percent signs between them', () =>
      form(authorization({ scope: 'openid '.repeat(bytes / 10) })).replaceAll('+', '%20'),
    ),
    shape(
      'prompts without end',
      usual(() => ({ prompt: 'login '.repeat(bytes / 8) })),
    ),
    shape(
      'languages without end',
      usual(() => ({ ui_locales: 'nl '.repeat(bytes / 4) })),
    ),
    shape(
      'a large redirect URI',
      usual(() => ({ redirect_uri: `https://x.example/${noise(bytes)}` })),
    ),
    shape(
      'a large login hint',
      usual(() => ({ login_hint: `school:${noise(bytes)}` })),
    ),
    shape(
      'a large id_token_hint',
      usual(() => ({ id_token_hint: jwtOf(bytes) })),
    ),
    shape(
      'an id_token_hint of brackets',
      usual(() => ({ id_token_hint: nested(bytes) })),
    ),
    shape(
      'a request object',
      usual(() => ({ request: jwtOf(bytes) })),
    ),
    shape(
      'a request URI',
      usual(() => ({ request_uri: `urn:ietf:params:oauth:request_uri:${noise(bytes)}` })),
    ),
    shape('thousands of parameters', () => `${form(authorization())}&${many(bytes - 600)}`),
    shape(
      'one parameter thousands of times',
      () => `${form(authorization())}${'&state=a'.repeat(bytes / 9)}`,
    ),
    shape('percent signs', () => `${form(authorization())}&x=${'%41'.repeat(bytes / 4)}`),
    shape('broken percent signs', () => `${form(authorization())}&x=${'%'.repeat(bytes / 2)}`),
    shape('blanks', () => `${form(authorization())}&x=${'+'.repeat(bytes - 600)}`),
    shape(
      'signs of four bytes',
      usual(() => ({ state: '😀'.repeat(bytes / 13) })),
    ),
  ];
}

export function tokenShapes(): readonly Shape[] {
  const code = { grant_type: 'authorization_code', redirect_uri: service.redirectUri };
  const shape = (name: string, fields: () => Fields | string, headers: Fields = {}): Shape => ({
    name,
    path: '/token',
    method: 'POST',
    headers,
    text: () => {
      const given = fields();
      return typeof given === 'string' ? given : form({ ...code, ...given });
    },
  });
  const assertion = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  return [
    shape('a wrong secret', () => ({ code: noise(43) }), basic),
    shape('a large secret', () => ({ client_id: service.id, client_secret: noise(body) })),
    shape('a large code', () => ({ client_id: service.id, client_secret: 'x', code: noise(body) })),
    shape('a large verifier', () => ({ client_id: service.id, code_verifier: noise(body) })),
    shape('a large client id', () => ({ client_id: noise(body), client_secret: 'x' })),
    shape('a large assertion', () => ({ client_assertion: jwtOf(body), client_assertion_type: assertion })),
    shape('an assertion of brackets', () => ({
      client_assertion: nested(body),
      client_assertion_type: assertion,
    })),
    shape('an assertion of dots', () => ({
      client_assertion: '.'.repeat(body),
      client_assertion_type: assertion,
    })),
    shape('thousands of parameters', () => many(body), basic),
    shape('one parameter thousands of times', () => 'code=a&'.repeat(body / 7), basic),
    shape('blanks', () => `code=${'+'.repeat(body)}`, basic),
    shape('as many blanks as may be', () => `code=${'+'.repeat(500)}`, basic),
    shape('a form that is too large', () => `code=${'+'.repeat(tooLarge)}`, basic),
    shape('a large grant type', () => ({ grant_type: noise(body) }), basic),
    shape('a large head of credentials', () => ({}), { authorization: `Basic ${noise(address)}` }),
  ];
}

export function callbackShapes(): readonly Shape[] {
  const path = `/oidc/${oidcIdp}/callback`;
  const shape = (name: string, text: () => string): Shape => ({ name, path, method: 'GET', text });
  const state = () => randomBytes(32).toString('base64url');
  return [
    shape('of no visit', () => form({ code: noise(40), state: state() })),
    shape('a large code', () => form({ code: noise(address), state: state() })),
    shape('a large state', () => form({ code: 'x', state: noise(address) })),
    shape('thousands of parameters', () => `state=${state()}&${many(address - 100)}`),
    shape('one state thousands of times', () => 'state=a&'.repeat(address / 8)),
    shape('broken percent signs', () => `state=${'%'.repeat(address)}`),
  ];
}
