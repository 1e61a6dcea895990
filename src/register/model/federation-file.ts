import { z } from 'zod';
import { fileKinds, kinds } from './kinds.ts';
import { listOf } from './values.ts';

/** Shape of one federation file: any of the lists. Source of the published JSON Schema. */
export const federationFile = z.strictObject(
  Object.fromEntries(fileKinds.map(({ kind, list }) => [list, listOf(kinds[kind].schema).exactOptional()])),
);
