import { z } from 'zod';
import type { Kind } from '../kind.ts';
import type { RecordType } from '../record-type.ts';
import { boardIdValue, kvkValue, mailboxValue, rioValue, textValue } from '../values.ts';

/** School board (schoolbestuur): the legal controller. Signs agreements for all its schools. */
export const boardRecord = z.strictObject({
  id: boardIdValue,
  name: textValue,
  /** `stichting`, `vereniging`, `gemeente`. */
  legalForm: textValue.exactOptional(),
  /** Of the competent authority (bevoegd gezag) in the national register of institutions (RIO). */
  rio: rioValue.exactOptional(),
  kvk: kvkValue.exactOptional(),
  /** Where the data protection officer is reached (GDPR 37(7)). */
  dataProtectionOfficer: mailboxValue.exactOptional(),
  /** Who answers questions about personal data from day to day. */
  privacyContact: mailboxValue.exactOptional(),
  /** What shows that somebody acts for the board goes here. */
  registeredMailbox: mailboxValue.exactOptional(),
});
export type Board = RecordType<typeof boardRecord>;

export const boardKind: Kind<Board> = {
  schema: boardRecord,
  idParts: ['id'],
  fileList: 'boards',
  references: [],
  api: {
    path: 'boards',
    schemaName: 'Board',
    filters: [],
    writeScope: 'schools:write',
    example: {
      id: 'waterland',
      name: 'Stichting Waterland Onderwijs',
      legalForm: 'stichting',
      privacyContact: 'privacy@waterland.example',
    },
  },
};
