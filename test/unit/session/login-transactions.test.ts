import { beforeEach, describe, expect, it } from 'vitest';
import { requestHandle, type RequestHandle } from '../../../src/domain/ids.ts';
import { systemRandomness, unguessable } from '../../../src/domain/randomness.ts';
import {
  createLoginTransactions,
  mostAnswersPerVisit,
  visitSeconds,
  type LoginTransactions,
} from '../../../src/session/login-transactions.ts';
import { required } from '../../../testkit/values/ids.ts';
import { expectFailure } from '../../../testkit/values/refusals.ts';
import { createMemoryEphemeralStore } from '../../../src/storage/memory/ephemeral-store.ts';
import { createSealedEphemeralStore } from '../../../src/storage/sealed-ephemeral-store.ts';
import { createTestSealer } from '../../../testkit/values/test-sealer.ts';
import { describeRepeatedAnswers } from './repeated-answers-case.ts';
import {
  arrival,
  createSealedMemory,
  idp,
  newTransaction,
  otherIdp,
  pendingVisit,
  type SealedMemory,
} from './sessions-case.ts';

let memory: SealedMemory;
let transactions: LoginTransactions;

beforeEach(() => {
  memory = createSealedMemory();
  transactions = createLoginTransactions({ ...memory, randomness: systemRandomness });
});

async function begunVisit(): Promise<RequestHandle> {
  const visit = pendingVisit();
  await transactions.rememberVisit(visit);
  return visit.pending.handle;
}

const answer = (handle: RequestHandle, assertionId: string, at = idp) =>
  transactions.useOnce({
    handle,
    digest: assertionId,
    idp: at,
    assertionId,
    replayableUntil: memory.clock.now() + 300_000,
  });
const find = (handle: RequestHandle) => transactions.findVisit({ handle, digest: 'any' });
const ticketTo = async (held = arrival(), number = 1): Promise<string> => {
  const { handle } = pendingVisit().pending;
  return required(await transactions.rememberArrival({ handle, number }, held));
};

describeRepeatedAnswers('in the process', (clock) =>
  Promise.resolve(createSealedEphemeralStore(createMemoryEphemeralStore({ clock }), createTestSealer())),
);

describe('an answer is refused', () => {
  it('when no visit waits for it, and then its assertion is used up', async () => {
    const unknown = required(requestHandle('x'.repeat(43)));
    expect(await answer(unknown, 'a1')).toBe(false);
    expect(await answer(await begunVisit(), 'a1')).toBe(false);
  });

  it('when the visit took too long', async () => {
    const handle = await begunVisit();
    memory.clock.advance(visitSeconds * 1000 - 1);
    expect(await find(handle)).toBeDefined();
    memory.clock.advance(1);
    expect(await find(handle)).toBeUndefined();
    expect(await answer(handle, 'a1')).toBe(false);
  });

  it('when the store is away: no answer is taken for new', async () => {
    const handle = await begunVisit();
    await memory.store.close();
    await expectFailure(answer(handle, 'a1'), 'storage.unavailable');
  });
});

describe('an assertion', () => {
  it('is remembered for as long as it could be played again', async () => {
    await answer(await begunVisit(), 'a1');
    memory.clock.advance(299_999);
    expect(await answer(await begunVisit(), 'a1')).toBe(false);
  });

  it('that was out of date when it came is remembered all the same', async () => {
    const handle = await begunVisit();
    const replayableUntil = memory.clock.now() - 5_000;
    expect(
      await transactions.useOnce({ handle, digest: 'old', idp, assertionId: 'old', replayableUntil }),
    ).toBe(true);
    expect(await answer(await begunVisit(), 'old')).toBe(false);
  });

  it('of another IdP with the same id is another one', async () => {
    expect(await answer(await begunVisit(), 'a1')).toBe(true);
    expect(await answer(await begunVisit(), 'a1', otherIdp)).toBe(true);
  });
});

describe('a visit', () => {
  it('is found as it was, any number of times: garbage that names it does no harm', async () => {
    const bare = pendingVisit();
    const full = pendingVisit({ maxAge: 0, requestId: '_request', signInAnew: 'prove' });
    for (const visit of [bare, full]) {
      await transactions.rememberVisit(visit);
      for (let look = 0; look < 3; look += 1) {
        expect(await find(visit.pending.handle)).toEqual(visit);
      }
    }
    expect(await answer(bare.pending.handle, 'a1')).toBe(true);
  });

  it('may be answered a few times, counted also when 50 answers come at the same time', async () => {
    const [handle, other] = [await begunVisit(), await begunVisit()];
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => transactions.countAnswer(handle)));
    const counted = outcomes.filter((number) => number !== undefined);
    expect(counted.toSorted((one, two) => one - two)).toEqual(
      Array.from({ length: mostAnswersPerVisit }, (_, index) => index + 1),
    );
    expect(await transactions.countAnswer(handle)).toBeUndefined();
    expect(await transactions.countAnswer(other)).toBe(1);
  });

  it('does not disturb another one in the same browser', async () => {
    const [one, other] = [await begunVisit(), await begunVisit()];
    expect(await answer(one, 'a1')).toBe(true);
    expect(await answer(other, 'a2')).toBe(true);
  });
});

describe('an arrival', () => {
  it('is taken with its ticket once, also when 50 try at the same time', async () => {
    const arrived = arrival();
    const ticket = await ticketTo(arrived);
    for (const wrong of [
      `${ticket.slice(0, -43)}${unguessable(systemRandomness)}`,
      `${ticket}x`,
      `${ticket}.x`,
      ticket.replace('.', ''),
      ticket.replace('.1.', '.2.'),
    ]) {
      expect(await transactions.takeArrival(wrong)).toBeUndefined();
    }
    const taken = await Promise.all(Array.from({ length: 50 }, () => transactions.takeArrival(ticket)));
    expect(taken.filter((one) => one !== 'redeemed')).toEqual([arrived]);
  });

  it('has a ticket that cannot be guessed, and another one each time', async () => {
    const tickets = await Promise.all(Array.from({ length: 20 }, () => ticketTo()));
    expect(new Set(tickets).size).toBe(20);
    for (const ticket of tickets) expect(ticket).toMatch(/^[\w-]{43}\.1\.[\w-]{43}$/);
  });

  it('waits two minutes', async () => {
    const ticket = await ticketTo();
    memory.clock.advance(120_000);
    expect(await transactions.takeArrival(ticket)).toBeUndefined();
  });

  it('that waits for a pick is looked at often and taken once, in its own login', async () => {
    const held = arrival();
    await transactions.holdForPick(held);
    expect(await transactions.heldForPick(newTransaction())).toBeUndefined();
    expect(await transactions.heldForPick(held.transaction)).toEqual(held);
    const taken = await Promise.all(
      Array.from({ length: 50 }, () => transactions.takeHeldForPick(held.transaction)),
    );
    expect(taken.filter((one) => one !== undefined)).toEqual([held]);
    expect(await transactions.heldForPick(held.transaction)).toBeUndefined();
  });

  it('that waits for a pick is gone after the time of a visit', async () => {
    const held = arrival();
    await transactions.holdForPick(held);
    memory.clock.advance(visitSeconds * 1000);
    expect(await transactions.takeHeldForPick(held.transaction)).toBeUndefined();
  });

  it('of another shape is not found', async () => {
    const ticket = await ticketTo();
    const [handle = ''] = ticket.split('.');
    await memory.store.put(`arrival:${handle}:1`, Buffer.from('{"transaction":"x"}'), 60);
    expect(await transactions.takeArrival(ticket)).toBeUndefined();
  });
});

describe('what rests in the store', () => {
  it('cannot be read: no value, identifier, handle, ticket or assertion', async () => {
    const handle = await begunVisit();
    const arrived = arrival();
    const ticket = await ticketTo(arrived);
    await transactions.holdForPick(arrived);
    await answer(handle, 'canary-assertion');
    const text = memory.written().toString('latin1');
    expect(text.length).toBeGreaterThan(200);
    for (const readable of ['canary', handle, ticket, arrived.transaction]) {
      expect(text).not.toContain(readable);
    }
  });
});
