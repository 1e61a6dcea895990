import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { adoptKeys } from '../../../src/pseudonym/key-check.ts';
import { createPostgresLedgerStore } from '../../../src/storage/postgres/ledger-store.ts';
import { expectFailure } from '../../../testkit/values/refusals.ts';
import { file, leesboom, newKeys, openKeyWorld, person, waterland, type KeyWorld } from './key-world.ts';

let world: KeyWorld;
beforeEach(async () => {
  world = await openKeyWorld(inject('postgres15Url'));
});
afterEach(() => world.close());

const keys = newKeys();
const other = randomBytes(32);
const wrong = {
  root: { ...keys, root: other },
  ledgerProof: { ...keys, ledgerProof: other },
  'sector 1': { ...keys, sectors: new Map([[1, other]]) },
} as const;
const another = { ...keys, sectors: new Map([...keys.sectors, [2, other]]) };
const fingerprints = async () => [...(await world.parts(keys).store.fingerprints()).keys()].sort();
const signIn = async (name: string, with_ = keys) => {
  const { pseudonyms } = await world.start(with_);
  const { root } = await pseudonyms.identify([person(name)], waterland);
  return pseudonyms.subjectFor(root, leesboom);
};
const audited = async () =>
  (await createPostgresLedgerStore(world.postgres).listAudit({ limit: 9 })).map(({ type }) => type);
const events = () => world.logger.events.map(({ event }) => event);
async function refusal(starting: Promise<unknown>): Promise<string> {
  const { message } = await expectFailure(starting, 'keyring.invalid');
  expect(message).toContain(file);
  return message;
}
const adopt = (with_ = keys, replace = false) =>
  adoptKeys(world.parts(with_), { author: 'Ada', reason: 'the only file there is', replace });

describe('a database that nobody used yet', () => {
  it('takes the keys of the first node for its own, and a sector version when it is pinned', async () => {
    await world.start(keys);
    expect(await fingerprints()).toEqual(['account', 'ledgerProof', 'root']);
    await signIn('pip');
    expect(await fingerprints()).toEqual(['account', 'ledgerProof', 'root', 'sector 1']);
    expect(events()).toEqual([]);
  });

  it('takes all keys of one node, of two with different keys that start together', async () => {
    const mine = newKeys();
    const outcomes = await Promise.allSettled([world.start(keys), world.start(mine)]);
    const standing = outcomes.map(({ status }) => status === 'fulfilled');
    expect(standing.filter(Boolean)).toHaveLength(1);
    const [winner, loser] = standing[0] === true ? [keys, mine] : [mine, keys];
    await world.start(winner);
    expect(await refusal(world.start(loser))).toMatch(/root[^]*ledgerProof/);
  });

  it('is shared by any number of nodes with the same keys', async () => {
    await Promise.all(Array.from({ length: 5 }, () => world.start(keys)));
    expect(await fingerprints()).toEqual(['account', 'ledgerProof', 'root']);
  });
});

describe('a node whose file does not fit', () => {
  beforeEach(async () => {
    await signIn('pip');
  });

  it.each(Object.entries(wrong))('does not start: %s', async (name, file_) => {
    expect(await refusal(world.start(file_))).toContain(`key ${name} is not the one`);
    const others = Object.keys(wrong).filter((each) => each !== name);
    for (const each of others) expect(await refusal(world.start(file_))).not.toContain(`key ${each} `);
  });

  it('does not start without a version that is used', async () => {
    const lost = { ...keys, sectors: new Map([[2, other]]), currentSectorVersion: 2 };
    expect(await refusal(world.start(lost))).toContain('key sector 1 is missing');
  });

  it('starts with more versions than the database knows, and with another key for accounts', async () => {
    await world.start(another);
    expect(events()).toEqual([]);
    await world.start({ ...keys, account: other });
    expect(events()).toEqual(['keyring.account_key_changed']);
    expect(await audited()).toContain('keys.account_changed');
    await world.start({ ...keys, account: other });
    expect(events()).toHaveLength(1);
  });

  it('refuses a sector key version that another node has pinned with a different key', async () => {
    const one = await world.start({ ...another, currentSectorVersion: 2 });
    const two = await world.start({
      ...keys,
      sectors: new Map([...keys.sectors, [2, randomBytes(32)]]),
      currentSectorVersion: 2,
    });
    await one.check.pinned(2);
    expect(await refusal(two.check.pinned(2))).toContain('sector 2');
  });
});

describe('a database from before there were fingerprints', () => {
  beforeEach(async () => {
    await world.release(keys, 'pip');
    await world.release(keys, 'noor');
  });

  it('proves the proof key and the sector key by a release, and root by somebody who is recognised', async () => {
    const { pseudonyms } = await world.start(keys);
    expect(await fingerprints()).toEqual(['account', 'ledgerProof', 'sector 1']);
    expect(events()).toEqual(['keyring.root_unproven']);
    await expectFailure(pseudonyms.identify([person('somebody new')], waterland), 'keyring.unproven');
    await pseudonyms.identify([person('pip')], waterland);
    expect(await fingerprints()).toContain('root');
    await pseudonyms.identify([person('somebody new')], waterland);
    await world.start(keys);
    expect(events()).toEqual(['keyring.root_unproven', 'keyring.root_proven']);
  });

  it('signs in nobody under another root key until the right one is proven', async () => {
    const { pseudonyms } = await world.start(wrong.root);
    await expectFailure(pseudonyms.identify([person('pip')], waterland), 'keyring.unproven');
    expect(await fingerprints()).not.toContain('root');
    const right = await world.start(keys);
    await right.pseudonyms.identify([person('noor')], waterland);
    await refusal(pseudonyms.identify([person('pip')], waterland));
    expect(await refusal(world.start(wrong.root))).toContain('key root');
  });

  it('lets a node go on that was in doubt while another one proved the key', async () => {
    const doubting = await world.start(keys);
    const proving = await world.start(keys);
    await proving.pseudonyms.identify([person('pip')], waterland);
    await doubting.pseudonyms.identify([person('somebody new')], waterland);
  });

  it.each([
    ['ledgerProof', wrong.ledgerProof],
    ['sector 1', wrong['sector 1']],
  ] as const)('is not taken over by a wrong file: %s', async (name, file_) => {
    expect(await refusal(world.start(file_))).toContain('no release of the ledger was made with them');
    expect(await refusal(world.start(file_))).toContain(name);
    expect(await refusal(adopt(file_))).toContain(name);
    expect(await fingerprints()).toEqual([]);
    await world.start(keys);
  });

  it('needs `keys adopt` by the operator when no ledger entry is left to prove the keys', async () => {
    for (const name of ['pip', 'noor']) await world.eraseHandle(await world.release(keys, name));
    expect(await refusal(world.start(keys))).toContain('sluis keys adopt');
    expect(await fingerprints()).toEqual([]);
    expect(await adopt()).toEqual(['root', 'ledgerProof', 'sector 1'].toSorted(byOrder));
    expect(await audited()).toContain('keys.adopted');
    expect(await adopt()).toEqual([]);
    await signIn('somebody new');
  });
});

const order = ['root', 'ledgerProof', 'sector 1'];
function byOrder(left: string, right: string): number {
  return order.indexOf(left) - order.indexOf(right);
}

describe('the word of the operator', () => {
  it('does not stand against what is known, unless that is what is asked for', async () => {
    await signIn('pip');
    await refusal(adopt(wrong.root));
    expect(await adopt(wrong.root, true)).toEqual(['root']);
    expect(await refusal(world.start(keys))).toContain('key root');
    await world.start(wrong.root);
  });

  it('does not stand for a version that the file does not have', async () => {
    await signIn('pip');
    const lost = { ...keys, sectors: new Map([[2, other]]), currentSectorVersion: 2 };
    expect(await refusal(adopt(lost, true))).toContain('sector 1 is missing');
  });
});
