import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { calendarDay } from '../../src/domain/clock.ts';
import { boardId, invitationId, portalAccountId, subject } from '../../src/domain/ids.ts';
import type { Party } from '../../src/domain/party.ts';
import type {
  AccountStore,
  SealedAccount,
  SealedInvitation,
} from '../../src/storage/stores/account-store.ts';
import type { LedgerStore } from '../../src/storage/stores/ledger-store.ts';
import { required } from '../../testkit/values/ids.ts';

export interface AccountStores {
  readonly store: AccountStore;
  /** On the same data, by connections of its own. */
  readonly another: AccountStore;
  readonly ledger: LedgerStore;
}

const at = Date.UTC(2026, 8, 1);
const boardNamed = (name: string): Party => ({ kind: 'board', id: required(boardId(name)) });
const newSubject = () => required(subject(randomBytes(32).toString('base64url')));
const plain = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('hex');

function accountOf(party: Party, changes: Partial<SealedAccount> = {}): SealedAccount {
  const id = required(portalAccountId(randomUUID()));
  return { id, party, version: 1, madeAt: at, keyVersion: 1, sealed: randomBytes(40), ...changes };
}

function invitationOf(party: Party, changes: Partial<SealedInvitation> = {}): SealedInvitation {
  return {
    id: required(invitationId(randomUUID())),
    party,
    secretHash: randomBytes(32),
    invitedAt: at,
    expiresAt: at + 1_000,
    keyVersion: 1,
    sealed: randomBytes(40),
    ...changes,
  };
}
const eventOf = (recordId: string) =>
  ({ type: 'account.invited', at, recordKind: 'account', recordId }) as const;
const few = { ends: [], mostOpen: 3 };

export function describeAccountStore(open: () => Promise<AccountStores>): void {
  let stores: AccountStores;
  beforeAll(async () => {
    stores = await open();
  });
  afterAll(async () => {
    await Promise.all([stores.store.close(), stores.another.close()]);
  });
  const eventsOf = async (recordId: string) =>
    (await stores.ledger.listAudit({ limit: 1_000 })).filter((event) => event.recordId === recordId);

  /** An invitation that this browser has taken up. */
  async function takenUp(party: Party, browserHash = randomBytes(32)) {
    const invitation = invitationOf(party);
    await stores.store.invite(invitation, { ends: [], mostOpen: 99 }, []);
    expect(await stores.store.bindInvitation(invitation.id, browserHash)).toBe(true);
    return { id: invitation.id, browserHash };
  }
  async function made(account: SealedAccount): Promise<SealedAccount> {
    const taken = await takenUp(account.party);
    expect(await stores.store.accept(taken, account, [])).toBe('accepted');
    return account;
  }

  it('has no more open invitations of a party than it may, whoever invites at the same moment', async () => {
    const { store, another } = stores;
    const party = boardNamed('many');
    const all = Array.from({ length: 8 }, () => invitationOf(party));
    const outcomes = await Promise.all(
      all.map((each, index) => (index % 2 === 0 ? store : another).invite(each, few, [eventOf(each.id)])),
    );
    expect(outcomes.filter((outcome) => outcome === 'invited')).toHaveLength(3);
    const open = await store.invitationsOf(party);
    expect(open).toHaveLength(3);
    for (const [index, { id }] of all.entries()) {
      expect(await eventsOf(id)).toHaveLength(outcomes[index] === 'invited' ? 1 : 0);
    }
    const next = invitationOf(party);
    expect(await store.invite(next, { ...few, ends: [required(open[0]).id] }, [])).toBe('invited');
    expect((await store.invitationsOf(party)).map(({ id }) => id)).not.toContain(open[0]?.id);
    expect(await store.invite(invitationOf(boardNamed('others')), few, [])).toBe('invited');
  });

  it('ends no invitation of another party', async () => {
    const { store } = stores;
    const other = invitationOf(boardNamed('left-alone'));
    await store.invite(other, few, []);
    await store.invite(invitationOf(boardNamed('ending')), { ...few, ends: [other.id] }, []);
    expect(await store.invitationsOf(other.party)).toHaveLength(1);
  });

  it('knows an invitation by the hash of its secret, with whose it is, and gives it to one browser', async () => {
    const { store, another } = stores;
    const invitation = invitationOf({ kind: 'operator' });
    await store.invite(invitation, { ends: [], mostOpen: 99 }, []);
    const found = required(await store.invitationWith(invitation.secretHash));
    expect({ ...found, sealed: plain(found.sealed), secretHash: plain(found.secretHash) }).toEqual({
      ...invitation,
      sealed: plain(invitation.sealed),
      secretHash: plain(invitation.secretHash),
    });
    expect(await store.invitationWith(randomBytes(32))).toBeUndefined();
    const browsers = Array.from({ length: 6 }, () => randomBytes(32));
    const won = await Promise.all(
      browsers.map((browser, index) =>
        (index % 2 === 0 ? store : another).bindInvitation(invitation.id, browser),
      ),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    const winner = required(browsers[won.indexOf(true)]);
    expect(await store.bindInvitation(invitation.id, winner)).toBe(true);
    expect(plain((await store.invitationWith(invitation.secretHash))?.browserHash)).toBe(plain(winner));
  });

  it('accepts once, in the browser that has it, with the account and the events', async () => {
    const { store, another } = stores;
    const party = boardNamed('accepted');
    const taken = await takenUp(party);
    const stranger = { ...taken, browserHash: randomBytes(32) };
    const account = accountOf(party, { subject: newSubject() });
    expect(await store.accept(stranger, account, [eventOf(account.id)])).toBe('gone');
    expect(await store.account(account.id)).toBeUndefined();
    const outcomes = await Promise.all(
      [store, another, store].map((each) =>
        each.accept(taken, accountOf(party, { subject: newSubject() }), []),
      ),
    );
    expect(outcomes.toSorted()).toEqual(['accepted', 'gone', 'gone']);
    expect(await store.accountsOf(party)).toHaveLength(1);
    expect(await eventsOf(account.id)).toEqual([]);
  });

  it('has one account of a login at a party, and keeps the invitation where there is one already', async () => {
    const { store } = stores;
    const party = boardNamed('one-login');
    const account = await made(accountOf(party, { subject: newSubject() }));
    const taken = await takenUp(party);
    const second = accountOf(party, { ...(account.subject && { subject: account.subject }) });
    expect(await store.accept(taken, second, [eventOf(second.id)])).toBe('conflict');
    expect(await eventsOf(second.id)).toEqual([]);
    expect(await store.invitationsOf(party)).toHaveLength(1);
    const next = { ...account, version: 2, sealed: randomBytes(50) };
    expect(await store.accept(taken, { ...next, version: 3 }, [])).toBe('conflict');
    expect(await store.accept(taken, next, [eventOf(account.id)])).toBe('accepted');
    expect(await store.invitationsOf(party)).toEqual([]);
    expect(plain((await store.account(account.id))?.sealed)).toBe(plain(next.sealed));
    const elsewhere = await made(
      accountOf(boardNamed('one-login-elsewhere'), { ...(account.subject && { subject: account.subject }) }),
    );
    expect((await store.accountsWith(required(account.subject))).map(({ id }) => id)).toEqual([
      account.id,
      elsewhere.id,
    ]);
  });

  it('has any number of accounts without a login', async () => {
    const party = boardNamed('passkeys');
    const [one, two] = [await made(accountOf(party)), await made(accountOf(party))];
    expect((await stores.store.accountsOf(party)).map(({ id }) => id).toSorted()).toEqual(
      [one.id, two.id].toSorted(),
    );
  });

  it('changes an account from the version that somebody saw, and no other', async () => {
    const { store, another } = stores;
    const account = await made(accountOf(boardNamed('changed')));
    const outcomes = await Promise.all(
      [store, another].map((each) => each.change({ ...account, version: 2 }, [eventOf(account.id)])),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await eventsOf(account.id)).toHaveLength(1);
    expect(await store.change({ ...account, version: 1 }, [])).toBe(false);
    expect(await store.change(accountOf(account.party, { version: 2 }), [])).toBe(false);
  });

  it('changes and erases only while all accounts of the party are as somebody saw them', async () => {
    const { store, another } = stores;
    const party = boardNamed('all-seen');
    const [one, two] = [await made(accountOf(party)), await made(accountOf(party))];
    const seen = { party, versions: new Map([one, two].map(({ id, version }) => [id, version])) };
    const changes = await Promise.all([
      store.change({ ...one, version: 2 }, [], seen),
      another.change({ ...two, version: 2 }, [], seen),
    ]);
    expect(changes.filter(Boolean)).toHaveLength(1);
    expect(await store.erase(one.id, [], seen)).toBe(false);
    const now = await store.accountsOf(party);
    const seenNow = { party, versions: new Map(now.map(({ id, version }) => [id, version])) };
    expect(await store.erase(one.id, [], seenNow)).toBe(true);
    expect(await store.erase(two.id, [], seenNow)).toBe(false);
  });

  it('keeps who stands in and who looked people through, each with its event, while all accounts are as seen', async () => {
    const { store, another } = stores;
    const party = boardNamed('people');
    const [one, two] = [await made(accountOf(party)), await made(accountOf(party))];
    const seen = { party, versions: new Map([one, two].map(({ id, version }) => [id, version])) };
    expect(await store.peopleOf(party)).toEqual({});
    const standIn = { account: one.id, namedAt: at };
    expect(await store.nameStandIn(standIn, [eventOf(one.id)], seen)).toBe(true);
    expect(await another.peopleOf(party)).toEqual({ standIn });
    const review = { by: two.id, at: at + 5 };
    expect(await store.reviewPeople(review, [eventOf(two.id)], seen)).toBe(true);
    const next = { account: two.id, namedAt: at + 9 };
    expect(await store.nameStandIn(next, [], seen)).toBe(true);
    expect(await another.peopleOf(party)).toEqual({ standIn: next, review });
    expect(await store.peopleOf(boardNamed('people-elsewhere'))).toEqual({});
    await store.change({ ...two, version: 2 }, []);
    expect(await store.nameStandIn(standIn, [eventOf(one.id)], seen)).toBe(false);
    expect(await store.reviewPeople({ by: one.id, at: at + 10 }, [eventOf(two.id)], seen)).toBe(false);
    expect(await store.peopleOf(party)).toEqual({ standIn: next, review });
    expect([await eventsOf(one.id), await eventsOf(two.id)].map(({ length }) => length)).toEqual([1, 1]);
  });

  it('remembers the last day of use, and never an earlier one', async () => {
    const { store } = stores;
    const account = await made(accountOf(boardNamed('used')));
    for (const day of ['2026-09-02', '2026-09-01']) await store.used(account.id, required(calendarDay(day)));
    expect((await store.account(account.id))?.lastUsedOn).toBe('2026-09-02');
    expect((await store.account(account.id))?.version).toBe(1);
  });

  it('erases an account and ends an invitation once, each with its event', async () => {
    const { store, another } = stores;
    const account = await made(accountOf(boardNamed('erased-account')));
    const invitation = invitationOf(account.party);
    await store.invite(invitation, few, []);
    const erased = await Promise.all(
      [store, another].map((each) => each.erase(account.id, [eventOf(account.id)])),
    );
    const ended = await Promise.all(
      [store, another].map((each) => each.endInvitation(invitation.id, [eventOf(invitation.id)])),
    );
    expect([erased.filter(Boolean).length, ended.filter(Boolean).length]).toEqual([1, 1]);
    expect([await eventsOf(account.id), await eventsOf(invitation.id)].map(({ length }) => length)).toEqual([
      1, 1,
    ]);
    expect(await store.accountsOf(account.party)).toEqual([]);
    expect(await store.invitationsOf(account.party)).toEqual([]);
  });

  it('deletes invitations whose time is over, and no others', async () => {
    const { store } = stores;
    const party = boardNamed('expired');
    const [old, young] = [invitationOf(party, { expiresAt: at - 10 }), invitationOf(party)];
    for (const each of [old, young]) await store.invite(each, few, []);
    expect(await store.deleteExpired(at)).toBe(1);
    expect((await store.invitationsOf(party)).map(({ id }) => id)).toEqual([young.id]);
  });

  it('takes the code of a board once, within its time and after a few wrong ones', async () => {
    const { store, another } = stores;
    const [board, other] = ['code-board', 'code-other'].map((id) => required(boardId(id)));
    const codeOf = (of = board, tries = 3) => ({
      board: required(of),
      hash: randomBytes(32),
      expiresAt: at,
      tries,
    });
    const tryAt = (code: { hash: Uint8Array }, now = at - 1, of = board) =>
      store.tryBoardCode(required(of), code.hash, now);
    const first = codeOf();
    expect(await tryAt(first)).toBe('none');
    await store.putBoardCode(first, [eventOf('code-board')]);
    expect(await eventsOf('code-board')).toHaveLength(1);
    expect([await tryAt(first, at), await tryAt(first, at - 1, other)]).toEqual(['none', 'none']);
    const second = codeOf();
    await store.putBoardCode(second, []);
    expect(await tryAt(first)).toBe('wrong');
    const both = await Promise.all(
      [store, another].map((each) => each.tryBoardCode(required(board), second.hash, at - 1)),
    );
    expect(both.toSorted()).toEqual(['none', 'right']);
    const third = codeOf();
    await store.putBoardCode(third, []);
    for (let wrong = 0; wrong < 3; wrong += 1) expect(await tryAt(first)).toBe('wrong');
    expect(await tryAt(third)).toBe('none');
  });

  it('tells and seals anew what a version of the key sealed, each as it was read', async () => {
    const { store } = stores;
    const party = boardNamed('resealed');
    const accounts = [
      await made(accountOf(party, { keyVersion: 7 })),
      await made(accountOf(party, { keyVersion: 7 })),
    ];
    const invitation = invitationOf(party, { keyVersion: 7 });
    await store.invite(invitation, few, []);
    const [first] = await store.accounts.sealedWith(7, { limit: 1 });
    const rest = await store.accounts.sealedWith(7, { limit: 9, after: required(first).id });
    const rows = [required(first), ...rest];
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(accounts.map(({ id }) => `${id}/1`)));
    const changed = required(accounts.find(({ id }) => rows[0]?.id === `${id}/1`));
    await store.change({ ...changed, version: 2 }, []);
    const anew = rows.map(({ id }) => ({ id, sealed: Buffer.from('anew') }));
    expect(await store.accounts.sealAnew(anew, { from: 7, to: 8 })).toBe(1);
    expect(plain((await store.account(changed.id))?.sealed)).toBe(plain(changed.sealed));
    expect(await store.invitations.sealedWith(7, { limit: 9 })).toMatchObject([{ id: invitation.id }]);
    const sealed = [{ id: invitation.id, sealed: Buffer.from('anew') }];
    expect(await store.invitations.sealAnew(sealed, { from: 7, to: 8 })).toBe(1);
    expect((await store.invitations.versions()).get(8)).toBe(1);
  });
}
