import type { z } from 'zod';
import type { RecordIndex, RegisterIndex } from '../../domain/coherence/register-index.ts';
import { agreementRecord } from '../../domain/records/agreement-records.ts';
import { apiClientRecord } from '../../domain/records/api-client-records.ts';
import { boardRecord, idpRecord, schoolRecord } from '../../domain/records/school-records.ts';
import { sectorRecord, serviceRecord, supplierRecord } from '../../domain/records/supplier-records.ts';
import type { RecordKind, StoredRecord } from '../../storage/stores.ts';
import { ownId, readRecord } from '../read-record.ts';
import type { Surroundings } from './surroundings.ts';

/** What the rules of coherence look records up in. */
export function indexOfSurroundings(register: Surroundings): RegisterIndex {
  const agreements = reader('agreement', agreementRecord);
  const schools = reader('school', schoolRecord);
  const idps = reader('idp', idpRecord);
  const index = <Record_>(reading: Reader<Record_>): RecordIndex<Record_> => {
    const get = (id: string): Record_ | undefined => {
      const record = register.find(reading.kind, id);
      return record === undefined ? undefined : reading.read(record);
    };
    return { get, isMissing: (id) => get(id) === undefined };
  };
  const mentioning = <Record_>(reading: Reader<Record_>, mention: string): readonly Record_[] =>
    register.mentioning(reading.kind, mention).map(reading.read);
  return {
    boards: index(reader('board', boardRecord)),
    schools: index(schools),
    idps: index(idps),
    suppliers: index(reader('supplier', supplierRecord)),
    sectors: index(reader('sector', sectorRecord)),
    services: index(reader('service', serviceRecord)),
    agreements: index(agreements),
    apiClients: index(reader('api-client', apiClientRecord)),
    agreementsBetween: (board, supplier) => mentioning(agreements, `parties ${board}/${supplier}`),
    schoolsWithBrin: (brin) => mentioning(schools, `brin ${brin}`),
    idpsWithNamespace: (namespace) => mentioning(idps, `namespace ${namespace}`),
  };
}

interface Reader<Record_> {
  readonly kind: RecordKind;
  read(stored: StoredRecord): Record_;
}

/** Reads each record once, however often the rules ask for it. */
function reader<Schema extends z.ZodType<{ readonly id: string }>>(
  kind: RecordKind,
  schema: Schema,
): Reader<z.output<Schema>> {
  const known = new Map<StoredRecord, z.output<Schema>>();
  return {
    kind,
    read: (stored) => {
      const found = known.get(stored);
      if (found !== undefined) return found;
      const { record } = readRecord({ schema, idOf: ownId }, stored);
      known.set(stored, record);
      return record;
    },
  };
}
