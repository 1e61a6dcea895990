import type { Fault, Finding } from '../../domain/fault.ts';
import type { Service } from '../model/kinds/service.ts';
import type { Records } from '../model/records.ts';

/**
 * Redirect URIs that a request will hardly ever match: they are compared letter by letter (RFC 6749 section 3.1.2.3), and what sends
 * them, a browser or a library, writes addresses in one way only.
 */
export function* redirectUriRules(written: Pick<Records, 'service'>): Generator<Fault> {
  for (const service of written.service) {
    for (const list of ['redirectUris', 'postLogoutRedirectUris'] as const) yield* faultsIn(service, list);
  }
}

function* faultsIn(
  { id, client }: Service,
  list: 'redirectUris' | 'postLogoutRedirectUris',
): Generator<Fault> {
  for (const [position, uri] of client[list].entries()) {
    const finding = findingAbout(uri);
    if (finding !== undefined) yield { kind: 'service', id, path: ['client', list, position], ...finding };
  }
}

function findingAbout(uri: string): Omit<Finding, 'path'> | undefined {
  if (uri.includes('*')) {
    const problem = 'has a wildcard, and is compared letter by letter';
    return { problem, remedy: 'name each address in full' };
  }
  // the URL Standard: capitals of scheme and host, the port of the scheme, dot segments and the like are written away
  const sent = URL.parse(uri)?.href;
  if (sent === uri) return undefined;
  return {
    problem: 'is compared letter by letter, and browsers and libraries write this address otherwise',
    remedy: sent === undefined ? 'correct the address' : `write it as they do: ${sent}`,
  };
}
