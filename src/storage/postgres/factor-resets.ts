import type { FactorStore } from '../stores/factor-store.ts';
import type { WithAccount } from './factor-account.ts';
import * as ask from './factor-statements.ts';
import { writeMessages } from './write-messages.ts';
import { writeEvents } from './write-register.ts';

export const moment = (millis: number | undefined): Date | null =>
  millis === undefined ? null : new Date(millis);

export const bytes = (hash: Uint8Array | undefined): Buffer | null =>
  hash === undefined ? null : Buffer.from(hash);

export function factorResets(
  withAccount: WithAccount,
): Pick<FactorStore, 'requestReset' | 'joinReset' | 'confirmReset'> {
  return {
    requestReset: (account, reset, { since, replaces }, events, messages = []) =>
      withAccount(account, async (run) => {
        const {
          requestedBy,
          requestedAt,
          confirmedBy,
          confirmedAt,
          opensAt,
          closesAt,
          inPresence,
          linkHash,
        } = reset;
        const requested = await run(ask.insertReset, [
          account,
          requestedBy,
          moment(requestedAt),
          confirmedBy ?? null,
          moment(confirmedAt),
          moment(opensAt),
          moment(closesAt),
          inPresence,
          bytes(linkHash),
          moment(since),
          moment(replaces),
        ]);
        if (requested.length === 0) return false;
        if (confirmedAt !== undefined) await run(ask.endSessions, [account, moment(confirmedAt)]);
        await writeMessages(run, messages);
        await writeEvents(run, events);
        return true;
      }),
    joinReset: (account, requestedAt, at, events) =>
      withAccount(account, async (run) => {
        const joined = await run(ask.joinReset, [account, moment(requestedAt), moment(at)]);
        if (joined.length === 0) return false;
        await writeEvents(run, events);
        return true;
      }),
    confirmReset: (account, requestedAt, confirmed, events, messages = []) =>
      withAccount(account, async (run) => {
        const { confirmedBy, confirmedAt, opensAt, closesAt, linkHash } = confirmed;
        const moments = [confirmedAt, opensAt, closesAt].map(moment);
        const written = await run(ask.confirmReset, [
          account,
          moment(requestedAt),
          confirmedBy,
          ...moments,
          bytes(linkHash),
        ]);
        if (written.length === 0) return false;
        await run(ask.endSessions, [account, moment(confirmedAt)]);
        await writeMessages(run, messages);
        await writeEvents(run, events);
        return true;
      }),
  };
}
