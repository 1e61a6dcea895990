import { z } from 'zod';
import { factorId } from '../domain/ids.ts';
import type { GroundToAdd } from '../storage/stores/factor-store.ts';

const shape = z.union([
  z.object({ kind: z.literal(['acceptance', 'reset', 'recovery_pass']) }),
  z.object({ kind: z.literal('proof'), factor: z.string() }),
]);

/** Why a factor may be added, kept until the answer comes; the store looks again when it does. */
export function groundNote(ground: GroundToAdd): string {
  return JSON.stringify(ground);
}

export function groundIn(note: string): GroundToAdd | undefined {
  const ground = shape.parse(JSON.parse(note));
  if (ground.kind !== 'proof') return ground;
  const factor = factorId(ground.factor);
  return factor === undefined ? undefined : { kind: 'proof', factor };
}
