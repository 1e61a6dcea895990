import { z } from 'zod';
import type { Kind } from '../kind.ts';
import { subProcessorValue } from '../paper-values.ts';
import type { RecordType } from '../record-type.ts';
import {
  anyOf,
  countryValue,
  dayValue,
  mailboxValue,
  someOf,
  supplierIdValue,
  textValue,
  webAddressValue,
} from '../values.ts';

const contactSubjects = ['privacy', 'security', 'support'] as const;

/**
 * The sector's privacy covenant (Convenant Digitale Onderwijsmiddelen en Privacy), in its own words: a deelnemer offers learning
 * material under it, a medestander is a processor whose product is outside of it.
 */
const covenant = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.enum(['deelnemer', 'medestander']),
    version: textValue.exactOptional(),
    since: dayValue,
    /** Where anybody can look it up. */
    source: webAddressValue.exactOptional(),
  }),
  z.strictObject({ status: z.literal('none'), reason: textValue }),
]);

export const supplierRecord = z.strictObject({
  id: supplierIdValue,
  name: textValue,
  privacyStatement: webAddressValue,
  /** Its number in the trade register of its country. */
  registrationNumber: textValue.exactOptional(),
  country: countryValue.exactOptional(),
  covenant: covenant.exactOptional(),
  /** ISO 27001 and the like, until the last day of each. */
  certifications: anyOf(z.strictObject({ name: textValue, validUntil: dayValue })).exactOptional(),
  subProcessors: anyOf(subProcessorValue).exactOptional(),
  /** Functional mailboxes, not people. */
  contacts: someOf(z.strictObject({ subject: z.enum(contactSubjects), email: mailboxValue })).exactOptional(),
});
export type Supplier = RecordType<typeof supplierRecord>;

export const supplierKind: Kind<Supplier> = {
  schema: supplierRecord,
  idParts: ['id'],
  fileList: 'suppliers',
  references: [],
  api: {
    path: 'suppliers',
    schemaName: 'Supplier',
    filters: [],
    writeScope: 'suppliers:write',
    example: {
      id: 'leesboom',
      name: 'Uitgeverij Leesboom',
      privacyStatement: 'https://leesboom.example/privacy',
      country: 'NL',
      covenant: { status: 'deelnemer', version: '4.0', since: '2026-03-01' },
      subProcessors: [{ name: 'Wolkenrek BV', purpose: 'hosting', country: 'NL' }],
    },
  },
};
