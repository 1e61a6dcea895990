import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { affiliations } from '../../../src/domain/person.ts';

const key = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .transform((hex) => Buffer.from(hex, 'hex'));
const vectors = z.strictObject({
  keys: z.strictObject({ root: key, sector: z.record(z.string(), key), account: key, ledgerProof: key }),
  /** `null`: it is no ECK iD. */
  eckIds: z.array(z.strictObject({ written: z.string(), value: z.string().nullable() })).min(3),
  identifierHashes: z
    .array(z.strictObject({ namespace: z.string(), value: z.string(), hash: z.string() }))
    .min(6),
  objectionHashes: z
    .array(z.strictObject({ board: z.string(), identifier: z.string(), hash: z.string() }))
    .min(2),
  subjects: z
    .array(z.strictObject({ keyVersion: z.int(), sector: z.string(), root: z.string(), sub: z.string() }))
    .min(3),
  pairwiseSchoolIds: z
    .array(z.strictObject({ keyVersion: z.int(), sector: z.string(), school: z.string(), id: z.string() }))
    .min(4),
  pairwiseGroupIds: z
    .array(
      z.strictObject({
        keyVersion: z.int(),
        sector: z.string(),
        school: z.string(),
        schoolYear: z.string(),
        name: z.string(),
        id: z.string(),
      }),
    )
    .min(6),
  accounts: z
    .array(
      z.strictObject({
        root: z.string(),
        school: z.string(),
        affiliation: z.enum(affiliations),
        account: z.string(),
      }),
    )
    .min(2),
  proofs: z.array(z.strictObject({ entry: z.string(), sub: z.string(), proof: z.string() })).min(1),
});

const page = readFileSync('docs/PSEUDONYMS.md', 'utf8');
/** The vectors of docs/PSEUDONYMS.md, which were computed outside of this code: page and code cannot drift apart. */
export const pageVectors = vectors.parse(JSON.parse(/^```json vectors\n(.*?)^```$/ms.exec(page)?.[1] ?? ''));
