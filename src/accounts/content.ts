import { z } from 'zod';
import { calendarDay } from '../domain/clock.ts';
import { comparedAddresses } from '../domain/compared-address.ts';
import { SluisError } from '../domain/errors.ts';
import { portalAccountId, schoolId } from '../domain/ids.ts';
import { languages } from '../domain/language.ts';
import { portalSignIns, type Invitation, type PortalAccount } from '../domain/portal-accounts.ts';
import { boardRoles, type HeldRole } from '../domain/portal-roles.ts';
import type { LastingSealer, SealedRow } from '../domain/sealer.ts';
import type { AccountStore, SealedAccount, SealedInvitation } from '../storage/stores/account-store.ts';
import { branded } from './branded.ts';

const granter = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('account'), account: branded(portalAccountId) }),
  z.object({ kind: z.literal('command_line'), user: z.string() }),
  z.object({ kind: z.literal('board_code') }),
]);

const heldRole = z.object({
  role: z.enum([...boardRoles, 'operator', 'supplier']),
  schools: z.array(branded(schoolId)).exactOptional(),
  until: branded(calendarDay).exactOptional(),
  ground: z.string().exactOptional(),
  grantedBy: granter,
  grantedAt: z.number(),
  confirmedBy: granter.exactOptional(),
  confirmedAt: z.number().exactOptional(),
  comparedAddress: z.enum(comparedAddresses).exclude(['same']).exactOptional(),
  lapsedOn: branded(calendarDay).exactOptional(),
}) satisfies z.ZodType<HeldRole>;

/** What is sealed of an account. */
const accountContent = z.object({ name: z.string(), email: z.string(), roles: z.array(heldRole) });
/** What is sealed of an invitation. */
const invitationContent = accountContent.extend({
  signIn: z.enum(portalSignIns),
  language: z.enum(languages),
  invitedBy: granter,
});

/** Reads and writes what rests of accounts and invitations. */
export interface AccountContents {
  account(sealed: SealedAccount): PortalAccount;
  sealedAccount(account: PortalAccount): SealedAccount;
  invitation(sealed: SealedInvitation): Invitation;
  sealedInvitation(invitation: Invitation, secretHash: Uint8Array): SealedInvitation;
}

/** Reading throws `account.unreadable` for what does not open. */
export function createAccountContents(
  store: Pick<AccountStore, 'accounts' | 'invitations'>,
  sealer: LastingSealer,
): AccountContents {
  const seal = (content: object, row: SealedRow) => ({
    keyVersion: sealer.currentVersion,
    sealed: sealer.seal(Buffer.from(JSON.stringify(content)), row),
  });
  const rowOfAccount = ({ id, version }: Pick<SealedAccount, 'id' | 'version'>): SealedRow => ({
    table: store.accounts.table,
    id: `${id}/${String(version)}`,
  });
  const rowOfInvitation = ({ id }: Pick<SealedInvitation, 'id'>): SealedRow => ({
    table: store.invitations.table,
    id,
  });
  return {
    account({ keyVersion: _, sealed, ...account }) {
      const row = rowOfAccount(account);
      return { ...account, ...opened(accountContent, sealer.open(sealed, row), row) };
    },
    sealedAccount({ name, email, roles, ...account }) {
      return { ...account, ...seal({ name, email, roles }, rowOfAccount(account)) };
    },
    invitation({ id, party, invitedAt, expiresAt, sealed }) {
      const row = rowOfInvitation({ id });
      return { id, party, invitedAt, expiresAt, ...opened(invitationContent, sealer.open(sealed, row), row) };
    },
    sealedInvitation({ id, party, invitedAt, expiresAt, ...content }, secretHash) {
      return { id, party, invitedAt, expiresAt, secretHash, ...seal(content, rowOfInvitation({ id })) };
    },
  };
}

function opened<Value>(content: z.ZodType<Value>, bytes: Uint8Array | undefined, row: SealedRow): Value {
  const read = bytes === undefined ? undefined : content.safeParse(jsonIn(bytes)).data;
  if (read !== undefined) return read;
  throw new SluisError('account.unreadable', `${row.table} ${row.id} does not open`);
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
