import type { Accounts } from '../accounts/accounts.ts';
import type { Factors } from '../factors/factors.ts';
import type { AttributeCatalogue } from '../domain/attributes.ts';
import type { CalendarDay, Clock } from '../domain/clock.ts';
import type { ServiceId, SessionId, Subject } from '../domain/ids.ts';
import type { Language } from '../domain/language.ts';
import { dayForPeople } from '../domain/moment-for-people.ts';
import type { AuditEvent } from '../domain/ledger.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { Documents } from '../documents/documents.ts';
import type { TakeCode } from '../downstream/take-code.ts';
import type { AnnouncementsFor } from '../http/announcements.ts';
import type { Cookies } from '../http/cookies.ts';
import type { HttpExchange } from '../http/exchange.ts';
import type { SignInsAt } from '../http/school-help.ts';
import type { Registry } from '../register/changes/registry.ts';
import type { RegisterView } from '../register/replica/register.ts';
import type { BrowserSession } from '../session/session-records.ts';
import type { InvitedAddresses } from '../session/invited-addresses.ts';
import type { DraftStore } from '../storage/stores/draft-store.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import type { LedgerStore } from '../storage/stores/ledger-store.ts';
import type { PersonSearch } from './questions/person-search.ts';

export interface PortalParts {
  readonly issuer: string;
  /** The service of the register that the portal signs people in as. */
  readonly portal: ServiceId;
  /** What there is to say about people. */
  readonly catalogue: AttributeCatalogue;
  readonly accounts: Accounts;
  readonly factors: Factors;
  /** Seals what it keeps. */
  readonly store: EphemeralStore;
  readonly register: RegisterView;
  /** Through which the register changes, and as it is at this very moment. */
  readonly registry: Pick<
    Registry,
    'find' | 'findAll' | 'ask' | 'history' | 'submit' | 'scheduled' | 'cancel'
  >;
  /** What somebody wrote down for somebody else to publish. */
  readonly drafts: Pick<DraftStore, 'add' | 'list' | 'remove'>;
  /** What left, counted; nobody's entries. */
  readonly pastDisclosures: Pick<LedgerStore, 'countClaims' | 'countByDay'>;
  /** Documents of boards: what is signed at the portal is kept there. */
  readonly documents: Documents;
  /** What the broker says about a sign-in that came back. */
  readonly takeCode: TakeCode;
  /** What the login of an acceptance asserts, as one word. */
  readonly invitedAddresses: InvitedAddresses;
  readonly findSession: (id: SessionId) => Promise<BrowserSession | undefined>;
  /** Under which name the portal, and nobody else, knows who signed in. */
  readonly subjectOf: (session: BrowserSession) => Promise<Subject>;
  readonly people: PersonSearch;
  /** What sign-ins at schools came to: what was released, and by error id and by number what was not. */
  readonly trail: Pick<LedgerStore, 'list' | 'listAudit' | 'findError' | 'countRefusals'>;
  readonly signInsAt: SignInsAt;
  readonly announcementsFor: AnnouncementsFor;
  readonly audit: (event: AuditEvent) => Promise<void>;
  /** Throws `http.rate_limited` when one address makes us keep too much. */
  readonly limitVisits: (exchange: HttpExchange) => Promise<void>;
  readonly cookies: Cookies;
  readonly clock: Clock;
  /** Of the federation (IANA). */
  readonly timeZone: string;
  readonly randomness: Randomness;
  /** In that zone, at the moment of the call. */
  readonly today: () => CalendarDay;
  /** In that zone: the day of a moment, in milliseconds since the epoch. */
  readonly dayOf: (moment: number) => CalendarDay;
  /** The moment at which a day begins in that zone. */
  readonly firstMomentOf: (day: CalendarDay) => number;
  /** Day and time of such a moment, as people write it. */
  readonly momentOf: (moment: number) => Readonly<Record<Language, string>>;
  /** The time of such a moment alone. */
  readonly timeOf: (moment: number) => Readonly<Record<Language, string>>;
}

/** Day with its year, and time: of what may be long ago. */
export function whenIn(
  { dayOf, timeOf }: Pick<PortalParts, 'dayOf' | 'timeOf'>,
  moment: number,
  language: Language,
): string {
  return `${dayForPeople(dayOf(moment), language)}, ${timeOf(moment)[language]}`;
}
