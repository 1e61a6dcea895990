import { faultOf, type Fault } from '../../domain/fault.ts';
import { sectorRecord } from '../model/kinds/sector.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import type { Step } from './step.ts';

/**
 * A sector that ended and comes again is the same sector, with the same pseudonyms: it can only come back to the
 * supplier that had it. Asked of sectors that are not there now; of others the step itself tells.
 */
export async function formerSectorFaults(
  store: Pick<RegisterStore, 'history'>,
  appearing: readonly Step[],
): Promise<readonly Fault[]> {
  const sectors = appearing.filter(({ kind }) => kind === 'sector');
  const faults = await Promise.all(
    sectors.map(async (sector): Promise<readonly Fault[]> => {
      const supplier = supplierOf(sector.after);
      const versions = await store.history('sector', sector.id);
      const former = versions.map(({ body }) => supplierOf(body)).find((other) => other !== undefined);
      if (supplier === undefined || former === undefined || former === supplier) return [];
      const problem = `sector ${sector.id} belonged to supplier ${former}, so ${supplier} would see the pseudonyms of ${former}`;
      return [faultOf(sector, { path: ['supplier'], problem, remedy: `make a new sector for ${supplier}` })];
    }),
  );
  return faults.flat();
}

function supplierOf(body: unknown): string | undefined {
  return sectorRecord.safeParse(body).data?.supplier;
}
