import { z } from 'zod';
import type { ChangeOutcome, CheckOutcome } from '../register/changes/registry.ts';
import { recordKinds } from '../storage/stores/records.ts';
import type { Caller } from './caller.ts';
import { refusal, type Answer } from './operation.ts';
import { versionMismatch, type Wish } from './proposals.ts';

const recordName = { kind: z.enum(recordKinds), id: z.string() };

/** What a change led to, or would lead to. */
export const changeResult = z.strictObject({
  outcome: z.enum(['applied', 'valid', 'unchanged']).meta({
    description: '`valid`: of a dry run; `unchanged`: the register says so already.',
  }),
  revision: z.int().meta({ description: 'Of the register, after the change.' }),
  consequences: z.array(
    z.strictObject({
      ...recordName,
      effect: z.enum(['created', 'updated', 'ended']),
      differences: z.array(
        z.strictObject({
          field: z.string().meta({ description: '`annex[1].kinds`; empty: the whole record.' }),
          before: z.unknown().optional(),
          after: z.unknown().optional(),
        }),
      ),
    }),
  ),
  narrowed: z.array(z.strictObject({ ...recordName, claims: z.array(z.string()) })).meta({
    description:
      'Policies that now say more than their agreement: these claims no longer leave. Not told to suppliers.',
  }),
});

/**
 * An outcome as a program may know it. Suppliers do not see policies, so what schools have switched on is not told by
 * trying to take it away either.
 */
export function toldTo<Outcome extends ChangeOutcome | CheckOutcome>(
  { party }: Pick<Caller, 'party'>,
  outcome: Outcome,
): Outcome {
  return party.kind === 'supplier' && 'narrowed' in outcome ? { ...outcome, narrowed: [] } : outcome;
}

/** Says what became of a proposal that was made of these wishes. */
export function answerTo(outcome: ChangeOutcome | CheckOutcome, wishes: readonly Wish[]): Answer {
  switch (outcome.outcome) {
    case 'applied':
    case 'valid': {
      const { revision } = outcome;
      return { status: 200, body: outcome, ...(outcome.outcome === 'applied' ? { revision } : {}) };
    }
    case 'unchanged':
      return { status: 200, body: { ...outcome, consequences: [], narrowed: [] } };
    case 'refused':
      return refusal('invalid', {
        faults: outcome.faults.map((fault) => ({ ...fault, path: [...fault.path] })),
      });
    case 'version_mismatch': {
      const { kind, id } = outcome.record;
      const isWished = wishes.some((wish) => wish.kind === kind && wish.id === id);
      // a school on which the right to this change rested was changed in between: judge anew
      return isWished ? { problem: versionMismatch(outcome.record, outcome.version) } : refusal('conflict');
    }
  }
}
