import type { z } from 'zod';
import { recordReadings, type RecordReading } from '../model/record-forms.ts';
import type { RecordIndex, RegisterIndex } from '../rules/register-index.ts';
import type { RecordKind, StoredRecord } from '../../storage/stores/records.ts';
import { readRecord } from '../stored/read-record.ts';
import type { Surroundings } from './surroundings.ts';

/** What the rules of coherence look records up in. */
export function indexOfSurroundings(register: Surroundings): RegisterIndex {
  const agreements = reader('agreement', recordReadings.agreement);
  const schools = reader('school', recordReadings.school);
  const idps = reader('idp', recordReadings.idp);
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
    boards: index(reader('board', recordReadings.board)),
    schools: index(schools),
    idps: index(idps),
    suppliers: index(reader('supplier', recordReadings.supplier)),
    sectors: index(reader('sector', recordReadings.sector)),
    services: index(reader('service', recordReadings.service)),
    agreements: index(agreements),
    apiClients: index(reader('api-client', recordReadings['api-client'])),
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
function reader<Schema extends z.ZodType>(
  kind: RecordKind,
  reading: RecordReading<Schema>,
): Reader<z.output<Schema>> {
  const known = new Map<StoredRecord, z.output<Schema>>();
  return {
    kind,
    read: (stored) => {
      const found = known.get(stored);
      if (found !== undefined) return found;
      const { record } = readRecord(reading, stored);
      known.set(stored, record);
      return record;
    },
  };
}
