import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BroughtAnswer } from '../../../src/domain/brought-answer.ts';
import { systemRandomness, unguessable } from '../../../src/domain/randomness.ts';
import {
  createLoginTransactions,
  mostAnswersPerVisit,
  type LoginTransactions,
} from '../../../src/session/login-transactions.ts';
import { repeatSeconds } from '../../../src/session/used-answers.ts';
import type { EphemeralStore } from '../../../src/storage/stores/ephemeral-store.ts';
import { createManualClock, type ManualClock } from '../../../testkit/machine/manual-clock.ts';
import { arrival, idp, otherIdp, pendingVisit } from './sessions-case.ts';

const many = Array.from({ length: 50 }, (_, index) => index);

/** What holds of one answer that comes again, on any store: nothing of it rests on the store being in this process. */
export function describeRepeatedAnswers(
  name: string,
  open: (clock: ManualClock) => Promise<EphemeralStore>,
): void {
  describe(`with the store ${name}, an answer to a visit`, () => {
    const clock = createManualClock(Date.now());
    let store: EphemeralStore;
    let transactions: LoginTransactions;
    beforeAll(async () => {
      store = await open(clock);
      transactions = createLoginTransactions({ store, clock, randomness: systemRandomness });
    });
    afterAll(() => store.close());

    const begun = async (digest = 'one'): Promise<BroughtAnswer> => {
      const visit = pendingVisit();
      await transactions.rememberVisit(visit);
      return { handle: visit.pending.handle, digest };
    };
    const use = (answer: BroughtAnswer, assertionId: string = answer.handle, at = idp): Promise<boolean> =>
      transactions.useOnce({ ...answer, idp: at, assertionId, replayableUntil: clock.now() + 300_000 });
    const ticketFor = (answer: BroughtAnswer, number: number): Promise<string | undefined> =>
      transactions.rememberArrival({ ...answer, number }, arrival());
    const redeem = async (ticket: string | undefined): Promise<string> => {
      const taken = await transactions.takeArrival(ticket ?? '');
      return typeof taken === 'object' ? 'redeemed it' : (taken ?? 'nothing');
    };

    it('is refused when another one used the visit, before or at the same time', async () => {
      const { handle } = await begun();
      const outcomes = await Promise.all(
        many.map((index) => use({ handle, digest: `answer ${String(index)}` }, `${handle}-${String(index)}`)),
      );
      expect(outcomes.filter((accepted) => accepted)).toHaveLength(1);
      expect(await use({ handle, digest: 'late' }, `${handle}-late`)).toBe(false);
    });

    it('is refused when its assertion was used in another visit, before or at the same time', async () => {
      const assertion = unguessable(systemRandomness);
      const answers = await Promise.all(many.map(() => begun('stolen')));
      const outcomes = await Promise.all(answers.map((answer) => use(answer, assertion)));
      expect(outcomes.filter((accepted) => accepted)).toHaveLength(1);
      expect(await use(await begun('stolen'), assertion)).toBe(false);
      expect(await use(await begun('stolen'), assertion, otherIdp)).toBe(true);
    });

    it('with the same assertion in another wording is refused', async () => {
      const answer = await begun();
      expect(await use(answer)).toBe(true);
      expect(await use({ ...answer, digest: 'two' }, answer.handle)).toBe(false);
      expect(await transactions.findVisit({ ...answer, digest: 'two' })).toBeUndefined();
      expect(await use(answer)).toBe(true);
    });

    it('counts when it comes 50 times at the same moment, each time', async () => {
      const answer = await begun();
      const outcomes = await Promise.all(many.map(() => use(answer)));
      expect(outcomes).toEqual(many.map(() => true));
    });

    it('counts again for ten seconds, and is refused from then on', async () => {
      const answer = await begun();
      expect(await use(answer)).toBe(true);
      clock.advance(repeatSeconds * 1000 - 1);
      expect(await transactions.findVisit(answer)).toBeDefined();
      expect(await use(answer)).toBe(true);
      clock.advance(2);
      expect(await transactions.findVisit(answer)).toBeUndefined();
      expect(await use(answer)).toBe(false);
    });

    it('that can be read once only is told apart when it comes again, also at the same moment', async () => {
      const answer = await begun();
      const firsts = await Promise.all(many.map(() => transactions.isBroughtFirst(answer)));
      expect(firsts.filter((first) => first)).toHaveLength(1);
      expect(await transactions.isBroughtFirst({ ...answer, digest: 'two' })).toBe(true);
      await transactions.forgetBrought(answer);
      expect(await transactions.isBroughtFirst(answer)).toBe(true);
    });

    it('has one ticket that is good, the one of the answer that came last', async () => {
      const answer = await begun();
      const first = await ticketFor(answer, 1);
      const second = await ticketFor(answer, 2);
      expect(await redeem(first)).toBe('nothing');
      expect(await redeem(second)).toBe('redeemed it');
      expect(await redeem(first)).toBe('redeemed');
      expect(await redeem(second)).toBe('redeemed');
    });

    it('has the ticket of the answer that came last also when an earlier one was slower to be read', async () => {
      const answer = await begun();
      const last = await ticketFor(answer, 2);
      await ticketFor(answer, 1);
      expect(await redeem(last)).toBe('redeemed it');
    });

    it('gets no ticket any more once one was redeemed', async () => {
      const answer = await begun();
      expect(await redeem(await ticketFor(answer, 1))).toBe('redeemed it');
      expect(await ticketFor(answer, 2)).toBeUndefined();
      expect(await transactions.newTicket({ ...answer, number: 2 })).toBeUndefined();
    });

    it('gets a new ticket to what is kept, in the place of the one before', async () => {
      const answer = await begun();
      expect(await transactions.newTicket({ ...answer, number: 1 })).toBeUndefined();
      const first = await ticketFor(answer, 1);
      const second = await transactions.newTicket({ ...answer, number: 2 });
      expect(await redeem(first)).toBe('nothing');
      expect(await redeem(second)).toBe('redeemed it');
    });

    it('lets one of ten go on that mint and redeem at the same moment', async () => {
      for (let round = 0; round < 10; round += 1) {
        const answer = await begun();
        const outcomes = await Promise.all(
          many.slice(0, mostAnswersPerVisit).map(async (index) => {
            if (!(await use(answer))) return 'refused';
            const ticket = await ticketFor(answer, index + 1);
            return ticket === undefined ? 'went on' : redeem(ticket);
          }),
        );
        expect(outcomes.filter((outcome) => outcome === 'redeemed it')).toHaveLength(1);
        expect(outcomes).not.toContain('refused');
      }
    });
  });
}
