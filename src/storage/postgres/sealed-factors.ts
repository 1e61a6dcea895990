import { z } from 'zod';
import type { SealedContent, SealedRows } from '../stores/sealed-rows.ts';
import type { Postgres } from './pool.ts';
import { rowsOfVersion, sealedAnew, sealedRowsIn } from './sealed-rows.ts';
import { statement } from './statement.ts';

const keyVersions = statement({
  name: 'factor-key-versions',
  text: 'select key_version, count(*) as rows from sluis.portal_factor group by key_version order by key_version',
  row: rowsOfVersion,
});
const sealedWith = statement({
  name: 'factors-sealed-with',
  text: `select account, id, content from sluis.portal_factor
    where key_version = $1 and (account, id) > ($2, $3) order by account, id limit $4`,
  row: z
    .object({ account: z.string(), id: z.string(), content: z.instanceof(Uint8Array) })
    .transform(({ account, id, content }): SealedContent => ({ id: `${account}/${id}`, sealed: content })),
});
const sealAnew = statement({
  name: 'factor-seal-anew',
  text: `update sluis.portal_factor set content = $3, key_version = $4
    where account = $1 and id = $2 and key_version = $5 returning true as sealed`,
  row: sealedAnew,
});

/** Before every UUID that is given: none has a version 0. */
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** What second factors have sealed: a row is the account and the factor. */
export function sealedFactors(postgres: Postgres): SealedRows {
  return sealedRowsIn(postgres, {
    table: 'portal_factor',
    versions: keyVersions,
    sealedWith,
    sealAnew,
    nameOf,
    after: (id) => (id === undefined ? [beforeAll, beforeAll] : nameOf(id)),
  });
}

/** Account and factor of a row. */
function nameOf(id: string): readonly [string, string] {
  const [account = '', factor = ''] = id.split('/', 2);
  return [account, factor];
}
