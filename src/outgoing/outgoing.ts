import { literalOf, refusalOf, type Destination } from '../domain/destinations.ts';
import { SluisError } from '../domain/errors.ts';
import type { Logger } from '../domain/logger.ts';
import type { Network, Outgoing, OutgoingPurpose, OutgoingRequest } from '../domain/outgoing.ts';
import { addressRefused, checkAddresses, createCheckedLookup } from './checked-lookup.ts';
import { createExchange, type Bounds } from './exchange.ts';

/** Key sets, discovery documents, tokens and userinfo are some tens of kilobytes. */
const boundsFor: Readonly<Record<OutgoingPurpose, Bounds>> = {
  school_idp: { seconds: 5, bytes: 512 * 1024 },
  supplier_keys: { seconds: 2.5, bytes: 64 * 1024 },
};

export type OutgoingOutcome = 'answered' | 'address_refused' | 'no_answer' | 'answer_too_large';

export interface OutgoingParts {
  /** The operator's list: what may be reached besides public addresses on port 443. */
  readonly destinations: readonly Destination[];
  readonly network: Network;
  readonly logger: Logger;
  readonly onEnd?: (call: { readonly purpose: OutgoingPurpose; readonly outcome: OutgoingOutcome }) => void;
  /** In the place of what the purposes have. */
  readonly seconds?: number;
}

/**
 * Every call of the broker to somebody else's address. The address is judged as it is written, then every IP address
 * that its name leads to, and the socket goes to one of those: nothing is connected before all of that is done.
 */
export function createOutgoing(parts: OutgoingParts): Outgoing {
  const { destinations } = parts;
  const exchange = createExchange();

  const answer = async (request: OutgoingRequest): Promise<Response> => {
    const url = URL.parse(request.url);
    if (url === null || refusalOf(url, destinations) !== undefined) throw addressRefused();
    const literal = literalOf(url);
    if (literal !== undefined) checkAddresses([literal], url, parts);
    const bounds = boundsFor[request.purpose];
    const lookup = createCheckedLookup(url, parts);
    return exchange(request, url, lookup, { ...bounds, seconds: parts.seconds ?? bounds.seconds });
  };

  return {
    refuses(text) {
      const url = URL.parse(text);
      return url === null || refusalOf(url, destinations) !== undefined;
    },
    async call(request) {
      const { purpose, idp } = request;
      try {
        const response = await answer(request);
        parts.onEnd?.({ purpose, outcome: 'answered' });
        return response;
      } catch (error) {
        const outcome = outcomeOf(error);
        parts.onEnd?.({ purpose, outcome });
        if (outcome === 'address_refused') {
          // not the address: whoever wrote it may have put anything there
          parts.logger.warn('outgoing.address_refused', {
            component: purpose,
            ...(idp === undefined ? undefined : { idp }),
          });
        }
        throw error;
      }
    },
  };
}

function outcomeOf(error: unknown): Exclude<OutgoingOutcome, 'answered'> {
  if (!(error instanceof SluisError)) return 'no_answer';
  if (error.code === 'outgoing.address_refused') return 'address_refused';
  return error.code === 'outgoing.answer_too_large' ? 'answer_too_large' : 'no_answer';
}
