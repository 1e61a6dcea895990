import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { PortalRole } from '../../src/domain/portal-roles.ts';
import { mostCausedInADay } from '../../src/domain/outbox.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { headerOf, textOf } from '../../testkit/services/smtp-server.ts';
import { required } from '../../testkit/values/ids.ts';
import {
  acceptAtKade,
  addressAtKade,
  comeInAtKade,
  confirmed,
  inviteTesta,
  operator,
  roleOf,
} from '../../testkit/world/portal-visits.ts';
import { openWorld } from '../../testkit/world/world.ts';
import {
  colleagues,
  linkIn,
  openMailedBoard,
  sorted,
  waterland,
  type MailedBoard,
  type SomebodyIn,
} from './mailed-board.ts';

let mailed: MailedBoard;
beforeAll(async () => {
  mailed = await openMailedBoard();
});
afterAll(() => mailed.close());
beforeEach(() => mailed.clear());

const versionOf = async ({ id }: SomebodyIn) => {
  const all = await mailed.world.accounts.accountsOf(waterland);
  return String(required(all.find((each) => each.id === id)).version);
};
const form = { name: 'Nieuw Iemand', email: 'nieuw@school.example', role: 'reader', signIn: 'school' };

describe('an invitation', () => {
  it('goes to the invited alone, with a link that whoever invites does not see', async () => {
    const { browser } = await mailed.signedInAs('docent', ['administrator']);
    const page = await browser.post(mailed.at('/portal/people/invite'), form);
    expect(page.body).toContain('De uitnodiging voor Nieuw Iemand is onderweg');
    expect(page.body.replaceAll('<wbr />', '')).toContain('nieuw@school.example');
    expect(page.body).not.toContain('/portal/invitation/');
    const mails = await mailed.sent();
    expect(mails.map(({ to }) => to)).toEqual([['nieuw@school.example']]);
    const mail = required(mails[0]);
    expect(headerOf(mail, 'Subject')).toBe('Uitnodiging van Stichting Waterland Onderwijs');
    const text = textOf(mail);
    expect(text).toContain('docent nodigt u uit voor het schoolportaal van Sluis, bij Stichting Waterland');
    expect(text).toContain('docent invites you to the school portal of Sluis, at Stichting Waterland');
    expect(text).toContain('Wat u daar wordt: Meelezer.');
    const link = linkIn(text);
    const scanner = mailed.world.browser();
    for (let times = 0; times < 2; times += 1) expect((await scanner.go(link)).body).toContain('Meelezer');
    const kept = [
      await queryDatabase(mailed.world.databaseUrl, 'select o::text from sluis.outbox_message o'),
      await queryDatabase(mailed.world.databaseUrl, 'select e::text from sluis.audit_event e'),
      mailed.world.logger.events,
    ];
    expect(JSON.stringify(kept)).not.toContain(link.slice(-43));
    const payloads = 'select 1 from sluis.outbox_message where payload is not null';
    expect(await queryDatabase(mailed.world.databaseUrl, payloads)).toEqual([]);
  });

  it('ends the one before, and its link', async () => {
    const { browser } = await mailed.signedInAs('docent', ['administrator']);
    for (let times = 0; times < 2; times += 1) await browser.post(mailed.at('/portal/people/invite'), form);
    const [first, second] = (await mailed.sent()).map((mail) => linkIn(textOf(mail)));
    expect(first).not.toBe(second);
    expect((await mailed.world.browser().go(first ?? '')).body).toContain('Deze uitnodiging werkt niet');
    expect((await mailed.world.browser().go(second ?? '')).body).toContain('Meelezer');
  });

  it('that was taken up is told to the invited, also where an account of somebody else did', async () => {
    await mailed.signedInAs('docent', ['reader']);
    const secret = await inviteTesta(mailed.world, {
      name: 'ander',
      email: 'ander@school.example',
      roles: [roleOf('help_desk', confirmed)],
    });
    await acceptAtKade(mailed.world, mailed.world.browser(), secret, 'docent');
    const mails = await mailed.sent();
    expect(mails.map(({ to }) => to.join()).toSorted()).toEqual(
      sorted(addressAtKade('docent'), 'ander@school.example'),
    );
    for (const mail of mails) expect(textOf(mail)).toContain('Uw uitnodiging is aangenomen');
  });

  it('is not made any more, nor told, where one account did so too often in a day', async () => {
    const { browser, id } = await mailed.signedInAs('docent', ['administrator']);
    // the key that was made at the acceptance is one
    await mailed.haveCaused(id, mostCausedInADay - 2);
    await browser.post(mailed.at('/portal/people/invite'), form);
    expect(await mailed.toldWhom()).toEqual(['nieuw@school.example']);
    const refused = await browser.post(mailed.at('/portal/people/invite'), {
      ...form,
      email: 'b@school.example',
    });
    expect([refused.status, refused.body.includes('Er is niemand uitgenodigd')]).toEqual([429, true]);
    expect(await mailed.toldWhom()).toEqual([]);
    expect((await mailed.world.accounts.invitationsOf(waterland)).map(({ email }) => email)).toEqual([
      'nieuw@school.example',
    ]);
  });
});

describe('a notice about roles', () => {
  it('goes to the account alone, when a role is confirmed or withdrawn, and for the last one', async () => {
    const { first, waits, reader } = await mailed.people();
    const role = { account: waits.id, role: 'administrator', version: await versionOf(waits) };
    await first.browser.post(mailed.at('/portal/people/confirm'), role);
    expect(await mailed.toldWhom()).toEqual([addressAtKade('buur')]);
    expect((await first.browser.post(mailed.at('/portal/people/confirm'), role)).status).toBe(409);
    expect(await mailed.toldWhom()).toEqual([]);
    for (const [held, subject] of [
      ['help_desk', 'Een rol van u is ingetrokken'],
      ['reader', 'Uw account is verwijderd'],
    ] as const) {
      const fields = {
        account: reader.id,
        role: held,
        version: await versionOf(reader),
        reason: 'ander werk',
      };
      await first.browser.post(mailed.at('/portal/people/withdraw'), fields);
      const mails = await mailed.sent();
      expect(mails.map(({ to }) => to)).toEqual([[addressAtKade('collega')]]);
      expect(headerOf(required(mails[0]), 'Subject')).toBe(subject);
      expect(textOf(required(mails[0]))).not.toMatch(/ander werk|docent/);
    }
  });

  it('tells the first administrator that the code of the board confirmed them', async () => {
    const { browser } = await mailed.signedInAs('docent', ['administrator'], {});
    const code = await mailed.world.accounts.newBoardCode(waterland.id, operator);
    await browser.post(mailed.at('/portal/board-code'), { code: 'wrong' });
    expect(await mailed.toldWhom()).toEqual([]);
    await browser.post(mailed.at('/portal/board-code'), { code });
    expect(await mailed.toldWhom()).toEqual([addressAtKade('docent')]);
  });
});

describe('where no mail is set up', () => {
  it('nothing is written to be told, and the link is shown', async () => {
    const silent = await openWorld({
      postgresUrl: inject('postgres18Url'),
      redisUrl: inject('redisUrl'),
      portal: true,
      moreEntraUsers: colleagues,
    });
    const here = (path: string) => `${silent.issuer}${path}`;
    try {
      const comeIn = async (login: 'docent' | 'collega', role: PortalRole) => {
        const roles = [roleOf(role, confirmed)];
        const secret = await inviteTesta(silent, { name: login, email: addressAtKade(login), roles });
        const browser = silent.browser();
        await comeInAtKade(silent, browser, secret, login);
        return browser;
      };
      const administrator = await comeIn('docent', 'administrator');
      await comeIn('collega', 'reader');
      const all = await silent.accounts.accountsOf(waterland);
      const { id } = required(all.find(({ name }) => name === 'collega'));
      const reset = await administrator.post(here('/portal/people/reset'), { account: id, reason: 'kwijt' });
      expect(reset.body).toContain('Gevraagd door docent');
      await administrator.post(here('/portal/factors/recovery-codes'), {});
      const page = await administrator.post(here('/portal/people/invite'), form);
      expect(linkIn(page.body)).not.toBe('');
      expect(await queryDatabase(silent.databaseUrl, 'select 1 from sluis.outbox_message')).toEqual([]);
    } finally {
      await silent.close();
    }
  });
});
