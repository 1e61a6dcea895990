import { z } from 'zod';
import type { AccountStore, SealedAccount } from '../stores/account-store.ts';
import { accountColumns, accountRow, invitationColumns, invitationRow, partyValues } from './account-rows.ts';
import { boardCodesIn } from './board-codes.ts';
import { sealedAccountRows, sealedInvitationRows } from './account-sealed-rows.ts';
import { wholeNumber } from './columns.ts';
import type { Postgres, RunStatement } from './pool.ts';
import { portalPeopleIn } from './portal-people.ts';
import { isAsSeen } from './seen-accounts.ts';
import { statement } from './statement.ts';
import { writeMessages } from './write-messages.ts';
import { writeEvents } from './write-register.ts';

const done = z.object({ done: z.literal(true) });

/** Lets readers through; a second writer waits until the first has committed, so that the bound holds. */
const lockInvitations = statement({
  name: 'portal-invitations-lock',
  text: 'lock table sluis.portal_invitation in share row exclusive mode',
  row: z.unknown(),
});
const countInvitations = statement({
  name: 'portal-invitations-count',
  text: `select count(*) as open from sluis.portal_invitation
    where party_kind = $1 and party_id = $2 and id <> all($3::uuid[])`,
  row: z.object({ open: wholeNumber }),
});
const endInvitations = statement({
  name: 'portal-invitations-end',
  text: `delete from sluis.portal_invitation where party_kind = $1 and party_id = $2 and id = any($3::uuid[])`,
  row: z.unknown(),
});
const insertInvitation = statement({
  name: 'portal-invitation-insert',
  text: `insert into sluis.portal_invitation (${invitationColumns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
  row: z.unknown(),
});
const invitationWith = statement({
  name: 'portal-invitation-with',
  text: `select ${invitationColumns} from sluis.portal_invitation where secret_hash = $1`,
  row: invitationRow,
});
const invitationsOf = statement({
  name: 'portal-invitations-of',
  text: `select ${invitationColumns} from sluis.portal_invitation
    where party_kind = $1 and party_id = $2 order by invited_at, id`,
  row: invitationRow,
});
const bindInvitation = statement({
  name: 'portal-invitation-bind',
  text: `update sluis.portal_invitation set browser_hash = $2
    where id = $1 and (browser_hash is null or browser_hash = $2) returning true as done`,
  row: done,
});
const endInvitation = statement({
  name: 'portal-invitation-end',
  text: 'delete from sluis.portal_invitation where id = $1 returning true as done',
  row: done,
});
/** Whoever else accepts it waits until the transaction has ended, and finds it gone. */
const holdInvitation = statement({
  name: 'portal-invitation-hold',
  text: `select true as done from sluis.portal_invitation where id = $1 and browser_hash = $2 for update`,
  row: done,
});
const deleteExpired = statement({
  name: 'portal-invitations-expired',
  text: 'delete from sluis.portal_invitation where expires_at < $1 returning true as done',
  row: done,
});
const insertAccount = statement({
  name: 'portal-account-insert',
  text: `insert into sluis.portal_account
      (id, party_kind, party_id, version, subject, made_at, last_used_on, key_version, content)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning true as done`,
  row: done,
});
const changeAccount = statement({
  name: 'portal-account-change',
  text: `update sluis.portal_account set version = $2, key_version = $3, content = $4
    where id = $1 and version = $2 - 1 returning true as done`,
  row: done,
});
const accountsOf = statement({
  name: 'portal-accounts-of',
  text: `select ${accountColumns} from sluis.portal_account
    where party_kind = $1 and party_id = $2 order by made_at, id`,
  row: accountRow,
});
const account = statement({
  name: 'portal-account',
  text: `select ${accountColumns} from sluis.portal_account where id = $1`,
  row: accountRow,
});
const accountsWith = statement({
  name: 'portal-accounts-with',
  text: `select ${accountColumns} from sluis.portal_account where subject = $1 order by party_kind, party_id`,
  row: accountRow,
});
const used = statement({
  name: 'portal-account-used',
  text: `update sluis.portal_account set last_used_on = $2::date
    where id = $1 and (last_used_on is null or last_used_on < $2::date)`,
  row: z.unknown(),
});
const eraseAccount = statement({
  name: 'portal-account-erase',
  text: 'delete from sluis.portal_account where id = $1 returning true as done',
  row: done,
});

/** Close it by closing `postgres`, which it may share with other stores. */
export function createPostgresAccountStore(postgres: Postgres): AccountStore {
  return {
    accounts: sealedAccountRows(postgres),
    invitations: sealedInvitationRows(postgres),
    ping: postgres.ping,
    close: postgres.close,
    ...invitationsIn(postgres),
    ...boardCodesIn(postgres),
    ...portalPeopleIn(postgres),
    accept: ({ id, browserHash }, changed, events, messages = []) =>
      postgres.transaction(async (run) => {
        if (!isDone(await run(holdInvitation, [id, Buffer.from(browserHash)]))) return 'gone';
        if (!(await writeAccount(run, changed))) return 'conflict';
        await run(endInvitation, [id]);
        await writeMessages(run, messages);
        await writeEvents(run, events);
        return 'accepted';
      }),
    accountsOf: (party) => postgres.run(accountsOf, partyValues(party)),
    account: async (id) => (await postgres.run(account, [id]))[0],
    accountsWith: (subject) => postgres.run(accountsWith, [subject]),
    change: (changed, events, seen, messages = []) =>
      postgres.transaction(async (run) => {
        if (!(await isAsSeen(run, seen))) return false;
        if (changed.version < 2 || !(await writeAccount(run, changed))) return false;
        await writeMessages(run, messages);
        await writeEvents(run, events);
        return true;
      }),
    async used(id, day) {
      await postgres.run(used, [id, day]);
    },
    erase: (id, events, seen, messages = []) =>
      postgres.transaction(async (run) => {
        if (!(await isAsSeen(run, seen))) return false;
        if (!isDone(await run(eraseAccount, [id]))) return false;
        await writeMessages(run, messages);
        await writeEvents(run, events);
        return true;
      }),
  };
}

function invitationsIn(
  postgres: Postgres,
): Pick<
  AccountStore,
  'invite' | 'invitationWith' | 'invitationsOf' | 'bindInvitation' | 'endInvitation' | 'deleteExpired'
> {
  return {
    invite: (invitation, { ends, mostOpen }, events, messages = []) =>
      postgres.transaction(async (run) => {
        const { id, party, secretHash, browserHash, invitedAt, expiresAt, keyVersion, sealed } = invitation;
        await run(lockInvitations, []);
        const [counted] = await run(countInvitations, [...partyValues(party), ends]);
        if (counted === undefined || counted.open >= mostOpen) return 'full';
        await run(endInvitations, [...partyValues(party), ends]);
        const hashes = [Buffer.from(secretHash), browserHash === undefined ? null : Buffer.from(browserHash)];
        const moments = [new Date(invitedAt), new Date(expiresAt)];
        const values = [id, ...partyValues(party), ...hashes, ...moments, keyVersion, Buffer.from(sealed)];
        await run(insertInvitation, values);
        await writeMessages(run, messages);
        await writeEvents(run, events);
        return 'invited';
      }),
    invitationWith: async (secretHash) => (await postgres.run(invitationWith, [Buffer.from(secretHash)]))[0],
    invitationsOf: (party) => postgres.run(invitationsOf, partyValues(party)),
    bindInvitation: async (id, browserHash) =>
      isDone(await postgres.run(bindInvitation, [id, Buffer.from(browserHash)])),
    endInvitation: (id, events) =>
      postgres.transaction(async (run) => {
        if (!isDone(await run(endInvitation, [id]))) return false;
        await writeEvents(run, events);
        return true;
      }),
    deleteExpired: async (before) => (await postgres.run(deleteExpired, [new Date(before)])).length,
  };
}

/** The first version of a new account, or the version after the one that is there. */
async function writeAccount(run: RunStatement, changed: SealedAccount): Promise<boolean> {
  const { id, party, version, subject, madeAt, lastUsedOn, keyVersion, sealed } = changed;
  if (version > 1) return isDone(await run(changeAccount, [id, version, keyVersion, Buffer.from(sealed)]));
  const values = [
    version,
    subject ?? null,
    new Date(madeAt),
    lastUsedOn ?? null,
    keyVersion,
    Buffer.from(sealed),
  ];
  return isDone(await run(insertAccount, [id, ...partyValues(party), ...values]));
}

function isDone(rows: readonly unknown[]): boolean {
  return rows.length > 0;
}
