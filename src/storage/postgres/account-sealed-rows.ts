import { z } from 'zod';
import type { SealedRows } from '../stores/sealed-rows.ts';
import type { Postgres } from './pool.ts';
import { rowsOfVersion, sealedAnew, sealedRowsIn } from './sealed-rows.ts';
import { statement } from './statement.ts';

const bytes = z.instanceof(Uint8Array);
/** Before every UUID that is given: none has a version 0. */
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** Whatever stands behind a slash is no part of the order. */
const namedByUuid = {
  nameOf: (id: string) => [id],
  after: (id = beforeAll) => id.split('/', 1),
} as const;

const accountKeyVersions = statement({
  name: 'portal-account-key-versions',
  text: 'select key_version, count(*) as rows from sluis.portal_account group by key_version order by key_version',
  row: rowsOfVersion,
});
/** The content of an account is tied to its version too. */
const accountsSealedWith = statement({
  name: 'portal-accounts-sealed-with',
  text: `select id || '/' || version as id, content as sealed from sluis.portal_account
    where key_version = $1 and id > $2::uuid order by id limit $3`,
  row: z.object({ id: z.string(), sealed: bytes }),
});
const sealAccountAnew = statement({
  name: 'portal-account-seal-anew',
  text: `update sluis.portal_account set content = $2, key_version = $3
    where id = split_part($1, '/', 1)::uuid and version = split_part($1, '/', 2)::integer and key_version = $4
    returning true as sealed`,
  row: sealedAnew,
});
const invitationKeyVersions = statement({
  name: 'portal-invitation-key-versions',
  text: 'select key_version, count(*) as rows from sluis.portal_invitation group by key_version order by key_version',
  row: rowsOfVersion,
});
const invitationsSealedWith = statement({
  name: 'portal-invitations-sealed-with',
  text: `select id::text, content as sealed from sluis.portal_invitation
    where key_version = $1 and id > $2::uuid order by id limit $3`,
  row: z.object({ id: z.string(), sealed: bytes }),
});
const sealInvitationAnew = statement({
  name: 'portal-invitation-seal-anew',
  text: `update sluis.portal_invitation set content = $2, key_version = $3
    where id = $1::uuid and key_version = $4 returning true as sealed`,
  row: sealedAnew,
});

export function sealedAccountRows(postgres: Postgres): SealedRows {
  return sealedRowsIn(postgres, {
    table: 'portal_account',
    versions: accountKeyVersions,
    sealedWith: accountsSealedWith,
    sealAnew: sealAccountAnew,
    ...namedByUuid,
  });
}

export function sealedInvitationRows(postgres: Postgres): SealedRows {
  return sealedRowsIn(postgres, {
    table: 'portal_invitation',
    versions: invitationKeyVersions,
    sealedWith: invitationsSealedWith,
    sealAnew: sealInvitationAnew,
    ...namedByUuid,
  });
}
