import { SluisError } from '../domain/errors.ts';
import type { Outcome } from '../register/changes/registry.ts';

/** Somebody else’s change came first in the database: it is as if this one had come a moment later. */
export async function unlessConflict<Answer = Outcome>(
  submitted: Promise<Answer>,
): Promise<Answer | typeof conflict> {
  try {
    return await submitted;
  } catch (error) {
    if (error instanceof SluisError && error.code === 'storage.conflict') return conflict;
    throw error;
  }
}

export const conflict = { outcome: 'conflict' } as const;
