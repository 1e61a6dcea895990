import { schoolId } from '../domain/ids.ts';
import type { SchoolId } from '../domain/ids.ts';
import { institutionOf, isBranch, isBrin } from '../domain/brin.ts';
import type { School } from '../register/model/kinds/school.ts';
import type { RegisterView } from '../register/replica/register.ts';

const prefix = 'school:';

/** The school named in `login_hint=school:<id>`; other hints are ignored and passed on to nobody. */
export function schoolHint(loginHint: unknown): SchoolId | undefined {
  return typeof loginHint === 'string' && loginHint.startsWith(prefix)
    ? schoolId(loginHint.slice(prefix.length))
    : undefined;
}

/**
 * Reads the `login_hint` of a request: by id or by BRIN, and from here on by id. A hint that names no school of the register is
 * forgotten, so that the person chooses; it says nothing to us, and the library keeps it twice.
 */
export function createReadSchoolHint(register: Pick<RegisterView, 'current'>) {
  return ({ oidc: { params } }: RequestWithParams): void => {
    const sent = params?.['login_hint'];
    if (params === undefined || sent === undefined) return;
    const school = namedBy(sent, register);
    params['login_hint'] = school && `${prefix}${school.id}`;
  };
}

interface RequestWithParams {
  readonly oidc: { readonly params?: Record<string, unknown> | undefined };
}

function namedBy(hint: unknown, register: Pick<RegisterView, 'current'>): School | undefined {
  if (typeof hint !== 'string' || !hint.startsWith(prefix)) return undefined;
  const name = hint.slice(prefix.length);
  const id = schoolId(name);
  const current = register.current();
  return (id && current.school(id)) ?? byBrin(name.toUpperCase(), current.schools());
}

/**
 * Of the institution when the branch is not registered by itself, and the other way round where it has one branch only: of
 * several the person has to choose.
 */
function byBrin(brin: string, schools: readonly School[]): School | undefined {
  if (!isBrin(brin)) return undefined;
  const found = byBrins(schools);
  const [exact] = found.get(brin) ?? [];
  if (exact !== undefined) return exact;
  const [only, ...others] = found.get(isBranch(brin) ? institutionOf(brin) : branchesOf(brin)) ?? [];
  return others.length === 0 ? only : undefined;
}

type ByBrin = ReadonlyMap<string, readonly School[]>;
/** The list is the same until a school changes. */
const known = new WeakMap<readonly School[], ByBrin>();

/** By BRIN as registered, and branches by `branchesOf` their institution besides. */
function byBrins(schools: readonly School[]): ByBrin {
  const made = known.get(schools) ?? indexOf(schools);
  known.set(schools, made);
  return made;
}

function indexOf(schools: readonly School[]): ByBrin {
  const found = new Map<string, School[]>();
  for (const school of schools) {
    const { brin } = school;
    for (const name of isBranch(brin) ? [brin, branchesOf(institutionOf(brin))] : [brin]) {
      const others = found.get(name);
      if (others === undefined) found.set(name, [school]);
      else others.push(school);
    }
  }
  return found;
}

function branchesOf(institution: string): string {
  return `${institution}*`;
}
