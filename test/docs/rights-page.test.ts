import { expect, it } from 'vitest';
import { recordKinds } from '../../src/domain/record-kinds.ts';
import { read } from '../../testkit/machine/project-files.ts';
import { rightsInWords } from './rights-table.ts';
import { tableRows } from './table-rows.ts';

it('docs/MANAGEMENT-API.md says of every kind of record what the table of rights says', () => {
  const rows = tableRows(read('docs/MANAGEMENT-API.md'), '\n| Records ');
  expect(rows.slice(0, recordKinds.length)).toEqual(rightsInWords());
});
