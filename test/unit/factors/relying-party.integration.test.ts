import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { adoptRelyingParty, checkRelyingParty } from '../../../src/factors/relying-party.ts';
import { createPostgresLedgerStore } from '../../../src/storage/postgres/ledger-store.ts';
import { createPostgresRelyingPartyStore } from '../../../src/storage/postgres/relying-party-store.ts';
import { openDatabase, type OpenedDatabase } from '../../../testkit/services/postgres-servers.ts';
import { expectFailure } from '../../../testkit/values/refusals.ts';

let database: OpenedDatabase;
beforeAll(async () => {
  database = await openDatabase(inject('postgres15Url'));
});
afterAll(() => database.postgres.close());

const store = () => createPostgresRelyingPartyStore(database.postgres);
const why = { author: 'cli:ada', reason: 'another name', at: Date.UTC(2026, 8, 1) };
const check = (relyingPartyId: string) => checkRelyingParty({ store: store(), relyingPartyId });

describe('the RP ID', () => {
  it('may be any until the first passkey, then that one, and another when the operator says so', async () => {
    await check('one.example');
    await check('two.example');
    expect(await adoptRelyingParty({ store: store(), relyingPartyId: 'two.example' }, why)).toBe(false);
    await store().fix('one.example', why);
    await check('one.example');
    const { message } = await expectFailure(check('two.example'), 'settings.invalid');
    for (const said of ['SLUIS_PORTAL_RP_ID=one.example', 'two.example', 'sluis passkeys adopt', '(0)']) {
      expect(message).toContain(said);
    }
    expect(await adoptRelyingParty({ store: store(), relyingPartyId: 'two.example' }, why)).toBe(true);
    expect(await adoptRelyingParty({ store: store(), relyingPartyId: 'two.example' }, why)).toBe(false);
    await check('two.example');
    await expectFailure(check('one.example'), 'settings.invalid');
    const { ledger } = { ledger: createPostgresLedgerStore(database.postgres) };
    expect(await ledger.listAudit({ limit: 9 })).toMatchObject([
      { type: 'factor.relying_party_adopted', author: 'cli:ada', statedReason: 'another name' },
    ]);
  });
});
