import type { FactorStore } from '../stores/factor-store.ts';
import type { WithAccount } from './factor-account.ts';
import { bytes, moment } from './factor-resets.ts';
import * as ask from './factor-statements.ts';
import type { Postgres } from './pool.ts';
import { writeMessages } from './write-messages.ts';
import { writeEvents } from './write-register.ts';

/** What becomes of a reset that two people agreed on. */
export function factorResetEnds(
  postgres: Postgres,
  withAccount: WithAccount,
): Pick<FactorStore, 'resetWithLink' | 'bindResetLink' | 'carryOutReset' | 'callOff'> {
  return {
    async resetWithLink(linkHash) {
      const [row] = await postgres.run(ask.resetWithLink, [bytes(linkHash)]);
      if (row === undefined) return undefined;
      const { account, browser_hash: browserHash } = row;
      return browserHash === null ? { account } : { account, browserHash };
    },
    bindResetLink: async (linkHash, browserHash) =>
      (await postgres.run(ask.bindResetLink, [bytes(linkHash), bytes(browserHash)])).length > 0,
    carryOutReset: (account, at, events) =>
      withAccount(account, async (run) => {
        const [due] = await run(ask.carryOutReset, [account, moment(at)]);
        if (due === undefined) return false;
        await run(ask.endSessions, [account, moment(due.opens_at)]);
        await run(ask.eraseFactors, [account]);
        await run(ask.deletePass, [account]);
        await writeEvents(run, events);
        return true;
      }),
    callOff: (account, provedBy, events, messages = []) =>
      withAccount(account, async (run) => {
        const known = await run(ask.factorsOfAccount, [account]);
        if (!known.some(({ id }) => id === provedBy)) return false;
        const reset = await run(ask.deleteReset, [account]);
        const pass = await run(ask.deletePass, [account]);
        if (reset.length + pass.length === 0) return false;
        await writeMessages(run, messages);
        await writeEvents(run, events);
        return true;
      }),
  };
}
