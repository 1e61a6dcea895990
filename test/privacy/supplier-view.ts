import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as client from 'openid-client';
import { z } from 'zod';
import type { Features } from './canary-linkability.ts';
import type { Inbox } from './canary-places.ts';
import type { Callback, SupplierService, Visit } from '../../testkit/actors/supplier.ts';

/** One service as an adversary: keeps whatever it can see of each login. */
export interface CuriousService {
  readonly service: SupplierService;
  readonly inbox: Inbox;
  /** Claims that are released to it; what those give away is the school's decision, not a leak. */
  readonly releasedClaims: ReadonlySet<string>;
}

const fields = z.record(z.string(), z.unknown());

/**
 * What the service itself chose or knows by itself: its own nonce, its own name, and the time. `iat` and `exp` are
 * given as a distance; that `iat` is nothing but the moment of its own request is for a test to assert.
 */
const ownKnowledge = new Set(['nonce', 'aud', 'iat', 'exp', 'client_id']);
/** HTTP says when an answer was sent, and how long a body with released claims is. */
const ownHeaders = new Set(['date', 'content-length']);

/** Takes everything that can be had for one login, and writes down everything that was seen; of a refusal, what came back. */
export async function lookClosely(
  { service, inbox, releasedClaims }: CuriousService,
  visit: Visit,
  callback: Callback,
): Promise<Features> {
  const brought = await fieldsOf(callback);
  if (brought.has('error')) return new Map(callbackFeatures(brought));
  const from = inbox.answers.length;
  const { tokens } = await service.receive(visit, callback);
  await client.tokenIntrospection(service.configuration, tokens.access_token);
  const seen = new Map<string, string>(callbackFeatures(brought));
  for (const { path, status, headers, body } of inbox.answers.slice(from)) {
    if (path === '/jwks') continue;
    seen.set(`${path} status`, String(status));
    seen.set(`${path} header names`, [...headers.keys()].sort().join());
    for (const [name, value] of headers) if (!ownHeaders.has(name)) seen.set(`${path} header ${name}`, value);
    note(seen, `${path} body`, withoutClaims(fields.parse(JSON.parse(body)), releasedClaims));
  }
  const idToken = tokens.id_token ?? '';
  note(seen, 'id_token header', decodeProtectedHeader(idToken));
  note(seen, 'id_token', withoutClaims(decodeJwt(idToken), releasedClaims));
  // signature and claims differ each time; what stays to compare is how long they are
  seen.delete('/token body id_token');
  seen.delete('/token body id_token length');
  seen.set('id_token signature length', String(idToken.split('.').at(-1)?.length));
  return seen;
}

async function fieldsOf(callback: Callback): Promise<URLSearchParams> {
  return callback instanceof URL ? callback.searchParams : new URLSearchParams(await callback.clone().text());
}

function* callbackFeatures(brought: URLSearchParams): Generator<[string, string]> {
  yield ['callback names', [...brought.keys()].join()];
  for (const [name, value] of brought) {
    if (name !== 'state') yield [`callback ${name}`, value];
    yield [`callback ${name} length`, String(value.length)];
  }
}

function note(seen: Map<string, string>, where: string, found: Readonly<Record<string, unknown>>): void {
  seen.set(`${where} names`, Object.keys(found).join());
  const { iat, exp } = found;
  if (typeof iat === 'number' && typeof exp === 'number') seen.set(`${where} lifetime`, String(exp - iat));
  for (const [name, value] of Object.entries(found)) {
    if (ownKnowledge.has(name)) continue;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    seen.set(`${where} ${name}`, text);
    seen.set(`${where} ${name} length`, String(text.length));
  }
}

function withoutClaims(
  found: Readonly<Record<string, unknown>>,
  claims: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(found).filter(([name]) => !claims.has(name)));
}
