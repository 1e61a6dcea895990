import { narrowedPolicies } from '../rules/policy-width.ts';
import type { RegisterIndex } from '../rules/register-index.ts';
import type { AttributeCatalogue } from '../../domain/attributes.ts';
import { agreementRecord } from '../model/agreement-records.ts';
import { schoolRecord } from '../model/school-records.ts';
import { serviceRecord } from '../model/supplier-records.ts';
import type { StoredRecord } from '../../storage/stores/records.ts';
import type { NarrowedPolicy } from './registry.ts';
import type { Step } from './step.ts';
import { federationOf } from './focus.ts';
import type { Surroundings } from './surroundings.ts';

/** Policies in use that a change could narrow, because it takes something away above them. */
export function policiesUnder(step: Step, after: Surroundings): readonly StoredRecord[] {
  switch (step.kind) {
    case 'agreement':
      return underAgreement(step, after);
    case 'service':
      return losesClaims(step) ? after.mentioning('policy', `service ${step.id}`) : [];
    case 'school':
      return movesToBoard(step) ? after.mentioning('policy', `school ${step.id}`) : [];
    default:
      return [];
  }
}

/** Of these policies, those that say more than they may after a change and did not before, with the claims. */
export function newlyNarrowed(
  policies: readonly StoredRecord[],
  indexes: { readonly before: RegisterIndex; readonly after: RegisterIndex },
  catalogue: AttributeCatalogue,
): readonly NarrowedPolicy[] {
  if (policies.length === 0) return [];
  const focus = federationOf(policies);
  const earlier = narrowedPolicies({ focus, index: indexes.before, catalogue });
  const narrowedBefore = new Map(earlier.map(({ id, claims }) => [id, new Set<string>(claims)]));
  return narrowedPolicies({ focus, index: indexes.after, catalogue }).flatMap(({ kind, id, claims }) => {
    const fresh = claims.filter((claim) => narrowedBefore.get(id)?.has(claim) !== true);
    return fresh.length === 0 ? [] : [{ kind, id, claims: fresh }];
  });
}

function underAgreement({ before, after }: Step, register: Surroundings): readonly StoredRecord[] {
  const old = agreementRecord.safeParse(before);
  if (!old.success) return [];
  const left = allowedBy(after);
  const lost = new Set(
    [...allowedBy(before)].flatMap(([pair, service]) => (left.has(pair) ? [] : [service])),
  );
  if (lost.size === 0) return [];
  return register
    .mentioning('school', `board ${old.data.board}`)
    .flatMap(({ id }) => [...lost].flatMap((service) => register.find('policy', `${id}/${service}`) ?? []));
}

/** What an agreement lets services have: service, claim and purpose, with the service. */
function allowedBy(agreement: unknown): ReadonlyMap<string, string> {
  const read = agreementRecord.safeParse(agreement);
  if (!read.success) return new Map();
  const covered = new Set(read.data.services.map(({ service }) => service));
  return new Map(
    read.data.annex
      .filter(({ service }) => covered.has(service))
      .flatMap(({ service, claim, purposes }) =>
        purposes.map((purpose) => [`${service} ${claim} ${purpose}`, service]),
      ),
  );
}

function losesClaims({ before, after }: Step): boolean {
  const [old, next] = [serviceRecord.safeParse(before), serviceRecord.safeParse(after)];
  if (!old.success || !next.success) return false;
  const left = new Set(next.data.claims.map(registeredFor));
  return (
    next.data.supplier !== old.data.supplier ||
    old.data.claims.some((claim) => !left.has(registeredFor(claim)))
  );
}

function registeredFor({ name, purpose }: { readonly name: string; readonly purpose: string }): string {
  return `${name} ${purpose}`;
}

function movesToBoard({ before, after }: Step): boolean {
  const [old, next] = [schoolRecord.safeParse(before), schoolRecord.safeParse(after)];
  return old.success && next.success && old.data.board !== next.data.board;
}
