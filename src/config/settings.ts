import type { Destination } from '../domain/destinations.ts';
import type { MailSettings } from '../domain/mail-settings.ts';
import type { ServiceId } from '../domain/ids.ts';

/** Where the broker finds its parts: read once from the environment, typed, all faults reported together. */
export interface Settings {
  /** Public origin, without a trailing slash: `https://sluis.example` or, on loopback only, `http://localhost:3000`. */
  readonly issuer: string;
  /** RP ID of the portal's passkeys: the host of the issuer, or a domain above it. */
  readonly relyingPartyId: string;
  readonly port: number;
  /** Folder with `attributes.yaml`. */
  readonly configFolder: string;
  /** Folder for the embedded PostgreSQL and what a demo makes. */
  readonly dataFolder: string;
  readonly keysFolder: string;
  /** Absent: the embedded PostgreSQL in `dataFolder`. */
  readonly databaseUrl?: string;
  /** Absent: the in-process store, for one node only. */
  readonly redisUrl?: string;
  /** Addresses or networks of reverse proxies whose `X-Forwarded-*` headers count. Empty: none. */
  readonly trustedProxies: readonly string[];
  /** Where the broker may connect to besides public addresses on port 443. */
  readonly outgoingDestinations: readonly Destination[];
  /** Absent: no mail is sent, and none is queued. */
  readonly mail?: MailSettings;
  /** IANA zone in which agreements begin and end. */
  readonly timeZone: string;
  /** Seconds that a session lives without use, and at the most. */
  readonly sessionIdleSeconds: number;
  readonly sessionAbsoluteSeconds: number;
  /** Seconds without a confirmed register after which nothing is released any more (invariant 6). */
  readonly registerGraceSeconds: number;
  /** Days after which a portable identifier that its board no longer asserted may be asserted by another (invariant 7). */
  readonly portableStaleDays: number;
  /** IdPs that one metric names at the most; 0: none. */
  readonly namedIdps: number;
  /** The service of the register that is our own portal. Absent: this broker has none. */
  readonly portal?: ServiceId;
  /** Seconds between the signal to stop and the moment from which nothing new is taken. */
  readonly drainSeconds: number;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}
