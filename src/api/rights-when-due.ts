import type { Finding } from '../domain/fault.ts';
import type { Rights } from '../register/changes/registry.ts';
import type { Step } from '../register/changes/step.ts';
import type { BeforeAndAfter } from '../register/model/register-reader.ts';
import { authenticatedClient, apiClientOf, type AuthenticatedClient } from './authenticated-client.ts';
import { kindRoute } from './kind-routes.ts';
import { rightsOf } from '../rights/rights.ts';

/**
 * What the author of a change for later may do when it is due. An API client: what it may do when it asks, with the API client, the
 * records and their schools as the register has them by then, and with all its scopes, because a token is long gone.
 * `undefined`: no API client, whose changes need no rights.
 */
export function rightsWhenDue(author: string): Rights | undefined {
  const id = apiClientOf(author);
  if (id === undefined) return undefined;
  return { sees: () => true, refusal: (step, register) => refusalOf(id, step, register) };
}

function refusalOf(id: string, step: Step, register: BeforeAndAfter): Finding | undefined {
  const record = register.before.get('api-client', id);
  if (record === undefined) return noLongerAdmitted(id);
  const client = authenticatedClient(record, new Set(record.scopes));
  const rights = rightsOf(client);
  return (
    scopeFault(client, step) ??
    (rights.sees(step, register) ? rights.refusal(step, register) : noLongerSeen(client))
  );
}

function scopeFault(client: AuthenticatedClient, { kind }: Step): Finding | undefined {
  const scope = kindRoute(kind).writeScope;
  if (scope === undefined || client.scopes.has(scope)) return undefined;
  const problem = `API client ${client.id}, which asked for this, no longer has scope ${scope}`;
  return { path: [], problem, remedy: 'give it that scope, and ask again' };
}

function noLongerSeen({ id }: AuthenticatedClient): Finding {
  const problem = `API client ${id}, which asked for this, no longer sees this record`;
  return { path: [], problem, remedy: 'let whoever it now belongs to ask for it' };
}

function noLongerAdmitted(id: string): Finding {
  const problem = `API client ${id}, which asked for this, is no longer admitted`;
  return { path: [], problem, remedy: 'ask for it with an API client that is admitted' };
}
