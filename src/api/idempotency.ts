import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Sealer } from '../domain/sealer.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';

/** An answer as it is sent, so that it can be sent again. */
export const sentAnswer = z.object({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type SentAnswer = z.infer<typeof sentAnswer>;

const kept = z.object({ call: z.string(), answer: sentAnswer.optional() });

/** What became of a key: this call is the first, or an earlier one has it. */
export type Claimed =
  | { readonly outcome: 'first'; keep(answer: SentAnswer): Promise<void>; forget(): Promise<void> }
  | { readonly outcome: 'repeated'; readonly answer: SentAnswer }
  | { readonly outcome: 'in_progress' }
  | { readonly outcome: 'other_call' };

/** Remembers answers by the client's idempotency keys. */
export interface Idempotency {
  /** `call`: everything that makes a call the same one, such as method, address and body. */
  claim(client: string, key: string, call: string): Promise<Claimed>;
}

const keptSeconds = 24 * 60 * 60;
/** Longer than any call takes: after a node died in the middle, the key is free again. */
const runningSeconds = 60;

/** On a store that seals what it keeps: answers hold records. A body may hold an identifier, so calls are told apart by a keyed hash. */
export function createIdempotency(store: EphemeralStore, sealer: Pick<Sealer, 'name'>): Idempotency {
  return {
    async claim(client, key, call) {
      const name = `api-call:${client}:${digest(key)}`;
      const asked = sealer.name(call);
      if (await store.putIfAbsent(name, bytes({ call: asked }), runningSeconds)) {
        return {
          outcome: 'first',
          keep: (answer) => store.put(name, bytes({ call: asked, answer }), keptSeconds),
          forget: () => store.delete(name),
        };
      }
      const earlier = read(await store.get(name));
      // gone in this very moment: the first call failed, and the client may try again
      if (earlier === undefined) return { outcome: 'in_progress' };
      if (earlier.call !== asked) return { outcome: 'other_call' };
      return earlier.answer === undefined
        ? { outcome: 'in_progress' }
        : { outcome: 'repeated', answer: earlier.answer };
    },
  };
}

function bytes(value: z.infer<typeof kept>): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

function read(value: Uint8Array | undefined): z.infer<typeof kept> | undefined {
  return value && kept.parse(JSON.parse(Buffer.from(value).toString('utf8')));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
