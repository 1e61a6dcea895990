import { z } from 'zod';
import { factorKinds } from '../../domain/factors.ts';
import { factorId, portalAccountId } from '../../domain/ids.ts';
import type { Granter } from '../../domain/portal-roles.ts';
import type { FactorReset, KeptFactor } from '../stores/factor-store.ts';
import { branded, moment } from './columns.ts';

export const factorColumns = 'id, account, kind, added_at, last_used_at, content';

export const factorRow = z
  .object({
    id: branded(factorId),
    account: branded(portalAccountId),
    kind: z.enum([...factorKinds, 'recovery_codes']),
    added_at: moment,
    last_used_at: moment.nullable(),
    content: z.instanceof(Uint8Array),
  })
  .transform(({ id, account, kind, added_at, last_used_at, content }): KeptFactor => ({
    id,
    account,
    kind,
    addedAt: added_at,
    ...(last_used_at === null ? {} : { lastUsedAt: last_used_at }),
    sealed: content,
  }));

const granter = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('account'), account: branded(portalAccountId) }),
  z.object({ kind: z.literal('command_line'), user: z.string() }),
]) satisfies z.ZodType<Granter>;

export const resetColumns =
  'requested_by, requested_at, confirmed_by, confirmed_at, opens_at, closes_at, done, used_up';

export const resetRow = z
  .object({
    requested_by: granter,
    requested_at: moment,
    confirmed_by: granter.nullable(),
    confirmed_at: moment.nullable(),
    opens_at: moment.nullable(),
    closes_at: moment.nullable(),
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
    isDone: row.done,
    isUsedUp: row.used_up,
  }));

export const passRow = z
  .object({ opens_at: moment, closes_at: moment })
  .transform(({ opens_at: from, closes_at: until }) => ({ from, until }));
