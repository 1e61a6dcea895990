import type { Accounts } from '../accounts/accounts.ts';
import type { Factors } from '../factors/factors.ts';
import type { AttributeCatalogue } from '../domain/attributes.ts';
import type { CalendarDay, Clock } from '../domain/clock.ts';
import type { ServiceId, SessionId, Subject } from '../domain/ids.ts';
import type { Language } from '../domain/language.ts';
import type { AuditEvent } from '../domain/ledger.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { Documents } from '../documents/documents.ts';
import type { TakeCode } from '../downstream/take-code.ts';
import type { Cookies } from '../http/cookies.ts';
import type { HttpExchange } from '../http/exchange.ts';
import type { Registry } from '../register/changes/registry.ts';
import type { RegisterView } from '../register/replica/register.ts';
import type { BrowserSession } from '../session/session-records.ts';
import type { InvitedAddresses } from '../session/invited-addresses.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';

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
  readonly registry: Pick<Registry, 'find' | 'findAll' | 'history' | 'ask' | 'submit'>;
  /** Documents of boards: what is signed at the portal is kept there. */
  readonly documents: Documents;
  /** What the broker says about a sign-in that came back. */
  readonly takeCode: TakeCode;
  /** What the login of an acceptance asserts, as one word. */
  readonly invitedAddresses: InvitedAddresses;
  readonly findSession: (id: SessionId) => Promise<BrowserSession | undefined>;
  /** Under which name the portal, and nobody else, knows who signed in. */
  readonly subjectOf: (session: BrowserSession) => Promise<Subject>;
  readonly audit: (event: AuditEvent) => Promise<void>;
  /** Throws `http.rate_limited` when one address makes us keep too much. */
  readonly limitVisits: (exchange: HttpExchange) => Promise<void>;
  readonly cookies: Cookies;
  readonly clock: Clock;
  readonly randomness: Randomness;
  /** In the zone of the federation, at the moment of the call. */
  readonly today: () => CalendarDay;
  /** In that zone: the day of a moment, in milliseconds since the epoch. */
  readonly dayOf: (moment: number) => CalendarDay;
  /** Day and time of such a moment, as people write it. */
  readonly momentOf: (moment: number) => Readonly<Record<Language, string>>;
}
