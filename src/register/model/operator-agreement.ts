import { z } from 'zod';
import { subProcessorValue, signatureValue } from './paper-values.ts';
import type { RecordType } from './record-type.ts';
import { anyOf, dayValue, daysValue, hashValue, someOf } from './values.ts';

/** What the operator does for a board, each as the papers of that agreement name it. */
export const operatorTasks = ['login', 'pseudonyms', 'ledger', 'portal'] as const;
export type OperatorTask = (typeof operatorTasks)[number];

/** Processing agreement (verwerkersovereenkomst), board × operator of Sluis. */
const operatorAgreement = z.strictObject({
  /** Of the signed text, as for the documents of agreements. */
  hash: hashValue,
  /** First and last day on which it counts; without a last day it goes on. */
  validFrom: dayValue,
  validUntil: dayValue.exactOptional(),
  /** Nobody signs in unless `login`, `pseudonyms` and `ledger` are all among them. */
  covers: someOf(z.enum(operatorTasks)),
  subProcessors: anyOf(subProcessorValue).exactOptional(),
  /** Days after its end on which the operator has destroyed what it has of the board's people. */
  destroyedAfterDays: daysValue.exactOptional(),
  signatures: z
    .strictObject({ board: signatureValue.exactOptional(), operator: signatureValue.exactOptional() })
    .exactOptional(),
});
type OperatorAgreement = RecordType<typeof operatorAgreement>;

export const operatorAgreementValue = z.union([z.literal('none'), operatorAgreement]).meta({
  description:
    'Left out: none for a new board, from which nobody signs in then; one that exists keeps what it has. A board of before this member was there signs in without it in this release.',
});

/** All of it on which a sign-in depends: its days and what it covers, and no papers. */
export type OperatorTerms = Pick<OperatorAgreement, 'validFrom' | 'validUntil' | 'covers'>;

/** What is asked of a board when somebody signs in. Absent: a board of before this was asked for. */
export interface AgreedWithOperator {
  readonly operatorAgreement?: 'none' | OperatorTerms;
}
