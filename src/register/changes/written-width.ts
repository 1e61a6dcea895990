import { excesses } from '../rules/coherence.ts';
import type { Incoherence, Picture } from '../rules/picture.ts';
import { policyRecordId, type Federation } from '../model/federation-records.ts';
import type { AccessRule, Agreement, AnnexRow, ReleasePolicy } from '../model/register.ts';
import type { RecordFault, StoredRecord } from '../../storage/stores/records.ts';
import type { Step } from './step.ts';
import { federationOf, namedFaults } from './focus.ts';
import { nameOf } from './record-name.ts';

/**
 * Agreements, policies and access rules that are written and say more than others allow. What the record said before, and
 * was narrowed since, may stay: taking one thing away from a narrowed policy is never refused because of another.
 * The focus of the picture holds no other policies and access rules than those that are written; it may hold agreements
 * that only name what is written.
 */
export function widthFaults(
  steps: readonly Step[],
  { focus: considered, index, catalogue }: Picture,
): readonly RecordFault[] {
  const written = new Set(steps.map(nameOf));
  const agreements = considered.agreements.filter(({ id }) => written.has(nameOf({ kind: 'agreement', id })));
  const focus = { ...considered, agreements };
  const former = federationOf(
    steps
      .filter(({ kind }) => kind === 'agreement' || kind === 'policy' || kind === 'access')
      .flatMap((step) => (step.before === undefined ? [] : [asRecord(step, step.before)])),
  );
  const found = excesses({ focus, index, catalogue });
  const tolerated = saidBefore(former, focus);
  return namedFaults(
    focus,
    found.filter((excess) => !tolerated.has(saidAt(focus, excess))),
  );
}

function asRecord({ kind, id }: Step, body: unknown): StoredRecord {
  return { kind, id, version: 0, body };
}

/** What the records said before and may go on to say: a policy that is switched on is written anew. */
function saidBefore(former: Federation, focus: Federation): ReadonlySet<string> {
  const switchedOn = new Set(focus.policies.filter(({ enabled }) => enabled).map(policyRecordId));
  const policies = former.policies.filter(
    (policy) => policy.enabled || !switchedOn.has(policyRecordId(policy)),
  );
  return new Set([
    ...former.agreements.flatMap((agreement) => agreement.annex.map((row) => rowKey(agreement, row))),
    ...policies.flatMap((policy) => policy.claims.map(({ name }) => claimKey(policy, name))),
    ...former.access.flatMap((rule) => (rule.kinds ?? []).map((kind) => kindKey(rule, kind))),
  ]);
}

/** What an excess is about, in the words of `saidBefore`. */
function saidAt({ agreements, policies, access }: Federation, excess: Incoherence): string {
  const position = Number(excess.path[1]);
  switch (excess.kind) {
    case 'agreement': {
      const agreement = agreements[excess.index];
      const row = agreement?.annex[position];
      return agreement === undefined || row === undefined ? '' : rowKey(agreement, row);
    }
    case 'policy': {
      const policy = policies[excess.index];
      return policy === undefined ? '' : claimKey(policy, policy.claims[position]?.name ?? '');
    }
    case 'access': {
      const rule = access[excess.index];
      return rule === undefined ? '' : kindKey(rule, rule.kinds?.[position] ?? '');
    }
    default:
      return '';
  }
}

function rowKey({ id }: Agreement, { service, claim, purposes }: AnnexRow): string {
  return [nameOf({ kind: 'agreement', id }), service, claim, ...purposes.toSorted()].join(' ');
}

function claimKey(policy: ReleasePolicy, claim: string): string {
  return `${nameOf({ kind: 'policy', id: policyRecordId(policy) })} ${claim}`;
}

function kindKey(rule: AccessRule, kind: string): string {
  return `${nameOf({ kind: 'access', id: policyRecordId(rule) })} ${kind}`;
}
