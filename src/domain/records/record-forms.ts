import { z } from 'zod';
import { accessRecord, agreementRecord, objectionRecord, policyRecord } from './agreement-records.ts';
import { apiClientRecord } from './api-client-records.ts';
import { policyRecordId, sortedJson } from './federation-records.ts';
import { schemaFaults, type SchemaFault } from './schema-faults.ts';
import { boardRecord, idpRecord, schoolRecord } from './school-records.ts';
import { sectorRecord, serviceRecord, supplierRecord } from './supplier-records.ts';

/** A record in the form that the register stores, read from what somebody wrote; or what is wrong with that. */
export type ReadForm =
  | { readonly id: string; readonly body: unknown }
  | { readonly faults: readonly Pick<SchemaFault, 'path' | 'problem' | 'remedy'>[] };

interface RecordForm {
  /** Reads JSON that anybody may have written, and writes it back in full: keys sorted, defaults written out. */
  read(body: unknown): ReadForm;
}

function formOf<Schema extends z.ZodType>(
  schema: Schema,
  idOf: (record: z.output<Schema>) => string,
): RecordForm {
  return {
    read: (body) => {
      const parsed = schema.safeParse(body);
      if (!parsed.success) return { faults: schemaFaults(parsed.error, body) };
      return { id: idOf(parsed.data), body: sortedJson(z.encode(schema, parsed.data)) };
    },
  };
}

const ownId = (record: { readonly id: string }): string => record.id;

/** Every kind of record of the register, objections included. */
export const recordForms = {
  board: formOf(boardRecord, ownId),
  school: formOf(schoolRecord, ownId),
  idp: formOf(idpRecord, ownId),
  supplier: formOf(supplierRecord, ownId),
  sector: formOf(sectorRecord, ownId),
  service: formOf(serviceRecord, ownId),
  agreement: formOf(agreementRecord, ownId),
  policy: formOf(policyRecord, policyRecordId),
  access: formOf(accessRecord, policyRecordId),
  'api-client': formOf(apiClientRecord, ownId),
  objection: formOf(objectionRecord, ownId),
};
