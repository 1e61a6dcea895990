import { z } from 'zod';
import type { Kind } from '../kind.ts';
import type { RecordType } from '../record-type.ts';
import { dayValue, affiliationValue, schoolIdValue, serviceIdValue, someOf, textValue } from '../values.ts';

/** Attributes by which an access rule tells pupils apart. */
export const accessAttributes = { years: 'school_year', groups: 'group' } as const;

/**
 * Who of a school may use a service, school × service. Each member that is there narrows; without a rule everybody
 * whom agreement and policy allow may sign in. Years and groups are asked of pupils only.
 */
export const accessRecord = z.strictObject({
  school: schoolIdValue,
  service: serviceIdValue,
  affiliations: someOf(affiliationValue).exactOptional(),
  /** Values of the attribute `school_year`; one of the pupil's has to be among them. */
  years: someOf(textValue).exactOptional(),
  /** Values of the attribute `group`; one of the pupil's has to be among them. */
  groups: someOf(textValue).exactOptional(),
  /** First and last day of the licence. */
  licence: z.strictObject({ from: dayValue, until: dayValue }).exactOptional(),
});
export type AccessRule = RecordType<typeof accessRecord>;

export const accessKind: Kind<AccessRule> = {
  schema: accessRecord,
  idParts: ['school', 'service'],
  fileList: 'access',
  references: [
    { to: 'school', at: ['school'] },
    { to: 'service', at: ['service'] },
  ],
  api: {
    path: 'access-rules',
    schemaName: 'AccessRule',
    filters: ['school', 'service'],
    writeScope: 'policies:write',
    example: { school: 'de-regenboog', service: 'leesboom-reader', years: ['5', '6'] },
  },
};
