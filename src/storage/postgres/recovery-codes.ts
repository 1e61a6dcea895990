import type { FactorStore } from '../stores/factor-store.ts';
import { insertFactor, type WithAccount } from './factor-account.ts';
import * as ask from './factor-statements.ts';
import type { Postgres } from './pool.ts';
import { writeMessages } from './write-messages.ts';
import { writeEvents } from './write-register.ts';

export function recoveryCodes(
  postgres: Postgres,
  withAccount: WithAccount,
): Pick<FactorStore, 'replaceRecoveryCodes' | 'recoveryCodesFoundBy' | 'useRecoveryCode'> {
  return {
    recoveryCodesFoundBy: (lookup) => postgres.run(ask.codesFoundBy, [lookup]),
    replaceRecoveryCodes: (row, codes, provedBy, events, messages = []) =>
      withAccount(row.account, async (run) => {
        const known = await run(ask.factorsOfAccount, [row.account]);
        if (!known.some(({ id }) => id === provedBy)) return false;
        await run(ask.deleteRecoveryCodes, [row.account]);
        await insertFactor(run, row);
        await run(ask.insertCodes, [
          row.id,
          codes.map(({ hash }) => hash),
          codes.map(({ lookup }) => lookup),
        ]);
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
