import { z } from 'zod';
import type { Transform } from '../../../domain/attributes.ts';
import type { AttributeName } from '../../../domain/ids.ts';
import { affiliations, type Affiliation } from '../../../domain/person.ts';
import type { Kind } from '../kind.ts';
import type { RecordType } from '../record-type.ts';
import {
  affiliationValue,
  attributeNameValue,
  listOf,
  schoolIdValue,
  serviceIdValue,
  someOf,
  transformsValue,
} from '../values.ts';

/** One line of a policy: a claim that the school switches on. */
export interface PolicyLine {
  readonly name: AttributeName;
  readonly transforms: readonly Transform[];
  /** Absent: all. */
  readonly affiliations?: readonly Affiliation[];
}

/** For whom a line switches its claim on; an empty list would be nobody. */
export function switchedOnFor(line: Pick<PolicyLine, 'affiliations'>): readonly Affiliation[] {
  return line.affiliations ?? affiliations;
}

/** `given_name`, or `{ name: group, affiliations: [ … ], transforms: [ … ] }`. Written back in the long form. */
const policyLine = z.codec(
  z.union([
    attributeNameValue,
    z.strictObject({
      name: attributeNameValue,
      transforms: transformsValue.default([]),
      affiliations: someOf(affiliationValue).exactOptional().meta({
        description:
          'For whom the claim is switched on; left out: for all. Of several lines of one claim no two may be for the same affiliation.',
      }),
    }),
  ]),
  z.custom<PolicyLine>((value) => typeof value === 'object'),
  {
    decode: (form): PolicyLine => (typeof form === 'string' ? { name: form, transforms: [] } : form),
    encode: (claim) => ({ ...claim }),
  },
);

/** Release policy, school × service: what the school really allows, never more than the agreement. */
export const policyRecord = z.strictObject({
  school: schoolIdValue,
  service: serviceIdValue,
  enabled: z.boolean(),
  claims: listOf(policyLine).default([]),
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
