import type { Agreement } from '../model/kinds/agreement.ts';
import { ruleId, type ReleasePolicy } from '../model/kinds/policy.ts';
import type { Service } from '../model/kinds/service.ts';
import { excessClaims, type ExcessClaim } from '../rules/policy-width.ts';
import type { BeforeAndAfter } from '../model/register-reader.ts';
import type { NarrowedPolicy } from './registry.ts';
import type { Step } from './step.ts';

/** Policies in use that a change could narrow, because it takes something away above them. */
export function policiesUnder({ kind, id }: Step, register: BeforeAndAfter): readonly ReleasePolicy[] {
  const { before, after } = register;
  switch (kind) {
    case 'agreement':
      return underAgreement(before.get(kind, id), after.get(kind, id), register);
    case 'service':
      return losesClaims(before.get(kind, id), after.get(kind, id))
        ? after.referringTo('policy', `service ${id}`)
        : [];
    case 'school': {
      const [old, next] = [before.get(kind, id), after.get(kind, id)];
      const moves = old !== undefined && next !== undefined && old.board !== next.board;
      return moves ? after.referringTo('policy', `school ${id}`) : [];
    }
    case 'board':
    case 'idp':
    case 'supplier':
    case 'sector':
    case 'policy':
    case 'access':
    case 'api-client':
    case 'objection':
      return [];
  }
}

/** Of these policies, those that say more than they may after a change and did not before, with the claims. */
export function newlyNarrowed(
  policies: readonly ReleasePolicy[],
  { before, after }: BeforeAndAfter,
): readonly NarrowedPolicy[] {
  return policies.flatMap((policy): readonly NarrowedPolicy[] => {
    const earlier = new Set(excessClaims(before, policy).flatMap(ofEach));
    const newly = excessClaims(after, policy).filter((excess) =>
      ofEach(excess).some((one) => !earlier.has(one)),
    );
    const claims = [...new Set(newly.map(({ claim }) => claim))];
    return claims.length === 0 ? [] : [{ kind: 'policy', id: ruleId(policy), claims }];
  });
}

function ofEach({ claim, affiliations }: ExcessClaim): readonly string[] {
  return affiliations.map((affiliation) => `${claim} ${affiliation}`);
}

function underAgreement(
  old: Agreement | undefined,
  next: Agreement | undefined,
  { after }: BeforeAndAfter,
): readonly ReleasePolicy[] {
  if (old === undefined) return [];
  const left = allowedBy(next);
  const lost = new Set([...allowedBy(old)].flatMap(([pair, service]) => (left.has(pair) ? [] : [service])));
  if (lost.size === 0) return [];
  return after
    .referringTo('school', `board ${old.board}`)
    .flatMap(({ id }) => [...lost].flatMap((service) => after.get('policy', `${id}/${service}`) ?? []));
}

/** What an agreement lets services have: service, claim, purpose and affiliation, with the service. */
function allowedBy(agreement: Agreement | undefined): ReadonlyMap<string, string> {
  if (agreement === undefined) return new Map();
  const covered = new Set(agreement.services.map(({ service }) => service));
  return new Map(
    agreement.annex
      .filter(({ service, ground }) => covered.has(service) && ground !== 'consent')
      .flatMap(({ service, claim, purposes, affiliations }) =>
        purposes.flatMap((purpose) =>
          affiliations.map(
            (affiliation) => [`${service} ${claim} ${purpose} ${affiliation}`, service] as const,
          ),
        ),
      ),
  );
}

function losesClaims(old: Service | undefined, next: Service | undefined): boolean {
  if (old === undefined || next === undefined) return false;
  const left = new Set(next.claims.map(registeredFor));
  return next.supplier !== old.supplier || old.claims.some((claim) => !left.has(registeredFor(claim)));
}

function registeredFor({ name, purpose }: { readonly name: string; readonly purpose: string }): string {
  return `${name} ${purpose}`;
}
