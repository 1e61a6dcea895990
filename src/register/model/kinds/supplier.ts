import { z } from 'zod';
import type { Kind } from '../kind.ts';
import type { RecordType } from '../record-type.ts';
import { dayValue, someOf, supplierIdValue, textValue, webAddressValue } from '../values.ts';

const contactSubjects = ['privacy', 'security', 'support'] as const;

const mailbox = z.email({ error: 'must be an e-mail address' });

export const supplierRecord = z.strictObject({
  id: supplierIdValue,
  name: textValue,
  privacyStatement: webAddressValue,
  /** The sector's privacy covenant (Convenant Digitale Onderwijsmiddelen en Privacy), when signed. */
  covenant: z.strictObject({ version: textValue, signedOn: dayValue }).exactOptional(),
  /** Functional mailboxes, not people. */
  contacts: someOf(z.strictObject({ subject: z.enum(contactSubjects), email: mailbox })).exactOptional(),
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
    },
  },
};
