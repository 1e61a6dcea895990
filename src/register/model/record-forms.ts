import { z } from 'zod';
import { accessRecord, agreementRecord, policyRecord } from './agreement-records.ts';
import { apiClientRecord } from './api-client-records.ts';
import { inTodaysForm } from './earlier-forms.ts';
import { policyRecordId, sortedJson } from './federation-records.ts';
import { objectionRecord, writtenObjection } from './objection-records.ts';
import { schemaFaults, type SchemaFault } from './schema-faults.ts';
import { boardRecord, idpRecord, schoolRecord } from './school-records.ts';
import { sectorRecord, serviceRecord, supplierRecord } from './supplier-records.ts';

/** A record in the form that the register stores, read from what somebody wrote; or what is wrong with that. */
export type ReadForm =
  | { readonly id: string; readonly body: unknown }
  | { readonly faults: readonly Pick<SchemaFault, 'path' | 'problem' | 'remedy'>[] };

interface RecordForm {
  /**
   * Reads JSON that anybody may have written, in today's form or an earlier one, and writes it back in full: in today's
   * form, keys sorted, defaults written out.
   */
  read(body: unknown): ReadForm;
}

/** How records of one kind are read. `idOf`: the id that the body has to agree with. */
export interface RecordReading<Schema extends z.ZodType> {
  readonly schema: Schema;
  readonly idOf: (record: z.output<Schema>) => string;
}

/** For records that have an id of their own. */
export function ownId(record: { readonly id: string }): string {
  return record.id;
}

/** Every kind of record of the register, objections included. */
export const recordReadings = {
  board: { schema: boardRecord, idOf: ownId },
  school: { schema: schoolRecord, idOf: ownId },
  idp: { schema: idpRecord, idOf: ownId },
  supplier: { schema: supplierRecord, idOf: ownId },
  sector: { schema: sectorRecord, idOf: ownId },
  service: { schema: serviceRecord, idOf: ownId },
  agreement: { schema: agreementRecord, idOf: ownId },
  policy: { schema: policyRecord, idOf: policyRecordId },
  access: { schema: accessRecord, idOf: policyRecordId },
  'api-client': { schema: apiClientRecord, idOf: ownId },
  objection: { schema: objectionRecord, idOf: ownId },
};

function formOf<Schema extends z.ZodType>(
  kind: keyof typeof recordReadings,
  { schema, idOf }: RecordReading<Schema>,
): RecordForm {
  return {
    read: (given) => {
      const body = inTodaysForm(kind, given);
      const parsed = schema.safeParse(body);
      if (!parsed.success) return { faults: schemaFaults(parsed.error, body) };
      return { id: idOf(parsed.data), body: sortedJson(z.encode(schema, parsed.data)) };
    },
  };
}

/** The same for what somebody wrote. */
export const recordForms = {
  board: formOf('board', recordReadings.board),
  school: formOf('school', recordReadings.school),
  idp: formOf('idp', recordReadings.idp),
  supplier: formOf('supplier', recordReadings.supplier),
  sector: formOf('sector', recordReadings.sector),
  service: formOf('service', recordReadings.service),
  agreement: formOf('agreement', recordReadings.agreement),
  policy: formOf('policy', recordReadings.policy),
  access: formOf('access', recordReadings.access),
  'api-client': formOf('api-client', recordReadings['api-client']),
  objection: formOf('objection', recordReadings.objection),
};

/** An objection as a program writes it: the register finds out whose it is. */
export const writtenObjectionForm = formOf('objection', { schema: writtenObjection, idOf: ownId });
