import type { Finding } from '../domain/fault.ts';
import type { Rights } from '../register/changes/registry.ts';
import type { Step } from '../register/changes/step.ts';
import type { BeforeAndAfter } from '../register/model/register-reader.ts';
import { callerOf, programOf, type Caller } from './caller.ts';
import { kindRoute } from './kind-routes.ts';
import { rightsOf } from './rights/rights.ts';

/**
 * What the author of a change for later may do when it is due. A program: what it may do when it asks, with the program, the
 * records and their schools as the register has them by then, and with all its scopes, because a token is long gone.
 * `undefined`: no program, whose changes need no rights.
 */
export function rightsWhenDue(author: string): Rights | undefined {
  const program = programOf(author);
  if (program === undefined) return undefined;
  return { sees: () => true, refusal: (step, register) => refusalOf(program, step, register) };
}

function refusalOf(program: string, step: Step, register: BeforeAndAfter): Finding | undefined {
  const client = register.before.get('api-client', program);
  if (client === undefined) return noLongerAdmitted(program);
  const caller = callerOf(client, new Set(client.scopes));
  const rights = rightsOf(caller);
  return (
    scopeFault(caller, step) ??
    (rights.sees(step, register) ? rights.refusal(step, register) : noLongerSeen(caller))
  );
}

function scopeFault(caller: Caller, { kind }: Step): Finding | undefined {
  const scope = kindRoute(kind).writeScope;
  if (scope === undefined || caller.scopes.has(scope)) return undefined;
  const problem = `program ${caller.id}, which asked for this, no longer has scope ${scope}`;
  return { path: [], problem, remedy: 'give it that scope, and ask again' };
}

function noLongerSeen({ id }: Caller): Finding {
  const problem = `program ${id}, which asked for this, no longer sees this record`;
  return { path: [], problem, remedy: 'let whoever it now belongs to ask for it' };
}

function noLongerAdmitted(program: string): Finding {
  const problem = `program ${program}, which asked for this, is no longer admitted`;
  return { path: [], problem, remedy: 'let a program ask for it that is' };
}
