import { z } from 'zod';
import type { Kind } from '../kind.ts';
import type { RecordType } from '../record-type.ts';
import { boardIdValue, textValue } from '../values.ts';

/** School board (schoolbestuur): the legal controller. Signs agreements for all its schools. */
export const boardRecord = z.strictObject({ id: boardIdValue, name: textValue });
export type Board = RecordType<typeof boardRecord>;

export const boardKind: Kind<Board> = {
  schema: boardRecord,
  idParts: ['id'],
  fileList: 'boards',
  references: [],
  api: {
    path: 'boards',
    schemaName: 'Board',
    filters: [],
    writeScope: 'schools:write',
    example: { id: 'waterland', name: 'Stichting Waterland Onderwijs' },
  },
};
