import { z } from 'zod';
import type { SealedContent, SealedRows } from '../stores/sealed-rows.ts';
import { wholeNumber } from './columns.ts';
import type { Postgres } from './pool.ts';
import { statement, type Statement } from './statement.ts';

const versionCount = z.object({ key_version: z.int(), rows: wholeNumber });
const sealed = z.object({ sealed: z.literal(true) });
const bytes = z.instanceof(Uint8Array);
const noId = '00000000-0000-0000-0000-000000000000';

const accountKeyVersions = statement({
  name: 'portal-account-key-versions',
  text: 'select key_version, count(*) as rows from sluis.portal_account group by key_version order by key_version',
  row: versionCount,
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
  row: sealed,
});
const invitationKeyVersions = statement({
  name: 'portal-invitation-key-versions',
  text: 'select key_version, count(*) as rows from sluis.portal_invitation group by key_version order by key_version',
  row: versionCount,
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
  row: sealed,
});

export function sealedAccountRows(postgres: Postgres): SealedRows {
  return sealedRowsOf(postgres, 'portal_account', {
    versions: accountKeyVersions,
    sealedWith: accountsSealedWith,
    sealAnew: sealAccountAnew,
  });
}

export function sealedInvitationRows(postgres: Postgres): SealedRows {
  return sealedRowsOf(postgres, 'portal_invitation', {
    versions: invitationKeyVersions,
    sealedWith: invitationsSealedWith,
    sealAnew: sealInvitationAnew,
  });
}

function sealedRowsOf(
  postgres: Postgres,
  table: string,
  statements: {
    readonly versions: Statement<z.infer<typeof versionCount>>;
    readonly sealedWith: Statement<SealedContent>;
    readonly sealAnew: Statement<z.infer<typeof sealed>>;
  },
): SealedRows {
  return {
    table,
    versions: async () =>
      new Map(
        (await postgres.run(statements.versions, [])).map(({ key_version, rows }) => [key_version, rows]),
      ),
    sealedWith: (version, { after = noId, limit }) =>
      postgres.run(statements.sealedWith, [version, after.split('/', 1)[0], limit]),
    sealAnew: (rows, { from, to }) =>
      postgres.transaction(async (run) => {
        let count = 0;
        for (const { id, sealed: content } of rows) {
          count += (await run(statements.sealAnew, [id, Buffer.from(content), to, from])).length;
        }
        return count;
      }),
  };
}
