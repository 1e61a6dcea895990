import type { SecretReference } from '../register/model/secret-reference.ts';
import type { RequestHandler } from 'express';
import type { Settings } from '../config/settings.ts';
import type { AttributeCatalogue } from '../domain/attributes.ts';
import { dayAt, type Clock } from '../domain/clock.ts';
import type { Logger } from '../domain/logger.ts';
import type { Outgoing } from '../domain/outgoing.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { RegisterView } from '../register/replica/register.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { createMetadataRoute } from '../upstream/saml/metadata-route.ts';
import { createSchoolSide, type SchoolSide, type SchoolSideReports } from '../upstream/school-side.ts';
import { createNoticeReport } from './identity-notices.ts';

interface SchoolParts {
  readonly settings: Settings;
  readonly keyring: Keyring;
  readonly catalogue: AttributeCatalogue;
  readonly register: RegisterView;
  readonly readSecret: (reference: SecretReference) => Promise<string>;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly logger: Logger;
  readonly ledger: Ledger;
  readonly outgoing: Outgoing;
  readonly sealed: EphemeralStore;
  readonly metrics: Metrics;
}

/** Wires `upstream/` to the register, the keys, and to who is told what it finds. */
export function wireSchoolSide(parts: SchoolParts): SchoolSide {
  const { settings, keyring, register } = parts;
  return createSchoolSide({
    ...parts,
    issuer: settings.issuer,
    samlKeys: keyring.saml,
    sealer: keyring.sealer,
    register: () => register.current(),
    reports: reportsOf(parts),
  });
}

/** To the audit trail, the log and the counts. */
function reportsOf({ settings, clock, ledger, logger, metrics }: SchoolParts): SchoolSideReports {
  return {
    leftOut: createNoticeReport({ ledger, metrics, today: () => dayAt(clock.now(), settings.timeZone) }),
    nationalNumber({ idp, attribute, people, withheld }) {
      const reason = withheld ? 'withheld' : 'believed_again';
      void ledger.audit({ type: 'attribute.national_number', reason, idp, attribute, number: people });
    },
    clock({ deviation, idps: count }) {
      const reason = `clock_${deviation}`;
      logger.error('clock.suspected', { reason, count });
      void ledger.audit({ type: 'clock.suspected', reason, number: count });
    },
  };
}

export function wireMetadataRoute({
  settings,
  keyring,
  register,
}: Pick<SchoolParts, 'settings' | 'keyring' | 'register'>): RequestHandler {
  return createMetadataRoute({
    issuer: settings.issuer,
    keys: keyring.saml,
    idp: (id) => register.current().idp(id)?.record,
  });
}
