import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boardId, invitationId, portalAccountId } from '../../src/domain/ids.ts';
import { mostCausedInADay, type NewMessage } from '../../src/domain/outbox.ts';
import type { AccountStore, SealedInvitation } from '../../src/storage/stores/account-store.ts';
import type { FactorStore } from '../../src/storage/stores/factor-store.ts';
import type { OutboxStore } from '../../src/storage/stores/outbox-store.ts';
import { required } from '../../testkit/values/ids.ts';
import { acceptance, codesNamed, codesOf, newAccount, passkeyOf } from './factor-rows.ts';
import { at, hour, messageTo } from './outbox-message.ts';

/** On the same data. */
export interface ToldStores {
  readonly accounts: AccountStore;
  readonly factors: FactorStore;
  readonly outbox: OutboxStore;
  readonly close: () => Promise<void>;
}

type Messages = readonly NewMessage[];
/** Makes what a change needs, and answers the change: it is done the first time, and never again. */
type Change = (stores: ToldStores) => Promise<(messages: Messages) => Promise<boolean>>;

const newBoard = () =>
  ({ kind: 'board', id: required(boardId(`b${randomBytes(8).toString('hex')}`)) }) as const;
const by = { kind: 'command_line', user: 'ada' } as const;

function newInvitation(): SealedInvitation {
  const id = required(invitationId(randomUUID()));
  const party = newBoard();
  const sealed = { keyVersion: 1, sealed: randomBytes(40) };
  return { id, party, secretHash: randomBytes(32), invitedAt: at, expiresAt: at + hour, ...sealed };
}

async function takenUp({ accounts }: ToldStores) {
  const invitation = newInvitation();
  const browserHash = randomBytes(32);
  await accounts.invite(invitation, { ends: [], mostOpen: 1 }, []);
  await accounts.bindInvitation(invitation.id, browserHash);
  const account = {
    id: required(portalAccountId(randomUUID())),
    party: invitation.party,
    version: 1,
    madeAt: at,
    keyVersion: 1,
    sealed: randomBytes(40),
  };
  return { taken: { id: invitation.id, browserHash }, account };
}

async function madeAccount(stores: ToldStores) {
  const { taken, account } = await takenUp(stores);
  await stores.accounts.accept(taken, account, []);
  return account;
}

async function withFactors({ factors }: ToldStores) {
  const account = newAccount();
  const first = passkeyOf(account);
  const second = passkeyOf(account);
  await factors.add(first, acceptance, []);
  await factors.add(second, { kind: 'proof', factor: first.id }, []);
  return { account, first, second };
}

const asked = { requestedBy: by, requestedAt: at, inPresence: false } as const;
const confirmed = {
  confirmedBy: by,
  confirmedAt: at,
  opensAt: at + hour,
  closesAt: at + 2 * hour,
  linkHash: randomBytes(32),
} as const;

const changes: readonly (readonly [string, Change])[] = [
  [
    'invite',
    ({ accounts }) => {
      const invitation = newInvitation();
      return Promise.resolve(async (messages) => {
        const next = { ...newInvitation(), party: invitation.party };
        return (await accounts.invite(next, { ends: [], mostOpen: 1 }, [], messages)) === 'invited';
      });
    },
  ],
  [
    'accept',
    async (stores) => {
      const { taken, account } = await takenUp(stores);
      return async (messages) => (await stores.accounts.accept(taken, account, [], messages)) === 'accepted';
    },
  ],
  [
    'change',
    async (stores) => {
      const account = { ...(await madeAccount(stores)), version: 2 };
      return (messages) => stores.accounts.change(account, [], undefined, messages);
    },
  ],
  [
    'erase',
    async (stores) => {
      const { id } = await madeAccount(stores);
      return (messages) => stores.accounts.erase(id, [], undefined, messages);
    },
  ],
  [
    'add a factor',
    ({ factors }) => {
      const account = newAccount();
      return Promise.resolve(
        async (messages) => (await factors.add(passkeyOf(account), acceptance, [], messages)) === 'added',
      );
    },
  ],
  [
    'remove a factor',
    async (stores) => {
      const { account, second } = await withFactors(stores);
      return async (messages) =>
        (await stores.factors.remove(account, second.id, [], messages)) === 'removed';
    },
  ],
  [
    'use a recovery code',
    async (stores) => {
      const { account, first } = await withFactors(stores);
      const row = codesOf(account);
      await stores.factors.replaceRecoveryCodes(row, codesNamed('hash'), first.id, []);
      const use = { account, at, pass: { from: at + hour, until: at + 2 * hour } };
      return async (messages) =>
        (await stores.factors.useRecoveryCode(row.id, 'hash', use, [], messages)) !== undefined;
    },
  ],
  [
    'ask for a reset',
    (stores) => {
      const account = newAccount();
      return Promise.resolve((messages) =>
        stores.factors.requestReset(account, asked, { since: at - hour }, [], messages),
      );
    },
  ],
  [
    'confirm a reset',
    async (stores) => {
      const account = newAccount();
      await stores.factors.requestReset(account, asked, { since: at - hour }, []);
      return (messages) => stores.factors.confirmReset(account, at, confirmed, [], messages);
    },
  ],
  [
    'call off a reset',
    async (stores) => {
      const { account, first } = await withFactors(stores);
      await stores.factors.requestReset(account, asked, { since: at - hour }, []);
      return (messages) => stores.factors.callOff(account, first.id, [], messages);
    },
  ],
];

/** Whatever is told by mail: the message is there if, and only if, that was done. */
export function describeToldChanges(open: () => Promise<ToldStores>): void {
  let stores: ToldStores;
  const busy = newAccount();
  beforeAll(async () => {
    stores = await open();
    const caused = Array.from({ length: mostCausedInADay }, () =>
      messageTo('busy.example', { causedBy: busy }),
    );
    await stores.outbox.add(caused, []);
  });
  afterAll(() => stores.close());
  const isThere = async ({ id }: NewMessage) => (await stores.outbox.find(id)) !== undefined;

  describe.each(changes)('to %s', (_what, prepare) => {
    it('is not done where its message cannot be written, and is once otherwise, with its message', async () => {
      const change = await prepare(stores);
      const [good, tooMany, again] = [
        messageTo('x.example'),
        messageTo('x.example', { causedBy: busy }),
        messageTo('x.example'),
      ];
      await expect(change([good, tooMany])).rejects.toMatchObject({ code: 'outbox.too_many' });
      expect([await isThere(good), await isThere(tooMany)]).toEqual([false, false]);
      expect(await change([good])).toBe(true);
      expect(await isThere(good)).toBe(true);
      expect(await change([again])).toBe(false);
      expect(await isThere(again)).toBe(false);
    });
  });

  it('new recovery codes and the code of a board are made with their messages, or not at all', async () => {
    const { account, first } = await withFactors(stores);
    const { id: board } = newBoard();
    const makeCodes = (messages: Messages, provedBy = first.id) =>
      stores.factors.replaceRecoveryCodes(codesOf(account), codesNamed('hash'), provedBy, [], messages);
    const codeOfBoard = { board, hash: randomBytes(32), expiresAt: at + hour, tries: 3 };
    const tooMany = [messageTo('x.example', { causedBy: busy })];
    await expect(makeCodes(tooMany)).rejects.toMatchObject({ code: 'outbox.too_many' });
    await expect(stores.accounts.putBoardCode(codeOfBoard, [], tooMany)).rejects.toMatchObject({
      code: 'outbox.too_many',
    });
    expect((await stores.factors.read(account)).recoveryCodes).toBeUndefined();
    expect(await stores.accounts.tryBoardCode(board, codeOfBoard.hash, at)).toBe('none');
    const [one, other, unproved] = [
      messageTo('x.example'),
      messageTo('x.example'),
      messageTo('x.example'),
    ] as const;
    expect(await makeCodes([unproved], passkeyOf(account).id)).toBe(false);
    expect(await makeCodes([one])).toBe(true);
    await stores.accounts.putBoardCode(codeOfBoard, [], [other]);
    expect([await isThere(one), await isThere(other), await isThere(unproved)]).toEqual([true, true, false]);
    expect(await stores.accounts.tryBoardCode(board, codeOfBoard.hash, at)).toBe('right');
  });
}
