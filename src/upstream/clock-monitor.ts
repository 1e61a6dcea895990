import type { Clock } from '../domain/clock.ts';
import type { ErrorCode } from '../domain/error-codes.ts';
import { SluisError } from '../domain/errors.ts';
import type { IdpId } from '../domain/ids.ts';

/** So many different IdPs, and half of all that answered, within the window: then it is we who are wrong. */
export const enoughIdps = 3;
const suspiciousShare = 0.5;
const windowMillis = 10 * 60 * 1000;

/** What our clock seems to be. */
type Deviation = 'behind' | 'ahead';

/**
 * Refusals for the time of an answer, all after its signature was verified: nobody but an IdP can cause them. A moment that
 * lies in our future says that our clock is behind, one that is over that it is ahead.
 */
const deviations: ReadonlyMap<ErrorCode, Deviation> = new Map<ErrorCode, Deviation>([
  ['saml.issued_in_future', 'behind'],
  ['saml.not_yet_valid', 'behind'],
  ['saml.authentication_in_future', 'behind'],
  ['oidc.issued_in_future', 'behind'],
  ['oidc.not_yet_valid', 'behind'],
  ['saml.expired', 'ahead'],
  ['saml.issued_before_request', 'ahead'],
  ['oidc.token_expired', 'ahead'],
]);

export interface ClockReport {
  readonly deviation: Deviation;
  /** IdPs that say so. */
  readonly idps: number;
}

/** Watches whether the answers of many IdPs are off in the same direction. One IdP with a wrong clock is its own fault. */
export interface ClockMonitor {
  answered(idp: IdpId): void;
  failed(idp: IdpId, error: unknown): void;
}

interface Seen {
  readonly at: number;
  readonly deviation: Deviation | undefined;
}

/** `report` is called when it begins, and again every ten minutes that it lasts. */
export function createClockMonitor(clock: Clock, report: (finding: ClockReport) => void): ClockMonitor {
  /** What each IdP showed last: bounded by the register, since nobody else gets here. */
  const seen = new Map<IdpId, Seen>();
  let reportedAt = -Infinity;

  const note = (idp: IdpId, deviation: Deviation | undefined): void => {
    const at = clock.now();
    seen.set(idp, { at, deviation });
    if (deviation === undefined) return;
    for (const [known, last] of seen) {
      if (Math.abs(at - last.at) > windowMillis) seen.delete(known);
    }
    const idps = [...seen.values()].filter((last) => last.deviation === deviation).length;
    if (idps < enoughIdps || idps < seen.size * suspiciousShare) return;
    if (Math.abs(at - reportedAt) < windowMillis) return;
    reportedAt = at;
    report({ deviation, idps });
  };

  return {
    answered(idp) {
      note(idp, undefined);
    },
    failed(idp, error) {
      const deviation = error instanceof SluisError ? deviations.get(error.code) : undefined;
      // any other failure says nothing about the time
      if (deviation !== undefined) note(idp, deviation);
    },
  };
}
