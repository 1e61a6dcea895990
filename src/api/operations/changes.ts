import { recordKinds } from '../../domain/record-kinds.ts';
import { z } from 'zod';
import { schemaFaults } from '../../register/model/schema-faults.ts';
import type { Registry } from '../../register/changes/registry.ts';
import { kinds } from '../../register/model/kinds.ts';
import { resultResponse } from '../change-answers.ts';
import type { Answer, Operation } from '../operation.ts';
import type { AskedChange } from '../submissions.ts';
import { submitAsked } from './records.ts';

const mostChanges = 500;

export const oneChange = z
  .strictObject({
    kind: z.enum(recordKinds),
    id: z
      .string()
      .min(1)
      .max(130)
      .meta({ description: 'Of a policy or an access rule: `<school>/<service>`.' }),
    version: z.int().min(0).meta({ description: 'The version that the client looked at; 0: there is none.' }),
    record: z.unknown().optional().meta({ description: 'The whole record as it is to be.' }),
    ended: z.literal(true).optional().meta({ description: 'Instead of `record`: it ends.' }),
  })
  .refine(({ record, ended }) => (record === undefined) !== (ended === undefined), {
    error: 'must have exactly one of record and ended',
  });

/** Changes that belong together: all of them happen, or none. */
export const changeList = z
  .array(oneChange)
  .min(1, { error: 'must have at least one change' })
  .max(mostChanges, { error: `must have at most ${String(mostChanges)} changes` })
  .refine((changes) => new Set(changes.map(({ kind, id }) => `${kind} ${id}`)).size === changes.length, {
    error: 'must not name a record twice',
  });

const changeSet = z.strictObject({
  changes: changeList,
  dryRun: z.boolean().optional().meta({ description: 'Only show what would happen.' }),
});

export const exampleChanges = [
  { kind: 'policy', id: 'de-regenboog/leesboom-reader', version: 0, record: kinds.policy.api.example },
  { kind: 'access', id: 'de-regenboog/leesboom-reader', version: 3, ended: true },
];

export function askedChanges(changes: z.infer<typeof changeList>): readonly AskedChange[] {
  return changes.map(({ kind, id, version, record, ended }) =>
    ended === undefined ? { kind, id, version, body: record } : { kind, id, version, ended },
  );
}

/** A body that is no record, read by its schema. */
export function readBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): { readonly read: z.output<Schema> } | Extract<Answer, { problem: unknown }> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return { read: parsed.data };
  const faults = schemaFaults(parsed.error, body).map(({ path, problem, remedy }) => ({
    path: [...path],
    problem,
    remedy,
  }));
  return { problem: { code: 'invalid', faults } };
}

/** Several changes in one go. */
export function changeOperations(registry: Registry): readonly Operation[] {
  return [
    {
      id: 'changes.make',
      group: 'changes',
      method: 'post',
      address: '/changes',
      pathParameters: {},
      query: {},
      summary: 'Makes a set of changes together, or shows what they would do',
      description: `Up to ${String(mostChanges)} records, each with the version that the client looked at. The token needs the scope of each kind.`,
      changes: true,
      body: {
        schemaName: 'ChangeSet',
        schema: changeSet,
        example: { changes: exampleChanges, dryRun: true },
      },
      responses: [resultResponse],
      problems: ['not_found', 'forbidden', 'version_mismatch', 'invalid'],
      async handle(call) {
        const set = readBody(changeSet, call.body);
        if ('problem' in set) return set;
        const { changes, dryRun } = set.read;
        return await submitAsked(registry, call, askedChanges(changes), dryRun);
      },
    },
  ];
}
