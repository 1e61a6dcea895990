import { z } from 'zod';
import { calendarDay } from '../../domain/clock.ts';
import { boardId, invitationId, portalAccountId, subject, supplierId } from '../../domain/ids.ts';
import type { Party } from '../../domain/party.ts';
import type { SealedAccount, SealedInvitation } from '../stores/account-store.ts';
import { branded, moment } from './columns.ts';

const bytes = z.instanceof(Uint8Array);

const partyColumns = z.discriminatedUnion('party_kind', [
  z
    .object({ party_kind: z.literal('operator'), party_id: z.literal('') })
    .transform((): Party => ({ kind: 'operator' })),
  z
    .object({ party_kind: z.literal('board'), party_id: branded(boardId) })
    .transform(({ party_id: id }): Party => ({ kind: 'board', id })),
  z
    .object({ party_kind: z.literal('supplier'), party_id: branded(supplierId) })
    .transform(({ party_id: id }): Party => ({ kind: 'supplier', id })),
]);

/** The columns of a party. */
export function partyValues(party: Party): readonly [kind: string, id: string] {
  return [party.kind, party.kind === 'operator' ? '' : party.id];
}

export const accountColumns =
  "id, party_kind, party_id, version, subject, made_at, to_char(last_used_on, 'YYYY-MM-DD') as last_used_on, key_version, content";

export const accountRow = z
  .object({
    id: branded(portalAccountId),
    party_kind: z.string(),
    party_id: z.string(),
    version: z.int(),
    subject: z.nullable(branded(subject)),
    made_at: moment,
    last_used_on: z.nullable(branded(calendarDay)),
    key_version: z.int(),
    content: bytes,
  })
  .transform((row): SealedAccount => ({
    id: row.id,
    party: partyColumns.parse(row),
    version: row.version,
    ...(row.subject === null ? {} : { subject: row.subject }),
    madeAt: row.made_at,
    ...(row.last_used_on === null ? {} : { lastUsedOn: row.last_used_on }),
    keyVersion: row.key_version,
    sealed: row.content,
  }));

export const invitationColumns =
  'id, party_kind, party_id, secret_hash, browser_hash, invited_at, expires_at, key_version, content';

export const invitationRow = z
  .object({
    id: branded(invitationId),
    party_kind: z.string(),
    party_id: z.string(),
    secret_hash: bytes,
    browser_hash: z.nullable(bytes),
    invited_at: moment,
    expires_at: moment,
    key_version: z.int(),
    content: bytes,
  })
  .transform((row): SealedInvitation => ({
    id: row.id,
    party: partyColumns.parse(row),
    secretHash: row.secret_hash,
    ...(row.browser_hash === null ? {} : { browserHash: row.browser_hash }),
    invitedAt: row.invited_at,
    expiresAt: row.expires_at,
    keyVersion: row.key_version,
    sealed: row.content,
  }));
