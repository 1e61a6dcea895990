import type { Router } from 'express';
import { createHealthRouter } from './health.ts';

interface Part {
  /** Throws when it does not answer. */
  ping(): Promise<void>;
}

export interface BrokerHealthParts {
  readonly sessions: Part;
  readonly database: Part;
  /** False: nothing is released any more, so that nobody is to be sent here. */
  readonly isRegisterConfirmed: () => boolean;
  readonly draining: () => boolean;
}

/** Milliseconds within which a part has to answer the readiness check. */
const timeoutMs = 2_000;

/** What a node cannot do without: both stores, and a snapshot of the register that is not too old. */
export function createBrokerHealth(parts: BrokerHealthParts): Router {
  return createHealthRouter({
    draining: parts.draining,
    timeoutMs,
    checks: [
      { name: 'sessions', check: () => parts.sessions.ping() },
      { name: 'database', check: () => parts.database.ping() },
      {
        name: 'register',
        async check() {
          if (!parts.isRegisterConfirmed()) throw new Error('the snapshot of the register is too old');
        },
      },
    ],
  });
}
