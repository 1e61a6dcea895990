import { z } from 'zod';
import type { Kind } from '../kind.ts';
import { operatorAgreementValue } from '../operator-agreement.ts';
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
  /** Whoever drafts a change at the portal does not publish it: somebody else looks at it first. Left out: no. */
  fourEyes: z.boolean().exactOptional(),
  /**
   * With the operator of Sluis, who is a processor of the board as well. Without it, a board of before it was asked for
   * goes on in this release; no board can lose it again (`defaultsWhenNew`).
   */
  operatorAgreement: operatorAgreementValue.exactOptional(),
});
export type Board = RecordType<typeof boardRecord>;

export const boardKind: Kind<Board> = {
  schema: boardRecord,
  idParts: ['id'],
  fileList: 'boards',
  references: [],
  defaultsWhenNew: [{ at: ['operatorAgreement'], value: 'none', mayBeAbsent: true }],
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
      operatorAgreement: {
        hash: 'aeddcbee0f0d0b0c0a0e1a6d2ed1d2f4e7d2f0a64f0c4d0f8e8f3e7a1b2c3d4e',
        validFrom: '2026-08-01',
        covers: ['login', 'pseudonyms', 'ledger'],
      },
    },
  },
};
