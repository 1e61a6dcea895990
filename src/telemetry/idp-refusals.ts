import type { Clock } from '../domain/clock.ts';
import type { IdpId } from '../domain/ids.ts';
import type { AuditEvent } from '../domain/ledger.ts';

/** In milliseconds: long enough for a small school to be seen, and over before the next lesson. */
const periodMillis = 15 * 60 * 1000;
/** Fewer are people who err, and small groups are people too. */
const fewestRefusals = 5;

/** Reasons that say something of the IdP: its answer, what it says of people, or that it does not answer. */
const ofIdp = /^(?:saml|oidc|identity)\.|^login\.(?:idp_unreachable|denied_by_school)$/;

export interface RefusalsOfIdp {
  readonly idp: IdpId;
  readonly refusals: number;
}

/** At which IdPs sign-ins are refused now: the morning on which one school is down stands out in it. */
export interface IdpRefusals {
  audited(event: Pick<AuditEvent, 'type' | 'reason' | 'idp'>): void;
  /** Of this period and the one before it, 15 to 30 minutes; those with the most come first. */
  most(count: number): readonly RefusalsOfIdp[];
}

/** Keeps two numbers for each IdP of the register, and forgets them after two periods. */
export function createIdpRefusals({ now }: Clock): IdpRefusals {
  let period = 0;
  let [current, before] = [new Map<IdpId, number>(), new Map<IdpId, number>()];
  const turnOver = (): void => {
    const next = Math.floor(now() / periodMillis);
    if (next === period) return;
    before = next === period + 1 ? current : new Map<IdpId, number>();
    current = new Map<IdpId, number>();
    period = next;
  };
  return {
    audited({ type, reason, idp }) {
      if (type !== 'login.rejected' || idp === undefined || !ofIdp.test(reason ?? '')) return;
      turnOver();
      current.set(idp, (current.get(idp) ?? 0) + 1);
    },
    most(count) {
      turnOver();
      return [...new Set([...before.keys(), ...current.keys()])]
        .map((idp) => ({ idp, refusals: (before.get(idp) ?? 0) + (current.get(idp) ?? 0) }))
        .filter(({ refusals }) => refusals >= fewestRefusals)
        .sort((one, other) => other.refusals - one.refusals || (one.idp < other.idp ? -1 : 1))
        .slice(0, count);
    },
  };
}
