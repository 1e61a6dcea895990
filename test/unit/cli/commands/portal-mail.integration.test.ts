import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { boardId } from '../../../../src/domain/ids.ts';
import type { PortalAccount } from '../../../../src/domain/portal-accounts.ts';
import { eventually } from '../../../../testkit/machine/eventually.ts';
import {
  headerOf,
  startSmtpServer,
  textOf,
  type TakenMail,
  type TestSmtpServer,
} from '../../../../testkit/services/smtp-server.ts';
import { required } from '../../../../testkit/values/ids.ts';
import { openPortalCommands, type PortalCommands } from '../portal-commands.ts';

let portal: PortalCommands;
let server: TestSmtpServer;
beforeAll(async () => {
  portal = await openPortalCommands(inject('postgres18Url'));
  server = await startSmtpServer();
});
afterAll(async () => {
  await portal.close();
  await server.close();
});
let before = 0;
beforeEach(async () => {
  await portal.clear();
  before = server.mails.length;
});

const sluis = (...words: readonly string[]) => portal.sluisWithMail(server, ...words);
const email = 'ada@waterland.example';
const person = ['--name', 'Ada Verzonnen', '--email', email, '--author', 'ada'];
const invite = (...words: readonly string[]) =>
  sluis('portal', 'invite', '--board', 'waterland', '--role', 'administrator', ...person, ...words);
const because = ['--author', 'ada', '--reason', 'form 12 was signed'];
const aMessage = /^[0-9a-f-]{36}\n$/;
const messages = () => portal.sql('select id, state from sluis.outbox_message order by id');

/** What arrived in this test, once nothing waits any more. */
async function sent(): Promise<readonly TakenMail[]> {
  await eventually(async () => {
    const waiting = (await messages()).filter(({ state }) => state === 'waiting');
    expect(waiting).toEqual([]);
  }, 10_000);
  return server.mails.slice(before);
}

async function accepted(): Promise<PortalAccount> {
  const { out } = await invite('--passkey', '--print');
  const taken = { secret: out.trim().slice(-43), browser: 'b'.repeat(43) };
  await portal.accounts.takeUp(taken);
  const account = await portal.accounts.accept(taken, { refusal: () => undefined, comparedAddress: 'same' });
  if (account === undefined || 'problem' in account) throw new Error(JSON.stringify(account));
  return account;
}

describe('sluis portal invite, with mail set up', () => {
  it('mails the link to the invited, and shows it to nobody else', async () => {
    const { code, out, said } = await invite();
    expect([code, out]).toEqual([0, expect.stringMatching(aMessage)]);
    expect(said).toContain(`by mail: outbox show ${out.trim()} tells`);
    const [mail, ...others] = await sent();
    expect(others).toEqual([]);
    expect(mail?.to).toEqual([email]);
    const text = textOf(required(mail));
    expect(text).toContain('Wie Sluis beheert, nodigt u uit voor het schoolportaal, bij Stichting Waterland');
    const [, secret = ''] = /https:\/\/sluis\.example\/portal\/invitation\/([\w-]{43})\n/.exec(text) ?? [];
    expect(await portal.accounts.invitation(secret)).toMatchObject({ email, signIn: 'school' });
    expect(`${out}${said}`).not.toContain(secret);
    expect(headerOf(required(mail), 'Message-ID')).toBe(`<${out.trim()}@sluis.example>`);
  });

  it('has the language first that is asked for', async () => {
    await invite('--language', 'en');
    const [mail] = await sent();
    expect(headerOf(required(mail), 'Subject')).toBe('Invitation from Stichting Waterland Onderwijs');
    expect(textOf(required(mail))).toMatch(/^Nederlandse tekst hieronder\.\n\nHello,/);
  });

  it('prints the link where that is asked for, and mails nothing', async () => {
    const { out } = await invite('--print');
    expect(out).toMatch(/^https:\/\/sluis\.example\/portal\/invitation\/[\w-]{43}\n$/);
    expect(await messages()).toEqual([]);
  });

  it('mails nothing of what is refused', async () => {
    const refused = await sluis('portal', 'invite', '--board', 'waterland', ...person, '--role', 'signer');
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(await messages()).toEqual([]);
  });
});

describe('sluis portal code, with mail set up', () => {
  const duinen = required(boardId('duinen'));

  it('mails the code to the registered mailbox, and shows it to nobody else', async () => {
    const { code, out, said } = await sluis('portal', 'code', 'duinen', '--author', 'ada');
    expect([code, out]).toEqual([0, expect.stringMatching(aMessage)]);
    expect(said).toContain('a code goes to bestuur@duinen.example by mail');
    const mails = await sent();
    expect(mails.map(({ to }) => to)).toEqual([['bestuur@duinen.example']]);
    const text = textOf(required(mails[0]));
    const [, typed = ''] = /De code voor Duinen is: ((?:[A-Z2-9]{4}-){3}[A-Z2-9]{4})\n/.exec(text) ?? [];
    expect(said).not.toContain(typed);
    expect(text).not.toContain('/portal');
    expect(await portal.accounts.takeBoardCode(duinen, typed)).toBe('right');
    expect(await portal.newestEvent()).toMatchObject([
      { type: 'account.board_code_made', author: 'cli:ada', board: 'duinen' },
    ]);
  });

  it('prints the code where that is asked for, and mails nothing', async () => {
    const { out } = await sluis('portal', 'code', 'duinen', '--print');
    expect(await portal.accounts.takeBoardCode(duinen, out.trim())).toBe('right');
    expect(await messages()).toEqual([]);
  });

  it('makes none for a mailbox that no mail goes to, unless it is printed', async () => {
    const refused = await sluis('portal', 'code', 'heide');
    expect(refused).toMatchObject({ code: 2, out: '', said: expect.stringContaining('give --print') });
    expect(await portal.sql('select 1 from sluis.portal_board_code')).toEqual([]);
    expect(await sluis('portal', 'code', 'heide', '--print')).toMatchObject({ code: 0 });
  });
});

describe('sluis portal confirm and erase, with mail set up', () => {
  it('tell whose account it is, and say nothing of the reason', async () => {
    const { id } = await accepted();
    await sluis('portal', 'confirm', id, 'administrator', ...because);
    await sluis('portal', 'confirm', id, 'administrator', ...because);
    await sluis('portal', 'erase', id, ...because);
    const [told, ...more] = await sent();
    expect([told?.to, more]).toEqual([[email], []]);
    expect(textOf(required(told))).toContain('Een rol van u is bevestigd.');
    await sluis('portal', 'erase', id, '--yes', ...because);
    const erased = required((await sent())[1]);
    expect([erased.to, headerOf(erased, 'Subject')]).toEqual([[email], 'Uw account is verwijderd']);
    expect(server.mails.slice(before)).toHaveLength(2);
    for (const mail of server.mails.slice(before)) expect(textOf(mail)).not.toContain('form 12');
  });
});
