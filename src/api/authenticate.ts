import type { ApiScope } from '../register/model/api-scopes.ts';
import type { ApiClient } from '../register/model/kinds/api-client.ts';
import type { Request } from 'express';
import { authenticatedClient, type AuthenticatedClient } from './authenticated-client.ts';
import type { Problem } from './problem.ts';

/** Whose access token this is, and what it is for at this moment; passed in, because tokens are not made here. */
export type ReadToken = (
  token: string,
) => Promise<{ readonly client: ApiClient; readonly scopes: ReadonlySet<ApiScope> } | undefined>;

const bearer = /^Bearer +([A-Za-z0-9\-._~+/]{1,500}=*)$/i;

/** The API client that calls, by its token in the Authorization header (RFC 6750 section 2.1) and nowhere else. */
export async function authenticate(
  request: Request,
  readToken: ReadToken,
): Promise<AuthenticatedClient | { readonly problem: Problem }> {
  const header = request.headers.authorization;
  if (header === undefined) return challenge('Bearer realm="Sluis management API"');
  const token = bearer.exec(header)?.[1];
  const read = token === undefined ? undefined : await readToken(token);
  if (read === undefined) return challenge('Bearer realm="Sluis management API", error="invalid_token"');
  return authenticatedClient(read.client, read.scopes);
}

function challenge(value: string): { readonly problem: Problem } {
  return { problem: { code: 'unauthorized', headers: { 'WWW-Authenticate': value } } };
}
