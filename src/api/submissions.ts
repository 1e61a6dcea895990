import { faultOf } from '../domain/fault.ts';
import type { RecordName } from '../domain/record-kinds.ts';
import { ReadChanges } from '../register/changes/read-changes.ts';
import type { Submission } from '../register/changes/registry.ts';
import type { ApiScope } from '../register/model/api-scopes.ts';
import type { Change } from '../storage/stores/records.ts';
import { authorOf, type AuthenticatedClient } from './authenticated-client.ts';
import { kindRoute } from './kind-routes.ts';
import type { Problem } from './problem.ts';
import { byFilesAlone } from '../rights/refusals.ts';
import { rightsOf } from '../rights/rights.ts';

/** A change that an API client asks for, with the version that it looked at; 0: there is none. */
export type AskedChange = Change & { readonly version: number };

type Allowed =
  { readonly changes: ReadChanges; readonly submission: Submission } | { readonly problem: Problem };

/** What an API client asks for as it is submitted to the register: if its token is for that, and it can be read. */
export function submissionOf(
  client: AuthenticatedClient,
  asked: readonly AskedChange[],
  reason: string,
): Allowed {
  const missing = missingScope(client, asked);
  if (missing !== undefined) return { problem: missing };
  const changes = ReadChanges.ofWritten(asked.map(withoutVersion));
  if ('faults' in changes) return { problem: { code: 'invalid', faults: changes.faults } };
  const expected = asked.map(({ kind, id, version }) => ({ kind, id, version }));
  return { changes, submission: { author: authorOf(client), reason, expected, rights: rightsOf(client) } };
}

function withoutVersion({ version: _version, ...change }: AskedChange): Change {
  return change;
}

/** RFC 6750 section 3.1. */
export function insufficientScope(scope: ApiScope): Problem {
  const challenge = `Bearer error="insufficient_scope", scope="${scope}"`;
  return { code: 'insufficient_scope', headers: { 'WWW-Authenticate': challenge } };
}

function missingScope(client: AuthenticatedClient, asked: readonly RecordName[]): Problem | undefined {
  for (const { kind, id } of asked) {
    const { writeScope } = kindRoute(kind);
    if (writeScope === undefined) return { code: 'forbidden', faults: [faultOf({ kind, id }, byFilesAlone)] };
    if (!client.scopes.has(writeScope)) return insufficientScope(writeScope);
  }
  return undefined;
}

export function versionMismatch({ kind, id }: RecordName, version: number): Problem {
  // word for word as for what the client may not see
  if (version === 0) return { code: 'not_found' };
  return { code: 'version_mismatch', detail: `${kind} ${id} is at version ${String(version)}` };
}
