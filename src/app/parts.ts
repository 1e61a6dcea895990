import type { Accounts } from '../accounts/accounts.ts';
import { createAnnouncementsFor } from '../announcements/announcements-for.ts';
import {
  openCurrentAnnouncements,
  type CurrentAnnouncements,
} from '../announcements/current-announcements.ts';
import { createDisclosure, type Disclosure } from '../disclosure/disclosure.ts';
import { dayAt, type CalendarDay } from '../domain/clock.ts';
import { momentForPeople } from '../domain/moment-for-people.ts';
import type { Outgoing } from '../domain/outgoing.ts';
import type { Factors } from '../factors/factors.ts';
import type { AnnouncementsFor } from '../http/announcements.ts';
import { createAddressLimits, type LimitsByAddress } from '../http/address-limits.ts';
import { createCookies, type Cookies } from '../http/cookies.ts';
import type { SignInsAt } from '../http/school-help.ts';
import { createLedger, type Ledger } from '../ledger/ledger.ts';
import { createDeviceMemory, type DeviceMemory } from '../login/device-memory.ts';
import { createStartAgain, type StartAgain } from '../login/start-again.ts';
import { createLastSignIns } from '../observation/last-sign-ins.ts';
import { createObservedSignIns, type ObservedSignIns } from '../observation/observed-sign-ins.ts';
import { createOutgoing } from '../outgoing/outgoing.ts';
import { createPseudonyms, type Pseudonyms } from '../pseudonym/pseudonyms.ts';
import { createBrowserSessions, type BrowserSessions } from '../session/browser-sessions.ts';
import { createInvitedAddresses, type InvitedAddresses } from '../session/invited-addresses.ts';
import { createSealedEphemeralStore } from '../storage/sealed-ephemeral-store.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import { createAccountParts } from './account-parts.ts';
import type { AppContext } from './context.ts';

/** What suppliers, schools, login and management API share in one node. */
export interface Parts {
  /** Seals what it keeps. */
  readonly sealed: EphemeralStore;
  readonly sessions: BrowserSessions;
  readonly invitedAddresses: InvitedAddresses;
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly pseudonyms: Pseudonyms;
  readonly disclosure: Disclosure;
  readonly outgoing: Outgoing;
  readonly limits: LimitsByAddress;
  readonly cookies: Cookies;
  readonly memory: DeviceMemory;
  readonly startAgain: StartAgain;
  readonly currentAnnouncements: CurrentAnnouncements;
  readonly announcementsFor: AnnouncementsFor;
  readonly observedSignIns: ObservedSignIns;
  readonly signInsAt: SignInsAt;
  /** Our own second factor, for the portal. */
  readonly factors: Factors;
  readonly https: boolean;
  /** In the zone of the federation, at the moment of the call. */
  readonly today: () => CalendarDay;
}

export function createParts(context: AppContext): Parts {
  const { settings, catalogue, keyring, stores, register, clock, randomness, logger, metrics } = context;
  const https = settings.issuer.startsWith('https:');
  const sealed = createSealedEphemeralStore(stores.ephemeral, keyring.sealer);
  const sessions = createBrowserSessions({
    store: sealed,
    clock,
    idleSeconds: settings.sessionIdleSeconds,
    absoluteSeconds: settings.sessionAbsoluteSeconds,
    hasGivenWay: (root) => stores.people.hasGivenWay(root),
  });
  const ledger = createLedger({
    store: stores.ledger,
    proofKey: keyring.pseudonym.ledgerProof,
    clock,
    randomness,
    logger,
    onEntry: (entry) => metrics.disclosed(entry),
    onEvent: (event) => metrics.audited(event),
  });
  context.atStop(() => ledger.close());
  const pseudonyms = createPseudonyms({
    keys: keyring.pseudonym,
    keyCheck: context.keyCheck,
    store: stores.people,
    clock,
    randomness,
    portableStaleDays: settings.portableStaleDays,
  });
  const disclosure = createDisclosure({
    register,
    catalogue,
    pseudonyms,
    ledger,
    clock,
    timeZone: settings.timeZone,
    registerGraceSeconds: settings.registerGraceSeconds,
    portal: settings.portal,
  });
  const outgoing = createOutgoing({
    destinations: settings.outgoingDestinations,
    network: context.network,
    logger,
    onEnd: (call) => metrics.called(call),
  });
  const limits = createAddressLimits({ store: stores.ephemeral, clock, sealer: keyring.sealer });
  const cookies = createCookies({ secure: https });
  const memory = createDeviceMemory(cookies);
  const today = () => dayAt(clock.now(), settings.timeZone);
  const startAgain = createStartAgain({ register, memory });
  return {
    sealed,
    sessions,
    invitedAddresses: createInvitedAddresses(sealed),
    ledger,
    pseudonyms,
    disclosure,
    outgoing,
    limits,
    cookies,
    memory,
    startAgain,
    ...announcementParts(context),
    ...observationParts(context, sealed),
    ...createAccountParts(context, { ephemeral: sealed, ledger, today }),
    https,
    today,
  };
}

function announcementParts({
  stores,
  register,
  clock,
  logger,
  settings,
  atStop,
}: AppContext): Pick<Parts, 'currentAnnouncements' | 'announcementsFor'> {
  const current = openCurrentAnnouncements({ store: stores.announcements, clock, logger });
  atStop(() => current.close());
  return {
    currentAnnouncements: current,
    announcementsFor: createAnnouncementsFor({ current, register, clock, timeZone: settings.timeZone }),
  };
}

function observationParts(
  { clock, randomness, settings }: AppContext,
  store: EphemeralStore,
): Pick<Parts, 'observedSignIns' | 'signInsAt'> {
  const lastSignIns = createLastSignIns({ store, clock });
  const observedSignIns = createObservedSignIns({ lastSignIns, clock, randomness });
  const signInsAt: SignInsAt = (school) => {
    const seen = observedSignIns.stateOf(school);
    if (seen === undefined) return undefined;
    return seen.state === 'works'
      ? 'work'
      : { failSince: momentForPeople(seen.since, clock.now(), settings.timeZone) };
  };
  return { observedSignIns, signInsAt };
}
