import { readFile } from 'node:fs/promises';

type Parameters = Readonly<Record<string, string>>;

/** Sent with every request: the flow itself. */
const always =
  'client_id code_challenge code_challenge_method nonce redirect_uri response_type scope state'.split(' ');

const anything = JSON.stringify({
  id_token: { auth_time: { essential: true }, acr: null, amr: null, sid: null, jti: null },
  userinfo: { auth_time: { essential: true } },
});

/** Everything that a supplier may write into a request for somebody who is signed in, to learn more than it is told. */
export function wishesOf(idToken: string): ReadonlyMap<string, Parameters> {
  const lists: readonly Parameters[] = [
    { prompt: 'none' },
    { prompt: 'login' },
    { max_age: '86400' },
    { max_age: '0' },
    { default_max_age: '86400', require_auth_time: 'true' },
    { id_token_hint: idToken },
    { claims: anything, acr_values: 'urn:any', claims_locales: 'nl', display: 'popup', ui_locales: 'en' },
    { response_mode: 'query', login_hint: 'school:de-regenboog' },
    { response_mode: 'form_post' },
    { registration: '{"default_max_age":86400}' },
    { request: 'eyJhbGciOiJub25lIn0.eyJtYXhfYWdlIjoxfQ.' },
    { request_uri: 'https://reader.leesboom.example/request' },
  ];
  return new Map(lists.map((parameters) => [nameOf(parameters), parameters]));
}

function nameOf(parameters: Parameters): string {
  const telling = new Set(['prompt', 'max_age', 'response_mode']);
  const parts = Object.entries(parameters).map(([name, value]) =>
    telling.has(name) ? `${name}=${value}` : name,
  );
  return parts.join(' ');
}

/** Names of parameters that the library reads and no wish above has: new ones, after an upgrade. */
export async function parametersWithoutWish(): Promise<readonly string[]> {
  const file = new URL('../../node_modules/oidc-provider/lib/consts/param_list.js', import.meta.url);
  const read = [...(await readFile(file, 'utf8')).matchAll(/'([a-z_]+)'/g)].map(([, name]) => name ?? '');
  if (!read.includes('max_age')) throw new Error('the library keeps its parameters elsewhere now');
  const known = new Set([...always, ...[...wishesOf('').values()].flatMap((wish) => Object.keys(wish))]);
  return read.filter((name) => !known.has(name));
}
