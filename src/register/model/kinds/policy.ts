import { z } from 'zod';
import type { Transform } from '../../../domain/attributes.ts';
import type { AttributeName } from '../../../domain/ids.ts';
import type { Kind } from '../kind.ts';
import type { RecordType } from '../record-type.ts';
import { attributeNameValue, listOf, schoolIdValue, serviceIdValue, transformsValue } from '../values.ts';

interface PolicyClaim {
  readonly name: AttributeName;
  readonly transforms: readonly Transform[];
}

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

/** Release policy, school × service: what the school really allows, never more than the agreement. */
export const policyRecord = z.strictObject({
  school: schoolIdValue,
  service: serviceIdValue,
  enabled: z.boolean(),
  claims: listOf(policyClaim).default([]),
});
export type ReleasePolicy = RecordType<typeof policyRecord>;

/** A policy and an access rule have no id of their own: one school says one thing about one service. */
export function ruleId({ school, service }: Pick<ReleasePolicy, 'school' | 'service'>): string {
  return `${school}/${service}`;
}

export const policyKind: Kind<ReleasePolicy> = {
  schema: policyRecord,
  idParts: ['school', 'service'],
  fileList: 'policies',
  references: [
    { to: 'school', at: ['school'] },
    { to: 'service', at: ['service'] },
  ],
  api: {
    path: 'policies',
    schemaName: 'Policy',
    filters: ['school', 'service'],
    writeScope: 'policies:write',
    example: {
      school: 'de-regenboog',
      service: 'leesboom-reader',
      enabled: true,
      claims: [{ name: 'given_name' }],
    },
  },
};
