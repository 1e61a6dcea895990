import type { PortalAccountId } from '../../domain/ids.ts';
import type {
  AccountFactors,
  FactorStore,
  GroundToAdd,
  KeptFactor,
  NewFactor,
} from '../stores/factor-store.ts';
import { insertFactor, type WithAccount } from './factor-account.ts';
import { factorResetEnds } from './factor-reset-ends.ts';
import { factorResets } from './factor-resets.ts';
import * as ask from './factor-statements.ts';
import type { Postgres, RunStatement } from './pool.ts';
import { recoveryCodes } from './recovery-codes.ts';
import { sealedFactors } from './sealed-factors.ts';
import { writeMessages } from './write-messages.ts';
import { writeEvents } from './write-register.ts';

/** Of one account: more than anybody has devices. */
export const mostFactors = 10;

/** Close it by closing `postgres`, which it may share with other stores. */
export function createPostgresFactorStore(postgres: Postgres): FactorStore {
  const withAccount: WithAccount = (account, work) =>
    postgres.transaction(async (run) => {
      await run(ask.lockAccount, [account]);
      return work(run);
    });
  return {
    ...sealedFactors(postgres),
    ...factorResets(withAccount),
    ...factorResetEnds(postgres, withAccount),
    ...recoveryCodes(postgres, withAccount),
    ping: postgres.ping,
    close: postgres.close,
    read: (account) => postgres.transaction((run) => readFactors(run, account)),
    passkeyWith: async (credential) => (await postgres.run(ask.factorWithCredential, [credential]))[0],
    userHandle: async (account, proposed) =>
      (await postgres.run(ask.userHandle, [account, proposed]))[0]?.handle ?? proposed,
    add: (factor, on, events, messages = []) =>
      withAccount(factor.account, async (run) => {
        const known = await readFactors(run, factor.account);
        if (!groundStands(known, on, factor.addedAt)) return 'not_allowed';
        if (known.factors.length >= mostFactors) return 'full';
        if (!(await insertFactor(run, factor))) return 'already_there';
        await useUp(run, factor, on);
        await writeMessages(run, messages);
        await writeEvents(run, events);
        return 'added';
      }),
    remove: (account, factor, events, messages = []) =>
      withAccount(account, async (run) => {
        const { factors } = await readFactors(run, account);
        if (!factors.some(({ id }) => id === factor)) return 'not_there';
        if (factors.length === 1) return 'last';
        await run(ask.deleteFactor, [account, factor]);
        await writeMessages(run, messages);
        await writeEvents(run, events);
        return 'removed';
      }),
    usePasskey: async (factor, { signCount, at }) =>
      (await postgres.run(ask.usePasskey, [factor, signCount, new Date(at)])).length > 0,
    useTotpStep: async (factor, { step, at }) =>
      (await postgres.run(ask.useTotpStep, [factor, step, new Date(at)])).length > 0,
    erase: (account) =>
      withAccount(account, async (run) => {
        await run(ask.eraseFactors, [account]);
        await run(ask.deletePass, [account]);
        await run(ask.eraseReset, [account]);
        await run(ask.eraseAccount, [account]);
      }),
  };
}

async function readFactors(run: RunStatement, account: PortalAccountId): Promise<AccountFactors> {
  const rows = await run(ask.factorsOfAccount, [account]);
  const codes = rows.find(({ kind }) => kind === 'recovery_codes');
  const left = codes === undefined ? 0 : ((await run(ask.codesLeft, [codes.id]))[0]?.codes ?? 0);
  const [pass] = await run(ask.recoveryPass, [account]);
  const [reset] = await run(ask.resetOfAccount, [account]);
  const [sessions] = await run(ask.sessionsBefore, [account]);
  return {
    factors: rows.filter(isFactor),
    ...(codes === undefined ? {} : { recoveryCodes: { ...codes, left } }),
    ...(pass === undefined ? {} : { pass }),
    ...(reset === undefined ? {} : { reset }),
    ...(sessions === undefined ? {} : { sessionsBefore: sessions.moment }),
  };
}

function isFactor(row: KeptFactor): row is AccountFactors['factors'][number] {
  return row.kind !== 'recovery_codes';
}

function groundStands({ factors, pass, reset }: AccountFactors, on: GroundToAdd, at: number): boolean {
  switch (on.kind) {
    case 'proof':
      return factors.some(({ id }) => id === on.factor);
    case 'acceptance':
      return factors.length === 0;
    case 'recovery_pass':
      return pass !== undefined && pass.from <= at && at < pass.until;
    case 'reset':
      return reset?.isDone === true && !reset.isUsedUp && at < (reset.closesAt ?? 0);
  }
}

/** The account is locked, so what stood a moment ago still stands. */
async function useUp(run: RunStatement, { account }: NewFactor, on: GroundToAdd): Promise<void> {
  if (on.kind === 'recovery_pass') await run(ask.deletePass, [account]);
  if (on.kind === 'reset') await run(ask.useReset, [account]);
}
