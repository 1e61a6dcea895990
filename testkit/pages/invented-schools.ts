import type { School } from '../../src/register/model/kinds/school.ts';
import { boardId, schoolId } from '../../src/domain/ids.ts';

const rows = [
  ['De Regenboog', 'Verzonnen aan Zee', '99AA'],
  ['Het Kleurpotlood', 'Nergenshuizen', '02BB'],
  ['Sint-Fantasius College', 'Verzonnen aan Zee', '03CC01'],
  ['Montessorilyceum Schijnstad', 'Schijnstad', '04DD'],
  ['Café de l’École', 'Überdorp', '05EE'],
  ['De Regenboog', 'Nergenshuizen', '06FF'],
  ['Schijnstad College', 'Elders', '07GG'],
] as const;

/** Schools that do not exist, for tests of the search. */
export const inventedSchools: readonly School[] = rows.map(([name, town, brin]) => {
  const id = schoolId(`school-${brin.toLowerCase()}`);
  const board = boardId('invented-board');
  if (id === undefined || board === undefined) throw new Error('an invented school has no valid id');
  return { id, board, name, town, brin, sector: 'po' };
});
