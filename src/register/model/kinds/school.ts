import { z } from 'zod';
import type { Kind } from '../kind.ts';
import type { RecordType } from '../record-type.ts';
import { boardIdValue, brinValue, dayValue, rioValue, schoolIdValue, textValue } from '../values.ts';

export const educationSectors = ['po', 'vo', 'mbo', 'ho'] as const;
export type EducationSector = (typeof educationSectors)[number];

export const schoolRecord = z.strictObject({
  id: schoolIdValue,
  board: boardIdValue,
  name: textValue,
  town: textValue,
  /** BRIN4 (`12AB`) or BRIN6 with branch (`12AB01`). */
  brin: brinValue,
  /** Identifier in the national register of institutions (RIO). */
  rio: rioValue.exactOptional(),
  sector: z.enum(educationSectors),
  /** Closed or merged: from that day on nobody signs in for this school. */
  closed: z.strictObject({ on: dayValue, successor: schoolIdValue.exactOptional() }).exactOptional(),
});
export type School = RecordType<typeof schoolRecord>;

export const schoolKind: Kind<School> = {
  schema: schoolRecord,
  idParts: ['id'],
  fileList: 'schools',
  references: [
    { to: 'board', at: ['board'] },
    { to: 'school', at: ['closed', 'successor'] },
  ],
  foundBy: { brin: [['brin']] },
  unique: [
    {
      word: 'brin',
      at: ['brin'],
      problem: (brin, holder) => `BRIN ${brin} already belongs to school ${holder}`,
      remedy: 'correct one of the two',
    },
  ],
  api: {
    path: 'schools',
    schemaName: 'School',
    filters: ['board'],
    writeScope: 'schools:write',
    example: {
      id: 'de-regenboog',
      board: 'waterland',
      name: 'De Regenboog',
      town: 'Monnickendam',
      brin: '12EA',
      sector: 'po',
    },
  },
};
