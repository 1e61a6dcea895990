import { z } from 'zod';
import { isInsideEea } from '../../domain/countries.ts';
import { countryValue, dayValue, textValue } from './values.ts';

/* What the papers of several kinds of records are made of. */

/** By whom one party signed: the function, and never the name. */
export const signatureValue = z.strictObject({ function: textValue, on: dayValue });

/** What may be the ground of a transfer out of the European Economic Area: GDPR 45, 46(2)(c), 47 and 49. */
const transferGrounds = [
  'adequacy_decision',
  'standard_contractual_clauses',
  'binding_corporate_rules',
  'derogation',
] as const;

/** Another processor that a processor engages (GDPR 28(2)). */
export const subProcessorValue = z
  .strictObject({
    name: textValue,
    purpose: textValue,
    country: countryValue,
    transferGround: z.enum(transferGrounds).exactOptional(),
  })
  .refine(({ country, transferGround }) => isInsideEea(country) === (transferGround === undefined), {
    error: 'must be there for a country outside the European Economic Area, and for no other',
    path: ['transferGround'],
  });
