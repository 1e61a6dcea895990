import { expect } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../src/domain/clock.ts';
import { systemRandomness } from '../../src/domain/randomness.ts';
import { readKeyring } from '../../src/keyring/read-keyring.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { createPostgresLedgerStore } from '../../src/storage/postgres/ledger-store.ts';
import { openPostgres } from '../../src/storage/postgres/pool.ts';
import { disclosureColumns, disclosureRow } from '../../src/storage/postgres/ledger-rows.ts';
import type { World } from '../../testkit/world/world.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import {
  beginLogin,
  loginSteps,
  type LoginStep,
  type LoginWorld,
  type StepAnswer,
  type SteppedLogin,
} from './login-fault.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { createRecordingLogger } from '../../testkit/machine/recording-logger.ts';

/** What was seen of logins that were each at another step when something broke. */
export interface Outage {
  /** The answer to the step that was under way, by step. */
  readonly during: ReadonlyMap<LoginStep, StepAnswer>;
  readonly logins: ReadonlyMap<LoginStep, SteppedLogin>;
}

/** One login before each step. */
export async function loginsAtEveryStep(world: LoginWorld): Promise<ReadonlyMap<LoginStep, SteppedLogin>> {
  const logins = new Map<LoginStep, SteppedLogin>();
  for (const step of loginSteps) {
    const login = await beginLogin(world);
    await login.goUpTo(step);
    logins.set(step, login);
  }
  return logins;
}

/** Brings a login to each step, breaks something, and sends each step at the same time. */
export async function breakDuringLogins(
  world: LoginWorld,
  breakDown: () => Promise<void> | void,
): Promise<Outage> {
  const logins = await loginsAtEveryStep(world);
  await breakDown();
  const answers = await Promise.all([...logins.values()].map((login) => login.go()));
  return { logins, during: new Map(answers.map((answer) => [answer.step, answer])) };
}

/** Refused because a store is away: a page for a person, an error for a machine, and when to try again. */
export function expectSaidAway(answer: StepAnswer): void {
  const { step, status, type, body, retryAfter } = answer;
  expect(status, `${step}: ${body.slice(0, 300)}`).toBe(503);
  expect(Number(retryAfter), step).toBeGreaterThan(0);
  if (type.startsWith('text/html')) expect(body, step).toContain('<html lang="nl">');
  else expect(JSON.parse(body), step).toMatchObject({ error: 'temporarily_unavailable' });
}

/** A success, a refusal that tells what to do, or "away"; never a bare failure. */
export function expectClear(answer: StepAnswer): void {
  if (answer.status >= 500) expectSaidAway(answer);
}

/** Each was answered, and in time. */
export function expectBounded({ during }: Outage, withinMs: number): void {
  for (const { step, tookMs } of during.values()) expect(tookMs, step).toBeLessThan(withinMs);
}

/** A new login goes all the way, without anybody helping. */
export async function expectRecovered(world: LoginWorld): Promise<void> {
  await eventually(async () => {
    expect(await readiness(world)).toEqual({ status: 'ready' });
    const login = await beginLogin(world);
    await login.goUpTo('userinfo');
    expect((await login.go()).status).toBe(200);
  }, 15_000);
}

export async function readiness(world: Pick<World, 'issuer'>): Promise<unknown> {
  const start = performance.now();
  const answer = await fetch(`${world.issuer}/health/ready`, { signal: AbortSignal.timeout(10_000) });
  expect(performance.now() - start).toBeLessThan(5_000);
  return answer.json();
}

/**
 * Carries every login on, sending each step a second time after it succeeded. Whatever was half done in the outage,
 * a posted request, an answer of a school and a code are good for one use in all.
 */
export async function expectNothingUsedTwice({ logins, during }: Outage): Promise<void> {
  for (const [brokenAt, login] of logins) {
    const uses = new Map<LoginStep, number>();
    const count = (answer: StepAnswer | undefined): void => {
      if (answer !== undefined && isUse(answer)) uses.set(answer.step, (uses.get(answer.step) ?? 0) + 1);
    };
    count(during.get(brokenAt));
    for (const _request of loginSteps) {
      const before = login.next();
      const answer = await login.go();
      expectClear(answer);
      count(answer);
      if (login.next() === before) break;
      const again = await login.repeat();
      expectClear(again);
      count(again);
      // a code that comes twice takes its tokens along, so this login ends here
      if (answer.step === 'token') break;
    }
    expect(
      [...uses.values()].every((times) => times === 1),
      `${brokenAt}: ${JSON.stringify([...uses])}`,
    ).toBe(true);
  }
}

function isUse({ step, status, location }: StepAnswer): boolean {
  if (step === 'authorize') return location?.pathname.startsWith('/login/') === true;
  // an answer that comes twice gets another ticket each time, and one of them is redeemed
  if (step === 'arrived') return location?.pathname.startsWith('/authorize/') === true;
  return step === 'token' && status === 200;
}

const entries = z.array(disclosureRow);

/** Invariant 4: for everything that a supplier received there is an entry that was written for exactly that `sub`. */
export async function expectLedgerKnows(
  world: Pick<World, 'databaseUrl' | 'keysFolder'>,
  received: SteppedLogin['received'],
): Promise<void> {
  const written = entries.parse(
    await queryDatabase(world.databaseUrl, `select ${disclosureColumns} from sluis.disclosure`),
  );
  const proves = await subjectProver(world);
  const subjects = new Set(received.map(({ sub }) => sub));
  for (const sub of subjects) {
    const tokens = received.filter((one) => one.sub === sub && one.channel === 'id_token');
    const known = written.filter((entry) => proves(entry, sub));
    // every id_token has an entry of its own; a userinfo with the same outcome shares it
    expect(known.length).toBeGreaterThanOrEqual(Math.max(1, tokens.length));
  }
}

async function subjectProver({ keysFolder, databaseUrl }: Pick<World, 'databaseUrl' | 'keysFolder'>) {
  const keyring = await readKeyring(keysFolder, systemRandomness);
  const logger = createRecordingLogger();
  const postgres = openPostgres({ url: databaseUrl, timeoutMs: 5_000, maxConnections: 1, logger });
  const ledger = createLedger({
    store: createPostgresLedgerStore(postgres),
    proofKey: keyring.uncheckedPseudonym.ledgerProof,
    clock: systemClock,
    randomness: systemRandomness,
    logger,
  });
  await postgres.close();
  return ledger.proves;
}
