import { expect, it } from 'vitest';
import { read } from '../../testkit/machine/project-files.ts';
import { grantsInWords, rolesInWords, tasksInWords } from './roles-table.ts';
import { tableRows } from './table-rows.ts';

const page = read('docs/PORTAL.md');

it('docs/PORTAL.md says of every role of a board what the table of roles says', () => {
  expect(tableRows(page, '\n### With records\n')).toEqual(rolesInWords());
});

it('docs/PORTAL.md says of every other task whose it is', () => {
  const rows = tableRows(page, '\n### Other tasks\n');
  expect(rows.map(([task, , roles]) => [task, roles])).toEqual(tasksInWords());
  expect(rows.filter(([, meaning = '']) => meaning.length < 10)).toEqual([]);
});

it('docs/PORTAL.md says who grants each role, and what it has to have', () => {
  expect(tableRows(page, '\n### Who grants which role\n')).toEqual(grantsInWords());
});
