import type { AttributeCatalogue } from '../domain/attributes.ts';
import type { CalendarDay } from '../domain/clock.ts';
import type { AccountId, BoardId, PersonRoot, SchoolId, ServiceId } from '../domain/ids.ts';
import type { IdentifiedPerson, PersonIdentifier, Affiliation } from '../domain/person.ts';
import type { Disclosure } from '../disclosure/disclosure.ts';
import type { Interactions } from '../downstream/interaction.ts';
import type { AnnouncementsFor } from '../http/announcements.ts';
import type { HttpExchange } from '../http/exchange.ts';
import type { SignInsAt } from '../http/school-help.ts';
import type { ObservedSignIns } from '../observation/observed-sign-ins.ts';
import type { RegisterView } from '../register/replica/register.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Logger } from '../domain/logger.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { BrowserSessions } from '../session/browser-sessions.ts';
import type { InvitedAddresses } from '../session/invited-addresses.ts';
import type { LoginTransactions } from '../session/login-transactions.ts';
import type { SchoolSide } from '../upstream/school-side.ts';
import type { DeviceMemory } from './device-memory.ts';

/** Who a person is to us. Wired to `pseudonym/`. */
export interface People {
  identify(
    identifiers: readonly PersonIdentifier[],
    school: { id: SchoolId; board: BoardId; objectionBoards: readonly BoardId[] },
  ): Promise<IdentifiedPerson>;
  accountOf(root: PersonRoot, school: SchoolId, affiliation: Affiliation): AccountId;
}

/** What one address may make us do and keep. Each throws `http.rate_limited`, with `Retry-After` set, when it is too much. */
export interface AddressLimits {
  /** Somebody sets out for a school. */
  visit(exchange: HttpExchange): Promise<void>;
  /** An answer came that belongs to no visit of ours. */
  unaskedAnswer(exchange: HttpExchange): Promise<void>;
}

export interface LoginParts {
  readonly interactions: Interactions;
  readonly schoolSide: SchoolSide;
  readonly people: People;
  readonly register: RegisterView;
  readonly catalogue: AttributeCatalogue;
  readonly transactions: LoginTransactions;
  readonly sessions: BrowserSessions;
  readonly invitedAddresses: InvitedAddresses;
  readonly disclosure: Disclosure;
  readonly ledger: Ledger;
  readonly logger: Logger;
  readonly memory: DeviceMemory;
  readonly randomness: Randomness;
  readonly limits: AddressLimits;
  readonly announcementsFor: AnnouncementsFor;
  readonly observedSignIns: ObservedSignIns;
  readonly signInsAt: SignInsAt;
  /** The service that is our own portal: every school takes part in it. */
  readonly portal?: ServiceId | undefined;
  /** In the zone of the federation, at the moment of the call. */
  readonly today: () => CalendarDay;
}
