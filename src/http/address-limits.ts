import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import type { Clock } from '../domain/clock.ts';
import { addressGroupOf } from './address-group.ts';
import {
  createCountedLimit,
  createRateLimit,
  overLimit,
  type CountedLimit,
  type CountLimit,
  type ExpiringCounter,
} from './rate-limit.ts';

/**
 * What one address may make us do and keep in a minute without any account. Wide: a school of thousands stands behind
 * one address, and all of them come at half past eight. docs/STORAGE.md says what that comes to.
 */
export const addressLimits = {
  /** Requests for a login or a sign-out. */
  requests: 6_000,
  /** Bytes of authorization requests that wait for their person: 6,000 usual ones, fewer with more in them. */
  bytes: 8 * 1024 * 1024,
  /** Visits to schools that are begun. */
  visits: 6_000,
  /** Answers that belong to no visit of ours, or to one that was answered too often. */
  unaskedAnswers: 600,
  /** Wrong secrets, assertions and code verifiers of one client. */
  wrongProofs: 20,
} as const;

const windowSeconds = 60;

interface Exchange {
  readonly request: Request;
  readonly response: Response;
}

export interface LimitsByAddress {
  readonly requests: RequestHandler;
  readonly keepsTooMuch: (request: IncomingMessage, bytes: number) => Promise<boolean>;
  readonly failsTooOften: (request: IncomingMessage, client: string) => Promise<boolean>;
  readonly windowSeconds: number;
  /** Each throws `http.rate_limited`, with `Retry-After` set, when it is too much. */
  readonly login: {
    readonly visit: (exchange: Exchange) => Promise<void>;
    readonly unaskedAnswer: (exchange: Exchange) => Promise<void>;
  };
}

export function createAddressLimits({
  store,
  clock,
  sealer,
}: {
  readonly store: ExpiringCounter;
  readonly clock: Clock;
  readonly sealer: CountLimit['sealer'];
}): LimitsByAddress {
  const counted = (name: string, limit: number): CountLimit => ({
    store,
    clock,
    sealer,
    name,
    limit,
    windowSeconds,
  });
  const bytes = createCountedLimit(counted('bytes', addressLimits.bytes));
  const visits = createCountedLimit(counted('visit', addressLimits.visits));
  const proofs = createCountedLimit(counted('proof', addressLimits.wrongProofs));
  const unasked = createCountedLimit(counted('unasked', addressLimits.unaskedAnswers));
  return {
    requests: createRateLimit({ ...counted('visitor', addressLimits.requests), key: addressGroupOf }),
    keepsTooMuch: (request, kept) => isOver(bytes, request, kept),
    failsTooOften: (request, client) => isOver(proofs, request, 1, client),
    windowSeconds,
    login: {
      visit: (exchange) => refuseOver('visit', visits, exchange),
      unaskedAnswer: (exchange) => refuseOver('unasked', unasked, exchange),
    },
  };
}

async function isOver(
  limit: CountedLimit,
  request: IncomingMessage,
  by = 1,
  ...of: readonly string[]
): Promise<boolean> {
  const address = addressGroupOf(request);
  return address !== undefined && (await limit([address, ...of].join(' '), by));
}

async function refuseOver(name: string, limit: CountedLimit, { request, response }: Exchange): Promise<void> {
  if (!(await isOver(limit, request))) return;
  response.setHeader('Retry-After', String(windowSeconds));
  throw overLimit(name);
}
