import { sectorRecord } from '../model/supplier-records.ts';
import type { RecordFault, RecordName } from '../../storage/stores/records.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import { faultOf } from './read-proposal.ts';

/**
 * A sector that ended and comes again is the same sector, with the same pseudonyms: it can only come back to the
 * supplier that had it. Asked of sectors that are not there now; of others the step itself tells.
 */
export async function formerSectorFaults(
  store: Pick<RegisterStore, 'history'>,
  appearing: readonly (RecordName & { readonly body?: unknown })[],
): Promise<readonly RecordFault[]> {
  const sectors = appearing.filter(({ kind }) => kind === 'sector');
  const faults = await Promise.all(
    sectors.map(async (sector): Promise<readonly RecordFault[]> => {
      const supplier = supplierOf(sector.body);
      const versions = await store.history('sector', sector.id);
      const former = versions.map(({ body }) => supplierOf(body)).find((other) => other !== undefined);
      if (supplier === undefined || former === undefined || former === supplier) return [];
      const problem = `sector ${sector.id} was one of supplier ${former}, so ${supplier} would see the pseudonyms of ${former}`;
      return [faultOf(sector, { path: ['supplier'], problem, remedy: `make a new sector for ${supplier}` })];
    }),
  );
  return faults.flat();
}

function supplierOf(body: unknown): string | undefined {
  return sectorRecord.safeParse(body).data?.supplier;
}
