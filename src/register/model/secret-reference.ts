import { z } from 'zod';
import type { RecordType } from './record-type.ts';
import { outsideNameValue } from './values.ts';

const fileReference = z.strictObject({ file: outsideNameValue });
const environmentReference = z.strictObject({
  env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'must be the name of an environment variable' }),
});

/** Where a secret is read from: `{ file: … }` in the keys folder or `{ env: … }`. Never the secret. */
export const secretReferenceValue = z.union([fileReference, environmentReference]);
export type SecretReference = RecordType<typeof secretReferenceValue>;
