import { arrived } from '../arrival.ts';
import type { TicketStep } from '../step.ts';

/** Back from the school with the ticket, at an address where the cookie of the transaction is sent. */
export const arrive: TicketStep = (parts, exchange, waiting, arrival) =>
  arrived(parts, exchange, waiting, arrival);
