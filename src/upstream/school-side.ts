import type { School } from '../register/model/kinds/school.ts';
import type { AttributeCatalogue } from '../domain/attributes.ts';
import type { BroughtAnswer } from '../domain/brought-answer.ts';
import type { AttributeName, SchoolId } from '../domain/ids.ts';
import type { AuditEvent } from '../domain/ledger.ts';
import type { Logger } from '../domain/logger.ts';
import type { SchoolIdentity } from '../domain/person.ts';
import type { Sealer } from '../domain/sealer.ts';
import type { HttpExchange } from '../http/exchange.ts';
import type { IdentityProvider } from '../register/model/kinds/idp.ts';
import type { Versioned } from '../register/model/versioned.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import { createNoticeReport, type NoticeReportParts } from './attributes/notice-report.ts';
import { createClockMonitor, type ClockReport } from './clock-monitor.ts';
import { createNationalNumberMonitor, type NationalNumberReport } from './national-number-monitor.ts';
import { toSchoolIdentity } from './school-identity.ts';
import type {
  Launch,
  LoginAnswer,
  LoginStart,
  PendingRequest,
  StartLogin,
  VerifiedAssertion,
} from './school-idp.ts';
import { createSchoolIdps, type SchoolIdpsOptions } from './school-idps.ts';
import { verifyThroughPassport } from './school-strategy.ts';

/** The schools' side as the login sees it: one thing, whatever protocol a school speaks. */
export interface SchoolSide {
  /** The caller remembers `pending`, and only then sends the browser on its way. */
  start(idp: Versioned<IdentityProvider>, input: StartLogin): Promise<LoginStart>;
  /** Which visit an answer claims to belong to, and which answer it is; `undefined`: it claims none. */
  brought(idp: Versioned<IdentityProvider>, answer: LoginAnswer): Promise<BroughtAnswer | undefined>;
  /** What an answer to no request wants to be opened, where this IdP may send such ones. */
  launch(idp: Versioned<IdentityProvider>, answer: LoginAnswer): Promise<Launch | undefined>;
  /** Verifies completely, and uses up nothing. */
  verify(
    exchange: HttpExchange,
    idp: Versioned<IdentityProvider>,
    answer: LoginAnswer,
    pending: PendingRequest,
  ): Promise<VerifiedAssertion>;
  /**
   * In our own vocabulary, with only what some agreement of the asserted schools can use. With `isInvited` also how the asserted
   * address compares with an invited one.
   */
  identify(
    assertion: VerifiedAssertion,
    idp: IdentityProvider,
    isInvited?: (asserted: string) => boolean,
  ): Promise<SchoolIdentity>;
}

/** What one snapshot of the register says about schools. */
export interface KnownSchools {
  school(id: SchoolId): School | undefined;
  /** What some agreement of these schools can use. */
  usableAttributes(schools: readonly SchoolId[]): ReadonlySet<AttributeName>;
}

export interface SchoolSideParts extends SchoolIdpsOptions {
  readonly catalogue: AttributeCatalogue;
  readonly register: { current(): KnownSchools };
  /** Seals what it keeps. */
  readonly store: EphemeralStore;
  readonly sealer: Sealer;
  /** Writes to the audit trail; must not throw. */
  readonly audit: (event: Omit<AuditEvent, 'at'>) => Promise<void>;
  /** Counts what an IdP sent and could not be used. */
  readonly countLeftOut: NoticeReportParts['count'];
  readonly today: NoticeReportParts['today'];
  readonly logger: Logger;
}

/** IdPs ready to use, and around them what watches their answers: the clock, national numbers, what was left out. */
export function createSchoolSide(parts: SchoolSideParts): SchoolSide {
  const { catalogue, register, clock, audit } = parts;
  const idps = createSchoolIdps(parts);
  const noticesOf = createNoticeReport({ audit, count: parts.countLeftOut, today: parts.today });
  const numberMonitor = createNationalNumberMonitor({
    store: parts.store,
    sealer: parts.sealer,
    clock,
    report: (finding) => void audit(numberEvent(finding)),
  });
  const clockMonitor = createClockMonitor(clock, (finding) => {
    const event = clockEvent(finding);
    parts.logger.error('clock.suspected', { reason: event.reason, count: event.number });
    void audit(event);
  });
  return {
    start: async (idp, input) => (await idps.of(idp)).startLogin(input),
    async brought(idp, answer) {
      const ready = await idps.of(idp);
      const handle = ready.handleOf(answer);
      return handle && { handle, digest: ready.digestOf(answer) };
    },
    launch: async (idp, answer) => (await idps.of(idp)).launch(answer),
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
    async identify(assertion, idp, isInvited) {
      // schools and what they can use are of one snapshot
      const current = register.current();
      const identity = toSchoolIdentity({
        assertion,
        idp,
        catalogue,
        schools: (id) => current.school(id),
        usable: (asserted) => current.usableAttributes(asserted),
        isInvited,
        notify: noticesOf(idp.id),
      });
      return numberMonitor.screen(identity);
    },
  };
}

function numberEvent({ idp, attribute, people, withheld }: NationalNumberReport): Omit<AuditEvent, 'at'> {
  const reason = withheld ? 'withheld' : 'believed_again';
  return { type: 'attribute.national_number', reason, idp, attribute, number: people };
}

function clockEvent({ deviation, idps }: ClockReport) {
  return { type: 'clock.suspected', reason: `clock_${deviation}`, number: idps } as const;
}
