import { recordKinds } from '../domain/record-kinds.ts';
import { z } from 'zod';
import type { Outcome } from '../register/changes/registry.ts';
import type { AuthenticatedClient } from './authenticated-client.ts';
import { refusal, type JsonAnswer } from './operation.ts';
import { describedScheduled } from './scheduled-answer.ts';
import { warningList } from './problem.ts';
import { versionMismatch } from './submissions.ts';

const recordName = { kind: z.enum(recordKinds), id: z.string() };

/** What a change led to, or would lead to. */
export const changeResult = z.strictObject({
  outcome: z.enum(['applied', 'valid', 'unchanged']).meta({
    description: '`valid`: after a dry run; `unchanged`: the register already says this.',
  }),
  revision: z.int().meta({ description: 'Revision of the register after the change.' }),
  consequences: z.array(
    z.strictObject({
      ...recordName,
      effect: z.enum(['created', 'updated', 'ended']),
      differences: z.array(
        z.strictObject({
          field: z.string().meta({ description: '`annex[1].affiliations`; empty: the whole record.' }),
          before: z.unknown().optional(),
          after: z.unknown().optional(),
        }),
      ),
    }),
  ),
  narrowed: z.array(z.strictObject({ ...recordName, claims: z.array(z.string()) })).meta({
    description:
      'Policies that now say more than their agreement: these claims no longer leave, or no longer about every affiliation that the policy names. Not told to suppliers.',
  }),
  warnings: warningList,
});

export const resultResponse = {
  status: 200,
  description: 'The result.',
  schemaName: 'ChangeResult',
  schema: changeResult,
} as const;

/**
 * Says what became of what an API client asked for. Suppliers do not see policies, so what schools have switched on is not told
 * by trying to take it away either.
 */
export function answerTo({ party }: Pick<AuthenticatedClient, 'party'>, outcome: Outcome): JsonAnswer {
  switch (outcome.outcome) {
    case 'applied':
    case 'valid': {
      const body = party.kind === 'supplier' ? { ...outcome, narrowed: [] } : outcome;
      const { revision } = outcome;
      return { status: 200, body, ...(outcome.outcome === 'applied' ? { revision } : {}) };
    }
    case 'unchanged':
      return { status: 200, body: { ...outcome, consequences: [], narrowed: [] } };
    case 'scheduled': {
      const { scheduled, warnings } = outcome;
      const headers = { Location: `/api/v1/scheduled-changes/${scheduled.id}` };
      return { status: 201, body: { ...describedScheduled(scheduled), warnings }, headers };
    }
    case 'refused':
      return refusal('invalid', { faults: outcome.faults });
    case 'forbidden':
      return refusal('forbidden', { faults: [outcome.fault] });
    case 'hidden':
      return refusal('not_found');
    case 'version_mismatch':
      return { problem: versionMismatch(outcome.record, outcome.version) };
    case 'declined':
      return refusal('conflict');
  }
}
