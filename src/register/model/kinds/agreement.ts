import { z } from 'zod';
import type { Kind } from '../kind.ts';
import { signatureValue } from '../paper-values.ts';
import type { RecordType } from '../record-type.ts';
import {
  agreementIdValue,
  attributeNameValue,
  boardIdValue,
  anyOf,
  dayValue,
  daysValue,
  hashValue,
  listOf,
  affiliationValue,
  purposeValue,
  serviceIdValue,
  someOf,
  supplierIdValue,
  textValue,
  transformsValue,
  wholeNumberValue,
} from '../values.ts';

export const agreementStatuses = ['draft', 'offered', 'active', 'suspended', 'ended'] as const;
export type AgreementStatus = (typeof agreementStatuses)[number];

/** GDPR 6(1)(e), (c), (b) and (a). */
const legalGrounds = ['public_task', 'legal_obligation', 'contract', 'consent'] as const;

/** What supports an agreement and is kept elsewhere. */
const documentKinds = [
  'agreement',
  'annex',
  'security_annex',
  'changes_annex',
  'mandate',
  'dpia',
  'other',
] as const;

/** One line of the annex: what may be given to one service, why, and about whom. */
const annexRow = z
  .strictObject({
    service: serviceIdValue,
    claim: attributeNameValue,
    purposes: someOf(purposeValue),
    affiliations: someOf(affiliationValue),
    transforms: transformsValue.default([]),
    /** Legal ground of the board (GDPR 6(1)). What rests on consent alone does not leave: nobody can give it here yet. */
    ground: z.enum(legalGrounds).exactOptional(),
    /** Processing that a board may leave out without losing the product. */
    optional: z.boolean().exactOptional(),
    /** Days after the end of the agreement on which the supplier has destroyed it. */
    destroyedAfterDays: daysValue.exactOptional(),
    /** Of these, those in which teachers may still read it. */
    readableByTeachersForDays: daysValue.exactOptional(),
  })
  .refine(
    ({ destroyedAfterDays, readableByTeachersForDays: days = 0 }) =>
      destroyedAfterDays === undefined ? days === 0 : days <= destroyedAfterDays,
    {
      error: 'must not be more than destroyedAfterDays, which has to be there too',
      path: ['readableByTeachersForDays'],
    },
  );
export type AnnexRow = RecordType<typeof annexRow>;

/** `text`: SHA-256 of the text that was signed at the portal, which the documents of the board have. */
const boardSignature = signatureValue.extend({ text: hashValue.exactOptional() });

/** Processing agreement (verwerkersovereenkomst), board × supplier. */
export const agreementRecord = z.strictObject({
  id: agreementIdValue,
  board: boardIdValue,
  supplier: supplierIdValue,
  status: z.enum(agreementStatuses),
  /** First and last day on which it counts. */
  validFrom: dayValue,
  validUntil: dayValue,
  /** Services covered, and for which affiliations. */
  services: someOf(z.strictObject({ service: serviceIdValue, affiliations: someOf(affiliationValue) })),
  annex: listOf(annexRow).default([]),
  /**
   * The earlier agreement of the same board and supplier whose place this one takes: from `validFrom` on, once this
   * one is active, the earlier one no longer counts, also when this one is suspended or ended later.
   */
  replaces: agreementIdValue.exactOptional(),
  /** What the supplier is for this processing. Left out: a processor. A controller decides on its own purposes. */
  relation: z.enum(['processor', 'controller']).exactOptional(),
  /** Which model the text follows: that of the covenant (4.0), the sector's general one, or another. */
  model: z
    .strictObject({ kind: z.enum(['4.0', 'general', 'other']), name: textValue.exactOptional() })
    .exactOptional(),
  /** GDPR 28(2): each one, or all that are told of so many days before. */
  subProcessors: z
    .discriminatedUnion('authorisation', [
      z.strictObject({ authorisation: z.literal('specific') }),
      z.strictObject({ authorisation: z.literal('general'), noticeDays: daysValue }),
    ])
    .exactOptional(),
  /** Within how many hours the supplier tells of a breach (GDPR 33(2)). */
  breachNoticeHours: wholeNumberValue('hours', 1, 168).exactOptional(),
  signatures: z
    .strictObject({ board: boardSignature.exactOptional(), supplier: signatureValue.exactOptional() })
    .exactOptional(),
  documents: anyOf(z.strictObject({ kind: z.enum(documentKinds), hash: hashValue })).exactOptional(),
  /** The data protection impact assessment: where it is to be found, and from which day it is. */
  dpia: z.strictObject({ reference: textValue, on: dayValue.exactOptional() }).exactOptional(),
});
export type Agreement = RecordType<typeof agreementRecord>;

export const agreementKind: Kind<Agreement> = {
  schema: agreementRecord,
  idParts: ['id'],
  fileList: 'agreements',
  references: [
    { to: 'board', at: ['board'] },
    { to: 'supplier', at: ['supplier'] },
    { to: 'service', at: ['services', '*', 'service'] },
    { to: 'agreement', at: ['replaces'] },
  ],
  foundBy: { parties: [['board'], ['supplier']] },
  api: {
    path: 'agreements',
    schemaName: 'Agreement',
    filters: ['board', 'supplier', 'service'],
    writeScope: 'agreements:write',
    example: {
      id: 'waterland-leesboom',
      board: 'waterland',
      supplier: 'leesboom',
      status: 'offered',
      validFrom: '2026-08-01',
      validUntil: '2027-07-31',
      services: [{ service: 'leesboom-reader', affiliations: ['pupil', 'teacher'] }],
      annex: [
        {
          service: 'leesboom-reader',
          claim: 'given_name',
          purposes: ['access'],
          affiliations: ['pupil'],
          ground: 'public_task',
          destroyedAfterDays: 90,
        },
      ],
    },
  },
};
