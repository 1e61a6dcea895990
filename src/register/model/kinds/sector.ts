import { z } from 'zod';
import type { Kind } from '../kind.ts';
import type { RecordType } from '../record-type.ts';
import { sectorIdValue, supplierIdValue } from '../values.ts';

/** Pseudonym sector: the services in it see the same `sub`. Belongs to one supplier, for ever. */
export const sectorRecord = z.strictObject({ id: sectorIdValue, supplier: supplierIdValue });
export type Sector = RecordType<typeof sectorRecord>;

export const sectorKind: Kind<Sector> = {
  schema: sectorRecord,
  idParts: ['id'],
  fileList: 'sectors',
  references: [{ to: 'supplier', at: ['supplier'] }],
  api: {
    path: 'sectors',
    schemaName: 'Sector',
    filters: ['supplier'],
    writeScope: 'suppliers:write',
    example: { id: 'leesboom', supplier: 'leesboom' },
  },
};
