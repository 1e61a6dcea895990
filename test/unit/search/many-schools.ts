import type { School } from '../../../src/register/model/kinds/school.ts';
import { boardId, schoolId } from '../../../src/domain/ids.ts';
import { brin, schoolName, townName } from '../../../testkit/federation/invented-names.ts';
import { required } from '../../../testkit/values/ids.ts';

/** So many schools that do not exist, with the words of a country. */
export function manySchools(count: number): readonly School[] {
  return Array.from({ length: count }, (_, number) => ({
    id: required(schoolId(`xs${number}`)),
    board: required(boardId('xb1')),
    name: schoolName(number),
    town: townName(number),
    brin: brin(number),
    sector: 'po' as const,
  }));
}

/** Schools that do not exist, by name and town. */
export function namedSchools(names: readonly (readonly [name: string, town: string])[]): readonly School[] {
  return names.map(([name, town], number) => ({
    id: required(schoolId(`xn${number}`)),
    board: required(boardId('xb1')),
    name,
    town,
    brin: brin(number + 400),
    sector: 'po' as const,
  }));
}
