import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { attributeName, boardId, schoolId } from '../../src/domain/ids.ts';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import { createPostgresLedgerStore } from '../../src/storage/postgres/ledger-store.ts';
import { createPostgresPersonStore } from '../../src/storage/postgres/person-store.ts';
import { openPostgres, type Postgres } from '../../src/storage/postgres/pool.ts';
import type { Browser } from '../../testkit/actors/browser.ts';
import { createRecordingLogger } from '../../testkit/machine/recording-logger.ts';
import { randomEntryId, randomHandle, required, rootOf } from '../../testkit/values/ids.ts';
import { newEntry } from '../../testkit/values/new-entry.ts';
import { edit, withMembers } from '../../testkit/world/change-federation.ts';
import { comeInAtKade, confirmed, inviteTesta, roleOf } from '../../testkit/world/portal-visits.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { change, reader, saidOn, storedPolicy } from './stored-policy.ts';

let world: World;
let postgres: Postgres;
let browser: Browser;
const board = required(boardId('waterland'));
const givenName = required(attributeName('given_name'));
/** On a day that is over in every zone. */
const before = Date.now() - 2 * 86_400_000;

beforeAll(async () => {
  world = await openWorld({
    postgresUrl: inject('postgres18Url'),
    redisUrl: inject('redisUrl'),
    portal: true,
  });
  postgres = openPostgres({
    url: world.databaseUrl,
    timeoutMs: 5000,
    maxConnections: 2,
    logger: createRecordingLogger(),
  });
  browser = world.browser();
  await comeInAtKade(
    world,
    browser,
    await inviteTesta(world, { roles: [roleOf('administrator', confirmed)] }),
  );
});
afterAll(async () => {
  await postgres.close();
  await world.close();
});

/** Somebody who does not exist signed in at De Regenboog so many times. */
async function came(times: number, changes: Partial<LedgerEntry> = {}): Promise<void> {
  const person = await createPostgresPersonStore(postgres).handleOf(
    rootOf(`somebody ${randomUUID()}`),
    board,
    randomHandle(),
  );
  const { subject: _subject, ...said } = newEntry({
    released: [{ claim: givenName, transforms: [] }],
    withheld: [],
  });
  for (let time = 0; time < times; time += 1) {
    const id = randomEntryId();
    await createPostgresLedgerStore(postgres).append({
      ...said,
      at: before,
      person,
      subjectProof: 'proof',
      ...changes,
      id,
    });
  }
}

const page = async () => saidOn((await browser.go(`${world.issuer}${reader}`)).body);
async function reviewed(fields: Readonly<Record<string, string>>): Promise<string> {
  const { version } = await storedPolicy(world);
  const answer = await browser.post(`${world.issuer}${change(reader)}`, {
    version: String(version),
    'given_name.teacher': 'whole',
    ...fields,
  });
  return saidOn(answer.body);
}
const withoutNames = { enabled: 'yes', 'given_name.pupil': 'off' };
const tooFew = 'logden er te weinig mensen in om te tellen';

describe('the past month', () => {
  it('is said of five people and not before, without today and without other schools', async () => {
    for (let person = 0; person < 4; person += 1) await came(3);
    await came(3, { at: Date.now() });
    await came(3, { at: Date.now() - 40 * 86_400_000 });
    await came(3, { school: required(schoolId('de-kade')) });
    expect(await page()).toContain(tooFew);
    expect(await reviewed(withoutNames)).toContain(tooFew);
    expect(await page()).not.toContain('Het vaakst');

    await came(3);
    expect(await page()).toContain('ongeveer 15 keer.');
    expect(await reviewed(withoutNames)).toContain(
      'Gaat niet meer mee: voornaam. Dit had het tegengehouden bij ongeveer 15 van de 15 keer inloggen.',
    );
    const off = await reviewed({ 'given_name.pupil': 'whole' });
    expect(off).toContain('In de laatste 30 dagen logden zij er ongeveer 15 keer in.');
    const reduced = await reviewed({ enabled: 'yes', 'given_name.pupil': 'initial' });
    expect(reduced).toContain('Bij ongeveer 15 van de 15 keer inloggen hangt het af van wat er stond.');
  });

  it('shows no number of a sensitive service to fewer than twenty', async () => {
    await edit(world, withMembers('services', 'leesboom-reader', { sensitive: ['health'] }));
    expect(await page()).toContain(tooFew);
    expect(await page()).not.toMatch(/ongeveer \d/);
    expect(await reviewed(withoutNames)).not.toMatch(/ongeveer \d/);
  });
});
