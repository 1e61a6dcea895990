import type { IdpId } from './ids.ts';

/** What the broker calls others for. Whoever adds one says in `outgoing/` how long and how large an answer may be. */
export type OutgoingPurpose = 'school_idp' | 'supplier_keys';

export interface OutgoingRequest {
  readonly purpose: OutgoingPurpose;
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  /** A form. */
  readonly body?: URLSearchParams;
  /** Whose IdP is called, for the log. */
  readonly idp?: IdpId;
}

/**
 * The only way in which the broker calls others. Where it may go is the operator's to say; redirects are not
 * followed, proxies of the environment are not used, an answer is whole, small and in time.
 */
export interface Outgoing {
  /** True for an address that can be told to be refused without asking for a name: as whoever writes it down asks. */
  refuses(url: string): boolean;
  /**
   * Throws `outgoing.address_refused` before anything is connected, whether something listens there or not;
   * `outgoing.no_answer` and `outgoing.answer_too_large` for what did not end well. Any status is an answer.
   */
  call(request: OutgoingRequest): Promise<Response>;
}

/** Names and addresses as this machine knows them. */
export interface Network {
  /** Every IP address of a host name, at least one. Rejects when there is none. */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  /** IP addresses of all interfaces of this machine, now. */
  readonly ownAddresses: () => readonly string[];
}
