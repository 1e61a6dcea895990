/**
 * Fields that a log line may hold: names, codes and counts. There is no field for a free text, an attribute
 * value, a `sub` or the values of a query, so that personal data cannot get into a log by accident.
 */
export interface LogFields {
  readonly errorId?: string;
  readonly code?: string;
  readonly reason?: string;
  readonly idp?: string;
  readonly school?: string;
  readonly service?: string;
  readonly attribute?: string;
  /** Which record of the register; its id only where it is not about a person. */
  readonly recordKind?: string;
  readonly recordId?: string;
  readonly route?: string;
  readonly method?: string;
  readonly status?: number;
  readonly durationMs?: number;
  readonly count?: number;
  readonly revision?: number;
  readonly port?: number;
  readonly origin?: string;
  /**
   * Why something was refused, beyond its code: a word of `downstream/refusal-details.ts`, or of the standard in which a
   * school's IdP answers.
   */
  readonly detail?: string;
  /** What the register says that an IdP was to send, where that is no address. */
  readonly expected?: string;
  /** What an address was to be, and what it was: a redirect URI, an issuer, ours. As `address-for-log.ts` writes it. */
  readonly registeredAddress?: string;
  readonly receivedAddress?: string;
  /** When a time lies for which an answer was refused, in seconds from now; negative: so long ago. */
  readonly secondsFromNow?: number;
  /** Fingerprints (SHA-256, as OpenSSL writes them) of what the register has of an IdP, and of what came with its answer. */
  readonly registeredCertificates?: string;
  readonly receivedCertificate?: string;
  readonly component?: string;
  readonly version?: string;
  readonly folder?: string;
  /** Logged as name, code and stack, without the message of errors that are not our own. */
  readonly error?: unknown;
}

export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}
