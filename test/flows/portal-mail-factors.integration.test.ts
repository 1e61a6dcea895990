import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { schoolId } from '../../src/domain/ids.ts';
import { mostCausedInADay } from '../../src/domain/outbox.ts';
import type { PortalRole } from '../../src/domain/portal-roles.ts';
import { createAuthenticator } from '../../testkit/actors/authenticator.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { headerOf, textOf } from '../../testkit/services/smtp-server.ts';
import { required } from '../../testkit/values/ids.ts';
import { addressAtKade, askedOfNewPasskey, confirmed, roleOf } from '../../testkit/world/portal-visits.ts';
import {
  administrators,
  mailbox,
  openMailedBoard,
  sorted,
  type MailedBoard,
  type SomebodyIn,
} from './mailed-board.ts';

let mailed: MailedBoard;
beforeAll(async () => {
  mailed = await openMailedBoard();
});
afterAll(() => mailed.close());
beforeEach(() => mailed.clear());

async function makePasskey({ browser }: SomebodyIn): Promise<void> {
  const page = await browser.go(mailed.at('/portal/factors'));
  const answer = JSON.stringify(createAuthenticator(mailed.world.issuer).register(askedOfNewPasskey(page)));
  await browser.post(mailed.at('/portal/factors/passkey'), { name: 'Telefoon', answer });
}

describe('a notice about factors', () => {
  it('goes to the account alone, for what it does with its own', async () => {
    const { reader } = await mailed.people();
    await makePasskey(reader);
    const added = await mailed.sent();
    expect(added.map(({ to }) => to)).toEqual([[addressAtKade('collega')]]);
    expect(textOf(required(added[0]))).toContain('Er is een sleutel bij gekomen.');
    expect(textOf(required(added[0]))).toContain('voor Stichting Waterland Onderwijs.');
    const page = await reader.browser.go(mailed.at('/portal/factors'));
    const factor = /name="factor" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    await reader.browser.post(mailed.at('/portal/factors/remove'), { factor });
    const removed = await mailed.sent();
    expect(removed.map(({ to }) => to)).toEqual([[addressAtKade('collega')]]);
    expect(headerOf(required(removed[0]), 'Subject')).toBe('Een sleutel is verwijderd');
    await reader.browser.post(mailed.at('/portal/factors/recovery-codes'), {});
    expect(await mailed.toldWhom()).toEqual([addressAtKade('collega')]);
  });

  it('of a used recovery code goes to the administrators too, and without its code', async () => {
    const { reader } = await mailed.people();
    const page = await reader.browser.post(mailed.at('/portal/factors/recovery-codes'), {});
    const code = /<li>([A-Z0-9-]{10,})<\/li>/.exec(page.body)?.[1] ?? '';
    await mailed.sent();
    await reader.browser.post(mailed.at('/portal/factor/recovery-code'), { code: 'wrong' });
    expect(await mailed.toldWhom()).toEqual([]);
    await reader.browser.post(mailed.at('/portal/factor/recovery-code'), { code });
    const mails = await mailed.sent();
    expect(mails.map(({ to }) => to.join()).toSorted()).toEqual(
      sorted(addressAtKade('collega'), ...administrators),
    );
    expect(code).not.toBe('');
    for (const { raw } of mails) expect(raw).not.toContain(code);
    await reader.browser.post(mailed.at('/portal/factors/call-off'), {});
    expect(await mailed.toldWhom()).toEqual([addressAtKade('collega')]);
  });

  it('of a reset goes to the account, all administrators and the mailbox of the board', async () => {
    const { first, second, reader } = await mailed.people();
    const reset = (path: string, by: SomebodyIn) =>
      by.browser.post(mailed.at(`/portal/people/${path}`), { account: reader.id, reason: 'telefoon kwijt' });
    const everybody = sorted(addressAtKade('collega'), ...administrators, mailbox);
    await reset('reset', first);
    const asked = await mailed.sent();
    expect(asked.map(({ to }) => to.join()).toSorted()).toEqual(everybody);
    const textTo = (address: string) => textOf(required(asked.find(({ to }) => to[0] === address)));
    expect(textTo(addressAtKade('collega'))).toContain('Kies op de pagina Vandaag voor Tegenhouden.');
    for (const address of [...administrators, mailbox]) {
      expect(textTo(address)).toContain('het account van collega bij het schoolportaal');
    }
    for (const mail of asked) expect(textOf(mail)).not.toMatch(/telefoon kwijt|docent|vriend/);
    expect((await reset('reset', second)).status).toBe(403);
    expect((await reset('confirm-reset', first)).status).toBe(403);
    expect(await mailed.toldWhom()).toEqual([]);
    await reader.browser.post(mailed.at('/portal/factors/call-off'), {});
    expect(await mailed.toldWhom()).toEqual([addressAtKade('collega')]);
    await reset('reset', first);
    await mailed.sent();
    await reset('confirm-reset', second);
    expect(await mailed.toldWhom()).toEqual(everybody);
  });

  it('goes to nobody of another board', async () => {
    const { first, second, reader } = await mailed.people();
    await queryDatabase(
      mailed.world.databaseUrl,
      `update sluis.portal_account set party_id = 'zeeland' where id = '${second.id}'`,
    );
    const account = { account: reader.id, reason: 'telefoon kwijt' };
    await first.browser.post(mailed.at('/portal/people/reset'), account);
    expect(await mailed.toldWhom()).toEqual(
      sorted(addressAtKade('collega'), addressAtKade('docent'), mailbox),
    );
  });

  it('goes to no administrator whose role has lapsed', async () => {
    const first = await mailed.signedInAs('docent', ['administrator']);
    const longAgo = { ...confirmed, confirmedAt: Date.UTC(2024, 8, 1) };
    const second = await mailed.signedInAs('vriend', ['administrator'], longAgo);
    const reader = await mailed.signedInAs('collega', ['reader']);
    await queryDatabase(
      mailed.world.databaseUrl,
      `update sluis.portal_account set last_used_on = '2024-09-01' where id = '${second.id}'`,
    );
    await first.browser.post(mailed.at('/portal/people/reset'), { account: reader.id, reason: 'kwijt' });
    expect(await mailed.toldWhom()).toEqual(
      sorted(addressAtKade('collega'), addressAtKade('docent'), mailbox),
    );
  });

  it('goes to an administrator of some schools for whom it concerns there, and to no other', async () => {
    const roleAt = (school: string, role: PortalRole) =>
      roleOf(role, { schools: [required(schoolId(school))], ...confirmed });
    const first = await mailed.signedInAs('docent', ['administrator']);
    await mailed.signedInAs('vriend', [roleAt('de-kade', 'administrator')]);
    await mailed.signedInAs('buur', [
      roleAt('de-regenboog', 'administrator'),
      roleAt('de-kade', 'help_desk'),
    ]);
    const reader = await mailed.signedInAs('collega', [roleAt('de-kade', 'reader')]);
    await first.browser.post(mailed.at('/portal/people/reset'), { account: reader.id, reason: 'kwijt' });
    expect(await mailed.toldWhom()).toEqual(sorted(addressAtKade('collega'), ...administrators, mailbox));
  });

  it('that cannot be written keeps from being done what one account did too often, and never a rescue', async () => {
    const { first, reader } = await mailed.people();
    await first.browser.post(mailed.at('/portal/people/reset'), { account: reader.id, reason: 'kwijt' });
    await mailed.sent();
    await mailed.haveCaused(reader.id, mostCausedInADay);
    expect((await reader.browser.post(mailed.at('/portal/factors/recovery-codes'), {})).status).toBe(429);
    const codes = await queryDatabase(
      mailed.world.databaseUrl,
      `select 1 from sluis.portal_factor where kind = 'recovery_codes'`,
    );
    expect(codes).toEqual([]);
    expect(await mailed.toldWhom()).toEqual([]);
    const home = await reader.browser.post(mailed.at('/portal/factors/call-off'), {});
    expect(home.body).not.toContain('Tegenhouden');
    expect(await mailed.toldWhom()).toEqual([addressAtKade('collega')]);
  });
});
