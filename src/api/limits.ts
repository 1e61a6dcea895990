import type { Request, RequestHandler, Response } from 'express';
import type { Clock } from '../domain/clock.ts';
import type { Sealer } from '../domain/sealer.ts';
import { addressGroupOf } from '../http/address-group.ts';
import { createRateLimit } from '../http/rate-limit.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';

/** Each throws `http.rate_limited`, with `Retry-After` set, after too many in a minute. */
export interface Limits {
  /** Calls of one API client, over all nodes. */
  called(client: string, request: Request, response: Response): Promise<void>;
  /** Those of them that are about one person. */
  calledAboutPerson(client: string, request: Request, response: Response): Promise<void>;
  /** Those of them that answer with a document. */
  calledForDocument(client: string, request: Request, response: Response): Promise<void>;
  /** Calls without a valid token from one address. */
  failed(request: Request, response: Response): Promise<void>;
  /** Whether a call over a limit is written down: one a second, or whoever floods this node would fill the audit trail. */
  isWrittenDown(): boolean;
}

export interface LimitValues {
  readonly callsPerMinute: number;
  readonly callsAboutPeoplePerMinute: number;
  readonly documentsPerMinute: number;
  readonly failuresPerMinute: number;
}

const usualLimits: LimitValues = {
  callsPerMinute: 1_200,
  callsAboutPeoplePerMinute: 60,
  documentsPerMinute: 60,
  failuresPerMinute: 60,
};

export function createLimits(
  parts: { readonly store: EphemeralStore; readonly sealer: Pick<Sealer, 'name'>; readonly clock: Clock },
  {
    callsPerMinute,
    callsAboutPeoplePerMinute,
    documentsPerMinute,
    failuresPerMinute,
  }: LimitValues = usualLimits,
): Limits {
  const clients = new WeakMap<Request, string>();
  const ofClient = (name: string, limit: number): RequestHandler =>
    createRateLimit({
      ...parts,
      name,
      limit,
      windowSeconds: 60,
      key: (request) => clients.get(request),
    });
  const byClient = ofClient('api-client', callsPerMinute);
  const aboutPeople = ofClient('api-client-people', callsAboutPeoplePerMinute);
  const forDocuments = ofClient('api-client-documents', documentsPerMinute);
  const byAddress = createRateLimit({
    ...parts,
    name: 'api-address',
    limit: failuresPerMinute,
    windowSeconds: 60,
    key: addressGroupOf,
  });
  return {
    async called(client, request, response) {
      clients.set(request, client);
      await passes(byClient, request, response);
    },
    async calledAboutPerson(client, request, response) {
      clients.set(request, client);
      await passes(aboutPeople, request, response);
    },
    async calledForDocument(client, request, response) {
      clients.set(request, client);
      await passes(forDocuments, request, response);
    },
    failed: (request, response) => passes(byAddress, request, response),
    isWrittenDown: oncePerSecond(parts.clock),
  };
}

async function passes(limit: RequestHandler, request: Request, response: Response): Promise<void> {
  await limit(request, response, () => undefined);
}

function oncePerSecond(clock: Clock): () => boolean {
  let second: number | undefined;
  return () => {
    const now = Math.floor(clock.now() / 1000);
    const isFirst = now !== second;
    second = now;
    return isFirst;
  };
}
