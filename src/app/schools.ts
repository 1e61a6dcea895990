import type { RequestHandler } from 'express';
import type { AttributeCatalogue } from '../domain/attributes.ts';
import { dayAt, type Clock } from '../domain/clock.ts';
import { SluisError } from '../domain/errors.ts';
import { idpId } from '../domain/ids.ts';
import type { Outgoing } from '../domain/outgoing.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { SecretReference } from '../register/model/register.ts';
import type { Settings } from '../config/settings.ts';
import type { RegisterView } from '../register/replica/register.ts';
import type { Logger } from '../domain/logger.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { SchoolSide } from '../login/parts.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { createClockMonitor } from '../upstream/clock-monitor.ts';
import { createNationalNumberMonitor } from '../upstream/national-number-monitor.ts';
import { readSchoolAnswer, startAtSchool } from '../upstream/passport-exchange.ts';
import { samlServiceProviderMetadata } from '../upstream/saml/metadata.ts';
import { toSchoolIdentity } from '../upstream/school-identity.ts';
import { createSchoolIdps } from '../upstream/school-idps.ts';
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
}

/** Wires `upstream/` to what the login needs of it. */
export function createSchoolSide(
  parts: SchoolParts & {
    readonly ledger: Ledger;
    readonly outgoing: Outgoing;
    readonly sealed: EphemeralStore;
    readonly metrics: Metrics;
  },
): SchoolSide {
  const { settings, keyring, catalogue, register, ledger, sealed, clock } = parts;
  const noticesOf = createNoticeReport({ ...parts, today: () => dayAt(clock.now(), settings.timeZone) });
  const idps = createSchoolIdps({ ...parts, issuer: settings.issuer, samlKeys: keyring.saml });
  const monitor = createNationalNumberMonitor({
    store: sealed,
    sealer: keyring.sealer,
    clock,
    report({ idp, attribute, people, withheld }) {
      const reason = withheld ? 'withheld' : 'believed_again';
      void ledger.audit({ type: 'attribute.national_number', reason, idp, attribute, number: people });
    },
  });
  const clockMonitor = createClockMonitor(parts.clock, ({ deviation, idps: count }) => {
    const reason = `clock_${deviation}`;
    parts.logger.error('clock.suspected', { reason, count });
    void ledger.audit({ type: 'clock.suspected', reason, number: count });
  });
  return {
    start: async (exchange, idp, input) => startAtSchool(exchange, await idps.of(idp), input),
    handleOf: async (idp, answer) => (await idps.of(idp)).handleOf(answer),
    async read(exchange, idp, answer, pending) {
      try {
        const assertion = await readSchoolAnswer(exchange, await idps.of(idp), answer, pending);
        clockMonitor.answered(idp.record.id);
        return assertion;
      } catch (error) {
        clockMonitor.failed(idp.record.id, error);
        throw error;
      }
    },
    async identify(assertion, idp) {
      const current = register.current();
      const identity = toSchoolIdentity({
        assertion,
        idp,
        catalogue,
        schools: (id) => current.school(id),
        usable: (asserted) => current.usableAttributes(asserted),
        notify: noticesOf(idp.id),
      });
      return monitor.screen(identity);
    },
  };
}

/** Our own SAML metadata towards one IdP (SAML 2.0 Metadata), for the school's administrator to load. */
export function createMetadataRoute({ register, settings, keyring }: SchoolParts): RequestHandler {
  return (request, response) => {
    const id = idpId(String(request.params['idp']));
    const idp = id && register.current().idp(id)?.record;
    if (idp?.protocol.kind !== 'saml') {
      throw new SluisError('http.not_found', 'no SAML IdP of that name', { whoseTurn: 'operator' });
    }
    response.type('application/samlmetadata+xml').send(
      samlServiceProviderMetadata({
        idpId: idp.id,
        issuer: settings.issuer,
        keys: keyring.saml,
        signRequests: idp.protocol.signRequests,
      }),
    );
  };
}
