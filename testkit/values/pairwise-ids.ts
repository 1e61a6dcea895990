import { createHash } from 'node:crypto';
import { pairwiseGroupId, pairwiseSchoolId } from '../../src/domain/ids.ts';
import type { PairwiseIds } from '../../src/domain/pairwise-ids.ts';
import { required } from './ids.ts';

/** Stands for what a pseudonym sector with this name knows schools and groups by. */
export function pairwiseIdsIn(sector: string): PairwiseIds {
  const digest = (...fields: readonly string[]): string =>
    createHash('sha256')
      .update(JSON.stringify([sector, ...fields]))
      .digest('base64url');
  return {
    school: (id) => required(pairwiseSchoolId(digest(id))),
    group: ({ school, schoolYear, name }) => required(pairwiseGroupId(digest(school, schoolYear, name))),
  };
}
