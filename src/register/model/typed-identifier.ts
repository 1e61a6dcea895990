import { z } from 'zod';
import { educationSectors } from './kinds/school.ts';
import type { RecordType } from './record-type.ts';
import { idpIdValue, mapOf } from './values.ts';

/** One value of an identifier; what is cut off and refused beyond this depends on the IdP. */
const typedText = z.string().min(1, { error: 'must not be empty' }).max(4096, {
  error: 'must be at most 4096 characters',
});

/**
 * An identifier of a person as somebody types it who asks for that person: an ECK iD, of the school's education sector
 * unless another is named; or what the school's login sends, by incoming names. `idp` may be left out where the school
 * has one login.
 */
export const typedIdentifierValue = z.union([
  z.strictObject({ eckId: typedText, sector: z.enum(educationSectors).exactOptional() }),
  z.strictObject({ idp: idpIdValue.exactOptional(), values: mapOf(typedText) }),
]);
export type TypedIdentifier = RecordType<typeof typedIdentifierValue>;
