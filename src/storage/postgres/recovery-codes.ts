import type { FactorStore } from '../stores/factor-store.ts';
import { insertFactor, type WithAccount } from './factor-account.ts';
import * as ask from './factor-statements.ts';
import { writeMessages } from './write-messages.ts';
import { writeEvents } from './write-register.ts';

export function recoveryCodes(
  withAccount: WithAccount,
): Pick<FactorStore, 'replaceRecoveryCodes' | 'useRecoveryCode'> {
  return {
    replaceRecoveryCodes: (row, hashes, provedBy, events, messages = []) =>
      withAccount(row.account, async (run) => {
        const known = await run(ask.factorsOfAccount, [row.account]);
        if (!known.some(({ id }) => id === provedBy)) return false;
        await run(ask.deleteRecoveryCodes, [row.account]);
        await insertFactor(run, row);
        await run(ask.insertCodes, [row.id, hashes]);
        await writeMessages(run, messages);
        await writeEvents(run, events);
        return true;
      }),
    useRecoveryCode: (row, hash, { account, at, pass }, events, messages = []) =>
      withAccount(account, async (run) => {
        const used = await run(ask.useCode, [row, hash, new Date(at)]);
        if (used.length === 0) return undefined;
        const [counts] = await run(ask.startPass, [
          account,
          new Date(at),
          new Date(pass.from),
          new Date(pass.until),
        ]);
        await writeMessages(run, messages);
        await writeEvents(run, events);
        return counts;
      }),
  };
}
