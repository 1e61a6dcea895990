import type { WaitingRequest } from '../downstream/interaction.ts';
import type { HttpExchange } from '../http/exchange.ts';
import type { Arrival } from '../session/session-records.ts';
import type { LoginParts } from './parts.ts';

/** A step of a login that waits in this browser. Ends with a page, or a redirect; calls no other step. */
export type Step = (
  parts: LoginParts,
  exchange: HttpExchange,
  waiting: WaitingRequest,
) => Promise<void> | void;

/** The same for who brings a ticket: `redeemed` when one of the visit was used before, `undefined` when none was ever given. */
export type TicketStep = (
  parts: LoginParts,
  exchange: HttpExchange,
  waiting: WaitingRequest,
  arrival: Arrival | 'redeemed' | undefined,
) => Promise<void>;

/** What an IdP sends its answer to. Nothing is known of the browser that brings it. */
export type AnswerStep = (parts: LoginParts, exchange: HttpExchange) => Promise<void>;
