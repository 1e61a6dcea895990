import { describe, expect, it } from 'vitest';
import { accountId } from '../../../src/domain/ids.ts';
import { acceptanceSeconds, createInvitedAddresses } from '../../../src/session/invited-addresses.ts';
import { required } from '../../../testkit/values/ids.ts';
import { createSealedMemory } from './sessions-case.ts';

const account = required(accountId('a'.repeat(43)));
const another = required(accountId('b'.repeat(43)));
const [challenge, other] = ['c'.repeat(43), 'd'.repeat(43)];
const open = () => {
  const memory = createSealedMemory();
  return { ...memory, addresses: createInvitedAddresses(memory.store) };
};

describe('the address of an invitation', () => {
  it('is expected of the login that accepts it, and of no other', async () => {
    const { addresses } = open();
    await addresses.expect(challenge, 'ada@school.example');
    expect(await addresses.expected(other)).toBeUndefined();
    const isInvited = required(await addresses.expected(challenge));
    expect(isInvited('Ada@SCHOOL.example')).toBe(true);
    for (const asserted of ['ada+x@school.example', 'bob@school.example', '', 'ada']) {
      expect(isInvited(asserted), asserted).toBe(false);
    }
  });

  it('is kept as a hash, which is another one for each login', async () => {
    const { addresses, store, written } = open();
    await addresses.expect(challenge, 'ada@school.example');
    await addresses.expect(other, 'ada@school.example');
    expect(await store.get(`invited-address:${challenge}`)).not.toEqual(
      await store.get(`invited-address:${other}`),
    );
    const kept = Buffer.from(required(await store.get(`invited-address:${challenge}`)));
    for (const bytes of [kept, written()]) expect(bytes.toString('latin1')).not.toContain('ada@');
  });

  it('waits for nobody any longer than a sign-in may take', async () => {
    const { addresses, clock } = open();
    await addresses.expect(challenge, 'ada@school.example');
    await addresses.compared(challenge, { account, compared: 'same' });
    clock.advance(acceptanceSeconds * 1000);
    expect(await addresses.expected(challenge)).toBeUndefined();
    expect(await addresses.take(challenge, account)).toBe('absent');
  });
});

describe('what came of it', () => {
  it('is one word, once', async () => {
    const { addresses } = open();
    await addresses.expect(challenge, 'ada@school.example');
    await addresses.compared(challenge, { account, compared: 'same' });
    expect(await addresses.take(challenge, account)).toBe('same');
    expect(await addresses.take(challenge, account)).toBe('absent');
    expect(await addresses.expected(challenge)).toBeUndefined();
  });

  it('is about whoever signed in, and says nothing of anybody else', async () => {
    const { addresses } = open();
    await addresses.compared(challenge, { account, compared: 'same' });
    expect(await addresses.take(challenge, another)).toBe('absent');
    await addresses.compared(challenge, { account, compared: 'same' });
    expect(await addresses.take(other, account)).toBe('absent');
  });

  it('is what the last sign-in of that login said', async () => {
    const { addresses } = open();
    await addresses.compared(challenge, { account, compared: 'same' });
    await addresses.compared(challenge, { account, compared: 'differs' });
    expect(await addresses.take(challenge, account)).toBe('differs');
  });

  it('is absent where nobody signed in', async () => {
    expect(await open().addresses.take(challenge, account)).toBe('absent');
  });
});
