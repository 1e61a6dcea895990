import { z } from 'zod';
import type { ReleasePolicy } from './register.ts';
import { agreementStatuses } from './register.ts';
import {
  agreementIdValue,
  attributeNameValue,
  boardIdValue,
  dayValue,
  listOf,
  personKindValue,
  purposeValue,
  retentionValue,
  schoolIdValue,
  serviceIdValue,
  someOf,
  supplierIdValue,
  textValue,
  transformsValue,
} from './values.ts';

export const agreementRecord = z.strictObject({
  id: agreementIdValue,
  board: boardIdValue,
  supplier: supplierIdValue,
  status: z.enum(agreementStatuses),
  validFrom: dayValue,
  validUntil: dayValue,
  services: someOf(z.strictObject({ service: serviceIdValue, kinds: someOf(personKindValue) })),
  annex: listOf(
    z.strictObject({
      service: serviceIdValue,
      claim: attributeNameValue,
      purposes: someOf(purposeValue),
      kinds: someOf(personKindValue),
      transforms: transformsValue.default([]),
      retention: retentionValue.exactOptional(),
    }),
  ).default([]),
  replaces: agreementIdValue.exactOptional(),
  modelVersion: textValue.exactOptional(),
  documentHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: 'must be a SHA-256: 64 lower-case hexadecimal digits' })
    .exactOptional(),
  dpia: textValue.exactOptional(),
});

type PolicyClaim = ReleasePolicy['claims'][number];

/** `given_name`, or `{ name: group, transforms: [ … ] }`. Written back in the long form. */
const policyClaim = z.codec(
  z.union([
    attributeNameValue,
    z.strictObject({ name: attributeNameValue, transforms: transformsValue.default([]) }),
  ]),
  z.custom<PolicyClaim>((value) => typeof value === 'object'),
  {
    decode: (form): PolicyClaim => (typeof form === 'string' ? { name: form, transforms: [] } : form),
    encode: (claim) => ({ name: claim.name, transforms: claim.transforms }),
  },
);

export const policyRecord = z.strictObject({
  school: schoolIdValue,
  service: serviceIdValue,
  enabled: z.boolean(),
  claims: listOf(policyClaim).default([]),
});

export const accessRecord = z.strictObject({
  school: schoolIdValue,
  service: serviceIdValue,
  kinds: someOf(personKindValue).exactOptional(),
  years: someOf(textValue).exactOptional(),
  groups: someOf(textValue).exactOptional(),
  licence: z.strictObject({ from: dayValue, until: dayValue }).exactOptional(),
});
