import { z } from 'zod';
import { portalAccountId } from '../../domain/ids.ts';
import { branded, moment, wholeNumber } from './columns.ts';
import { factorColumns, factorRow, passRow, recoveryCodeRow, resetColumns, resetRow } from './factor-rows.ts';
import { statement } from './statement.ts';

const found = z.object({ found: z.literal(true) });

/** Whoever else writes about this account waits until the first has committed. */
export const lockAccount = statement({
  name: 'factor-account-lock',
  text: `select pg_advisory_xact_lock(hashtextextended('sluis factors ' || $1, 0))::text as locked`,
  row: z.unknown(),
});
export const factorsOfAccount = statement({
  name: 'factors-of-account',
  text: `select ${factorColumns} from sluis.portal_factor where account = $1 order by added_at, id`,
  row: factorRow,
});
export const factorWithCredential = statement({
  name: 'factor-with-credential',
  text: `select ${factorColumns} from sluis.portal_factor where credential = $1`,
  row: factorRow,
});
export const insertFactor = statement({
  name: 'factor-insert',
  text: `insert into sluis.portal_factor
      (id, account, kind, added_at, key_version, content, credential, sign_count, totp_step)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict do nothing returning true as found`,
  row: found,
});
export const deleteFactor = statement({
  name: 'factor-delete',
  text: 'delete from sluis.portal_factor where account = $1 and id = $2 returning true as found',
  row: found,
});
/** A device that counts goes up each time; one that does not says 0 for ever. */
export const usePasskey = statement({
  name: 'factor-use-passkey',
  text: `update sluis.portal_factor set sign_count = $2, last_used_at = $3
    where id = $1 and kind = 'passkey' and (sign_count < $2 or (sign_count = 0 and $2 = 0))
    returning true as found`,
  row: found,
});
export const useTotpStep = statement({
  name: 'factor-use-totp',
  text: `update sluis.portal_factor set totp_step = $2, last_used_at = $3
    where id = $1 and kind = 'totp' and totp_step < $2 returning true as found`,
  row: found,
});
export const userHandle = statement({
  name: 'factor-user-handle',
  text: `insert into sluis.portal_factor_account as known (account, user_handle) values ($1, $2)
    on conflict (account) do update set user_handle = coalesce(known.user_handle, excluded.user_handle)
    returning user_handle as handle`,
  row: z.object({ handle: z.string() }),
});

export const codesLeft = statement({
  name: 'recovery-codes-left',
  text: 'select count(*) as codes from sluis.portal_recovery_code where factor = $1 and used_at is null',
  row: z.object({ codes: wholeNumber }),
});
export const deleteRecoveryCodes = statement({
  name: 'recovery-codes-delete',
  text: `delete from sluis.portal_factor where account = $1 and kind = 'recovery_codes'`,
  row: z.unknown(),
});
export const insertCodes = statement({
  name: 'recovery-codes-insert',
  text: `insert into sluis.portal_recovery_code (factor, hash, lookup)
    select $1, unnest($2::text[]), unnest($3::text[])`,
  row: z.unknown(),
});
export const codesFoundBy = statement({
  name: 'recovery-codes-found-by',
  text: `select ${factorColumns}, hash, used_at from sluis.portal_recovery_code
    join sluis.portal_factor on id = factor where lookup = $1`,
  row: recoveryCodeRow,
});
export const useCode = statement({
  name: 'recovery-code-use',
  text: `update sluis.portal_recovery_code set used_at = $3
    where factor = $1 and hash = $2 and used_at is null returning true as found`,
  row: found,
});
export const recoveryPass = statement({
  name: 'recovery-pass',
  text: 'select opens_at, closes_at from sluis.portal_recovery_pass where account = $1',
  row: passRow,
});
/** One that has not ended is neither longer nor later by another code. */
export const startPass = statement({
  name: 'recovery-pass-start',
  text: `insert into sluis.portal_recovery_pass as pass (account, opens_at, closes_at) values ($1, $3, $4)
    on conflict (account) do update set
      opens_at = case when pass.closes_at <= $2 then excluded.opens_at else pass.opens_at end,
      closes_at = case when pass.closes_at <= $2 then excluded.closes_at else pass.closes_at end
    returning opens_at, closes_at`,
  row: passRow,
});
export const deletePass = statement({
  name: 'recovery-pass-delete',
  text: 'delete from sluis.portal_recovery_pass where account = $1 returning true as found',
  row: found,
});

export const resetOfAccount = statement({
  name: 'factor-reset',
  text: `select ${resetColumns} from sluis.portal_factor_reset where account = $1`,
  row: resetRow,
});
/** One that is done, that nobody confirmed in time, or that is to be replaced, makes room. */
export const insertReset = statement({
  name: 'factor-reset-insert',
  text: `insert into sluis.portal_factor_reset as before
      (account, requested_by, requested_at, confirmed_by, confirmed_at, opens_at, closes_at, in_presence, link_hash)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (account) do update set
      requested_by = excluded.requested_by, requested_at = excluded.requested_at,
      confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at,
      opens_at = excluded.opens_at, closes_at = excluded.closes_at, in_presence = excluded.in_presence,
      link_hash = excluded.link_hash, joined_at = null, browser_hash = null, done = false, used_up = false
    where before.done
      or (before.confirmed_at is null and (before.requested_at < $10 or before.requested_at = $11))
    returning true as found`,
  row: found,
});
export const confirmReset = statement({
  name: 'factor-reset-confirm',
  text: `update sluis.portal_factor_reset
    set confirmed_by = $3, confirmed_at = $4, opens_at = $5, closes_at = $6, link_hash = $7, browser_hash = null
    where account = $1 and requested_at = $2 and confirmed_at is null returning true as found`,
  row: found,
});
export const joinReset = statement({
  name: 'factor-reset-join',
  text: `update sluis.portal_factor_reset set joined_at = $3
    where account = $1 and requested_at = $2 and confirmed_at is null and in_presence and joined_at is null
    returning true as found`,
  row: found,
});
export const resetWithLink = statement({
  name: 'factor-reset-with-link',
  text: `select account, browser_hash from sluis.portal_factor_reset
    where link_hash = $1 and confirmed_at is not null`,
  row: z.object({ account: branded(portalAccountId), browser_hash: z.instanceof(Uint8Array).nullable() }),
});
export const bindResetLink = statement({
  name: 'factor-reset-bind-link',
  text: `update sluis.portal_factor_reset set browser_hash = $2
    where link_hash = $1 and (browser_hash is null or browser_hash = $2) returning true as found`,
  row: found,
});
export const carryOutReset = statement({
  name: 'factor-reset-carry-out',
  text: `update sluis.portal_factor_reset set done = true
    where account = $1 and opens_at <= $2 and not done returning opens_at`,
  row: z.object({ opens_at: moment }),
});
export const useReset = statement({
  name: 'factor-reset-use',
  text: `update sluis.portal_factor_reset set used_up = true
    where account = $1 and done`,
  row: z.unknown(),
});
/** Of a reset that is not done; the factors are still there. */
export const deleteReset = statement({
  name: 'factor-reset-delete',
  text: 'delete from sluis.portal_factor_reset where account = $1 and not done returning true as found',
  row: found,
});

export const sessionsBefore = statement({
  name: 'factor-sessions-before',
  text: `select sessions_before as moment from sluis.portal_factor_account
    where account = $1 and sessions_before is not null`,
  row: z.object({ moment }),
});
/** Never earlier than it was. */
export const endSessions = statement({
  name: 'factor-sessions-end',
  text: `insert into sluis.portal_factor_account as known (account, sessions_before) values ($1, $2)
    on conflict (account) do update set sessions_before = greatest(known.sessions_before, excluded.sessions_before)`,
  row: z.unknown(),
});

/** Everything of an account. The codes go with their row. */
export const eraseFactors = statement({
  name: 'factors-erase',
  text: 'delete from sluis.portal_factor where account = $1',
  row: z.unknown(),
});
export const eraseReset = statement({
  name: 'factor-reset-erase',
  text: 'delete from sluis.portal_factor_reset where account = $1',
  row: z.unknown(),
});
export const eraseAccount = statement({
  name: 'factor-account-erase',
  text: 'delete from sluis.portal_factor_account where account = $1',
  row: z.unknown(),
});
