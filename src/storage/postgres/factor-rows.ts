import { z } from 'zod';
import { factorKinds } from '../../domain/factors.ts';
import { factorId, portalAccountId } from '../../domain/ids.ts';
import type { Granter } from '../../domain/portal-roles.ts';
import type { FactorReset, KeptFactor, RecoveryCodeRow } from '../stores/factor-store.ts';
import { branded, moment } from './columns.ts';

export const factorColumns = 'id, account, kind, added_at, last_used_at, content';

const factorFields = z.object({
  id: branded(factorId),
  account: branded(portalAccountId),
  kind: z.enum([...factorKinds, 'recovery_codes']),
  added_at: moment,
  last_used_at: moment.nullable(),
  content: z.instanceof(Uint8Array),
});

export const factorRow = factorFields.transform(keptFactor);

function keptFactor({ added_at, last_used_at, content, ...row }: z.infer<typeof factorFields>): KeptFactor {
  return {
    id: row.id,
    account: row.account,
    kind: row.kind,
    addedAt: added_at,
    ...(last_used_at === null ? {} : { lastUsedAt: last_used_at }),
    sealed: content,
  };
}

export const recoveryCodeRow = factorFields
  .extend({ hash: z.string(), used_at: moment.nullable() })
  .transform(({ hash, used_at, ...row }): RecoveryCodeRow => ({
    codes: keptFactor(row),
    hash,
    ...(used_at === null ? {} : { usedAt: used_at }),
  }));

const granter = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('account'), account: branded(portalAccountId) }),
  z.object({ kind: z.literal('command_line'), user: z.string() }),
]) satisfies z.ZodType<Granter>;

export const resetColumns =
  'requested_by, requested_at, confirmed_by, confirmed_at, opens_at, closes_at, in_presence, joined_at, done, used_up';

export const resetRow = z
  .object({
    requested_by: granter,
    requested_at: moment,
    confirmed_by: granter.nullable(),
    confirmed_at: moment.nullable(),
    opens_at: moment.nullable(),
    closes_at: moment.nullable(),
    in_presence: z.boolean(),
    joined_at: moment.nullable(),
    done: z.boolean(),
    used_up: z.boolean(),
  })
  .transform((row): FactorReset => ({
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    ...(row.confirmed_by === null ? {} : { confirmedBy: row.confirmed_by }),
    ...(row.confirmed_at === null ? {} : { confirmedAt: row.confirmed_at }),
    ...(row.opens_at === null ? {} : { opensAt: row.opens_at }),
    ...(row.closes_at === null ? {} : { closesAt: row.closes_at }),
    inPresence: row.in_presence,
    ...(row.joined_at === null ? {} : { joinedAt: row.joined_at }),
    isDone: row.done,
    isUsedUp: row.used_up,
  }));

export const passRow = z
  .object({ opens_at: moment, closes_at: moment })
  .transform(({ opens_at: from, closes_at: until }) => ({ from, until }));
