import type { PortalAccountId } from '../../domain/ids.ts';
import type { NewFactor } from '../stores/factor-store.ts';
import * as ask from './factor-statements.ts';
import type { RunStatement } from './pool.ts';

/** Does some work in a transaction that has this account to itself. */
export type WithAccount = <Value>(
  account: PortalAccountId,
  work: (run: RunStatement) => Promise<Value>,
) => Promise<Value>;

/** `false`: something that may be there once is there. */
export async function insertFactor(run: RunStatement, factor: NewFactor): Promise<boolean> {
  const { id, account, kind, addedAt, keyVersion, sealed, passkey, totpStep } = factor;
  const values = [id, account, kind, new Date(addedAt), keyVersion, Buffer.from(sealed)];
  const numbers = [passkey?.credential ?? null, passkey?.signCount ?? null, totpStep ?? null];
  return (await run(ask.insertFactor, [...values, ...numbers])).length > 0;
}
