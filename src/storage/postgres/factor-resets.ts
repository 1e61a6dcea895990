import type { FactorStore } from '../stores/factor-store.ts';
import type { WithAccount } from './factor-account.ts';
import * as ask from './factor-statements.ts';
import { writeMessages } from './write-messages.ts';
import { writeEvents } from './write-register.ts';

const moment = (millis: number | undefined): Date | null => (millis === undefined ? null : new Date(millis));

export function factorResets(
  withAccount: WithAccount,
): Pick<FactorStore, 'requestReset' | 'confirmReset' | 'carryOutReset' | 'callOff'> {
  return {
    requestReset: (account, reset, { since }, events, messages = []) =>
      withAccount(account, async (run) => {
        const { requestedBy, requestedAt, confirmedBy, confirmedAt, opensAt, closesAt } = reset;
        const requested = await run(ask.insertReset, [
          account,
          requestedBy,
          moment(requestedAt),
          confirmedBy ?? null,
          moment(confirmedAt),
          moment(opensAt),
          moment(closesAt),
          moment(since),
        ]);
        if (requested.length === 0) return false;
        if (confirmedAt !== undefined) await run(ask.endSessions, [account, moment(confirmedAt)]);
        await writeMessages(run, messages);
        await writeEvents(run, events);
        return true;
      }),
    confirmReset: (account, requestedAt, confirmed, events, messages = []) =>
      withAccount(account, async (run) => {
        const { confirmedBy, confirmedAt, opensAt, closesAt } = confirmed;
        const moments = [confirmedAt, opensAt, closesAt].map(moment);
        const written = await run(ask.confirmReset, [account, moment(requestedAt), confirmedBy, ...moments]);
        if (written.length === 0) return false;
        await run(ask.endSessions, [account, moment(confirmedAt)]);
        await writeMessages(run, messages);
        await writeEvents(run, events);
        return true;
      }),
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
