import { z } from 'zod';
import type { Kind } from '../kind.ts';
import type { RecordType } from '../record-type.ts';
import {
  agreementIdValue,
  attributeNameValue,
  boardIdValue,
  dayValue,
  listOf,
  affiliationValue,
  purposeValue,
  retentionValue,
  serviceIdValue,
  someOf,
  supplierIdValue,
  textValue,
  transformsValue,
} from '../values.ts';

export const agreementStatuses = ['draft', 'offered', 'active', 'suspended', 'ended'] as const;
export type AgreementStatus = (typeof agreementStatuses)[number];

/** One line of the annex: what may be given to one service, why, and about whom. */
const annexRow = z.strictObject({
  service: serviceIdValue,
  claim: attributeNameValue,
  purposes: someOf(purposeValue),
  affiliations: someOf(affiliationValue),
  transforms: transformsValue.default([]),
  /** How long the supplier keeps it, as an ISO 8601 duration of years, months or days: `P1Y`. */
  retention: retentionValue.exactOptional(),
});
export type AnnexRow = RecordType<typeof annexRow>;

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
  /** Version of the sector's model processing agreement that the text follows. */
  modelVersion: textValue.exactOptional(),
  /** SHA-256 of the signed document: 64 lower-case hexadecimal digits. */
  documentHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: 'must be a SHA-256: 64 lower-case hexadecimal digits' })
    .exactOptional(),
  /** Where the data protection impact assessment is to be found: a reference, not the text. */
  dpia: textValue.exactOptional(),
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
        { service: 'leesboom-reader', claim: 'given_name', purposes: ['access'], affiliations: ['pupil'] },
      ],
    },
  },
};
