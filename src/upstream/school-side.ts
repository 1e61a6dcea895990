import type { IdentityProvider } from '../register/model/kinds/idp.ts';
import type { School } from '../register/model/kinds/school.ts';
import type { Versioned } from '../register/model/versioned.ts';
import type { AttributeCatalogue } from '../domain/attributes.ts';
import type { AttributeName, IdpId, RequestHandle, SchoolId } from '../domain/ids.ts';
import type { SchoolIdentity } from '../domain/person.ts';
import type { Sealer } from '../domain/sealer.ts';
import type { HttpExchange } from '../http/exchange.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import type { Notify } from './attributes/notices.ts';
import { createClockMonitor, type ClockReport } from './clock-monitor.ts';
import { createNationalNumberMonitor, type NationalNumberReport } from './national-number-monitor.ts';
import { toSchoolIdentity } from './school-identity.ts';
import type { LoginAnswer, LoginStart, PendingRequest, StartLogin, VerifiedAssertion } from './school-idp.ts';
import { createSchoolIdps, type SchoolIdpsOptions } from './school-idps.ts';
import { verifyThroughPassport } from './school-strategy.ts';

/** The schools' side as the login sees it: one thing, whatever protocol a school speaks. */
export interface SchoolSide {
  /** The caller remembers `pending`, and only then sends the browser on its way. */
  start(idp: Versioned<IdentityProvider>, input: StartLogin): Promise<LoginStart>;
  /** The visit that an answer claims to belong to; not believed, only used to look it up. */
  handleOf(idp: Versioned<IdentityProvider>, answer: LoginAnswer): Promise<RequestHandle | undefined>;
  /** Verifies completely, and uses up nothing. */
  verify(
    exchange: HttpExchange,
    idp: Versioned<IdentityProvider>,
    answer: LoginAnswer,
    pending: PendingRequest,
  ): Promise<VerifiedAssertion>;
  /** In our own vocabulary, with only what some agreement of the asserted schools can use. */
  identify(assertion: VerifiedAssertion, idp: IdentityProvider): Promise<SchoolIdentity>;
}

export interface SchoolSideParts extends SchoolIdpsOptions {
  readonly catalogue: AttributeCatalogue;
  /** The register as it is now. */
  readonly register: () => {
    school(id: SchoolId): School | undefined;
    usableAttributes(schools: readonly SchoolId[]): ReadonlySet<AttributeName>;
  };
  /** Seals what it keeps: counts of national numbers, which all nodes share. */
  readonly sealed: EphemeralStore;
  readonly sealer: Sealer;
  readonly reports: SchoolSideReports;
}

/** What the operator is to be told of the schools' IdPs, and never a value. */
export interface SchoolSideReports {
  readonly leftOut: (idp: IdpId) => Notify;
  readonly nationalNumber: (finding: NationalNumberReport) => void;
  readonly clock: (finding: ClockReport) => void;
}

export function createSchoolSide(parts: SchoolSideParts): SchoolSide {
  const { catalogue, register, sealed, sealer, clock, reports } = parts;
  const idps = createSchoolIdps(parts);
  const clockMonitor = createClockMonitor(clock, reports.clock);
  const numberMonitor = createNationalNumberMonitor({
    store: sealed,
    sealer,
    clock,
    report: reports.nationalNumber,
  });
  return {
    start: async (idp, input) => (await idps.of(idp)).startLogin(input),
    handleOf: async (idp, answer) => (await idps.of(idp)).handleOf(answer),
    async verify(exchange, idp, answer, pending) {
      try {
        const assertion = await verifyThroughPassport(exchange, await idps.of(idp), answer, pending);
        clockMonitor.answered(idp.record.id);
        return assertion;
      } catch (error) {
        clockMonitor.failed(idp.record.id, error);
        throw error;
      }
    },
    async identify(assertion, idp) {
      const current = register();
      const identity = toSchoolIdentity({
        assertion,
        idp,
        catalogue,
        schools: (id) => current.school(id),
        usable: (asserted) => current.usableAttributes(asserted),
        notify: reports.leftOut(idp.id),
      });
      return numberMonitor.screen(identity);
    },
  };
}
