import { recordIds, type Incoherence } from '../rules/picture.ts';
import type { Federation, FileKind } from '../model/federation-records.ts';
import type { Versioned } from '../model/register.ts';
import type { RecordFault, StoredRecord } from '../../storage/stores/records.ts';
import { readStoredFederation } from '../stored/stored-federation.ts';

/** Records as the rules of coherence take them; objections, of which those know nothing, are left out. */
export function federationOf(records: readonly StoredRecord[]): Federation {
  const stored = readStoredFederation(records);
  return {
    boards: plain(stored.boards),
    schools: plain(stored.schools),
    idps: plain(stored.idps),
    suppliers: plain(stored.suppliers),
    sectors: plain(stored.sectors),
    services: plain(stored.services),
    agreements: plain(stored.agreements),
    policies: plain(stored.policies),
    access: plain(stored.access),
    apiClients: plain(stored.apiClients),
  };
}

function plain<Record_>(stored: readonly Versioned<Record_>[]): readonly Record_[] {
  return stored.map(({ record }) => record);
}

/** What the rules found, with the names of the records in the place of their positions. */
export function namedFaults(focus: Federation, found: readonly Incoherence[]): readonly RecordFault[] {
  const ids = new Map<FileKind, readonly string[]>();
  return found.map(({ kind, index, path, problem, remedy }) => {
    const known = ids.get(kind) ?? recordIds(focus, kind);
    ids.set(kind, known);
    return { kind, id: known[index] ?? '', path, problem, remedy };
  });
}
