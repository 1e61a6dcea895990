import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { calendarDay } from '../../../../src/domain/clock.ts';
import type { PortalAccount } from '../../../../src/domain/portal-accounts.ts';
import { required } from '../../../../testkit/values/ids.ts';
import { openPortalCommands, type PortalCommands } from '../portal-commands.ts';

let portal: PortalCommands;
beforeAll(async () => {
  portal = await openPortalCommands(inject('postgres18Url'));
});
afterAll(() => portal.close());
beforeEach(() => portal.clear());

const because = ['--author', 'ada', '--reason', 'form 12 was signed'];
const [name, email] = ['Canary Verzonnen', 'canary@waterland.example'];
const person = ['--name', name, '--email', email, '--author', 'ada'];
const invite = (...words: readonly string[]) => portal.sluis('portal', 'invite', ...words, ...person);

/** Accepts as the portal does for whoever comes in by a passkey. */
async function accepted(...words: readonly string[]): Promise<PortalAccount> {
  const { out } = await invite('--board', 'waterland', '--passkey', ...words);
  const taken = { secret: out.trim().slice(-43), browser: 'b'.repeat(43) };
  await portal.accounts.takeUp(taken);
  const account = await portal.accounts.accept(taken, { comparedAddress: 'same', refusal: () => undefined });
  if (account === undefined || 'problem' in account) throw new Error(JSON.stringify(account));
  return account;
}

async function expectNobodyInTrail(): Promise<void> {
  const trail = JSON.stringify(await portal.sql('select * from sluis.audit_event'));
  for (const word of ['Canary', 'canary', 'Verzonnen', '@waterland']) expect(trail).not.toContain(word);
}

describe('sluis portal list', () => {
  it.each<[string, readonly string[]]>([
    ['no party', []],
    ['two parties', ['--board', 'waterland', '--supplier', 'leesboom']],
    ['an unknown board', ['--board', 'waterlant']],
  ])('shows nobody, and writes nothing down, for %s', async (_what, words) => {
    const [{ number }] = [
      required((await portal.sql('select max(number) as number from sluis.audit_event'))[0]),
    ];
    expect(await portal.sluis('portal', 'list', ...words)).toMatchObject({ code: 2, out: '' });
    expect(await portal.sql('select max(number) as number from sluis.audit_event')).toEqual([{ number }]);
  });

  it('shows who is there and who is invited, of that party alone, and writes down that somebody looked', async () => {
    const { id } = await accepted('--role', 'administrator');
    await invite('--board', 'duinen', '--role', 'reader');
    await portal.sluis(
      'portal',
      'invite',
      '--board',
      'waterland',
      '--role',
      'reader',
      '--name',
      'Bram',
      '--email',
      'b@x.example',
    );
    const words = ['--board', 'waterland', '--author', 'ada'];
    const { code, out } = await portal.sluis('portal', 'list', ...words);
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      `${id}  ${name}  ${email}  administrator (not confirmed)  never used`,
      expect.stringMatching(/^invited {2}Bram {2}b@x\.example {2}reader {2}until \d{4}-\d\d-\d\d$/),
      '',
    ]);
    expect(await portal.newestEvent()).toMatchObject([
      { type: 'account.list_seen', board: 'waterland', author: 'cli:ada' },
    ]);
    await expectNobodyInTrail();
  });

  it('shows the same as JSON, without what opens an invitation', async () => {
    const { out: link } = await invite('--board', 'waterland', '--role', 'reader');
    const { out } = await portal.sluis('portal', 'list', '--board', 'waterland', '--json');
    expect(JSON.parse(out)).toMatchObject({ name, email, roles: [{ role: 'reader' }] });
    expect(out).not.toContain(link.trim().slice(-43));
  });

  it('says so where there is nobody', async () => {
    const ended = await portal.sluis('portal', 'list', '--operator');
    expect(ended).toMatchObject({ code: 0, out: '', said: expect.stringContaining('no account') });
  });
});

describe('sluis portal code', () => {
  it.each([
    ['an unknown board', 'waterlant', 'waterland?'],
    ['a board without a mailbox', 'waterland', 'has no registeredMailbox'],
    ['what is no id', 'Water Land', '<board>'],
  ])('makes none for %s', async (_what, board, said) => {
    const ended = await portal.sluis('portal', 'code', board);
    expect(ended).toMatchObject({ code: 2, out: '', said: expect.stringContaining(said) });
    expect(await portal.sql('select 1 from sluis.portal_board_code')).toEqual([]);
  });

  it('prints the code alone, says where it goes, and keeps it nowhere', async () => {
    const { code, out, said } = await portal.sluis('portal', 'code', 'duinen', '--author', 'ada');
    expect(code).toBe(0);
    expect(out).toMatch(/^(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}\n$/);
    expect(said).toContain('send this code to bestuur@duinen.example and nowhere else');
    expect(said).not.toContain(out.trim());
    const kept = JSON.stringify([
      await portal.sql('select row_to_json(c)::text as text from sluis.portal_board_code c'),
      await portal.sql('select * from sluis.audit_event'),
    ]);
    for (const word of [out.trim(), out.trim().replaceAll('-', '')]) expect(kept).not.toContain(word);
    expect(await portal.newestEvent()).toMatchObject([
      { type: 'account.board_code_made', author: 'cli:ada', board: 'duinen' },
    ]);
  });
});

const unknown = '00000000-0000-4000-8000-000000000000';

describe('sluis portal confirm', () => {
  it('confirms nothing of an account that there is not, or without a reason', async () => {
    const none = await portal.sluis('portal', 'confirm', unknown, 'administrator', ...because);
    expect(none).toMatchObject({ code: 2, out: '', said: expect.stringContaining('there is no account') });
    expect(await portal.sluis('portal', 'confirm', 'ada', 'administrator', ...because)).toMatchObject({
      code: 2,
    });
    const { id } = await accepted('--role', 'administrator');
    expect(await portal.sluis('portal', 'confirm', id, 'administrator')).toMatchObject({ code: 2, out: '' });
    expect(await portal.sluis('portal', 'confirm', id, 'boss', ...because)).toMatchObject({
      code: 2,
      out: '',
    });
    expect((await portal.accounts.account(id))?.roles[0]?.confirmedAt).toBeUndefined();
  });

  it('confirms no role that is not held, and none twice', async () => {
    const { id } = await accepted('--role', 'reader');
    const held = await portal.sluis('portal', 'confirm', id, 'reader', ...because);
    expect(held).toMatchObject({ code: 1, out: '', said: expect.stringContaining('confirmed already') });
    const other = await portal.sluis('portal', 'confirm', id, 'administrator', ...because);
    expect(other).toMatchObject({ code: 1, out: '', said: expect.stringContaining('has no such role') });
    expect((await portal.accounts.account(id))?.version).toBe(1);
  });

  it('confirms a role anew that has lapsed, and shows until then that it has', async () => {
    const { id } = await accepted('--role', 'reader', 'help_desk');
    const account = required(await portal.accounts.account(id));
    await portal.accounts.used(account, required(calendarDay('2026-09-01')), ['reader']);
    const listed = await portal.sluis('portal', 'list', '--board', 'waterland');
    expect(listed.out).toContain(`${email}  reader (lapsed), help_desk  2026-09-01`);
    const asJson = await portal.sluis('portal', 'list', '--board', 'waterland', '--json');
    expect(JSON.parse(asJson.out)).toMatchObject({ lapsed: ['reader'] });
    expect(await portal.newestEvent()).toMatchObject([{ type: 'account.list_seen' }]);
    expect(await portal.sluis('portal', 'confirm', id, 'help_desk', ...because)).toMatchObject({ code: 1 });
    expect(await portal.sluis('portal', 'confirm', id, 'reader', ...because)).toMatchObject({ code: 0 });
    expect(required(await portal.accounts.account(id)).roles[0]).not.toHaveProperty('lapsedOn');
    expect(await portal.sluis('portal', 'confirm', id, 'reader', ...because)).toMatchObject({ code: 1 });
  });

  it('lets the role act, with the reason in the trail', async () => {
    const { id } = await accepted('--role', 'administrator', 'approver');
    const ended = await portal.sluis('portal', 'confirm', id, 'administrator', ...because);
    expect(ended).toMatchObject({ code: 0, out: `${name} acts as administrator from now on\n` });
    const after = await portal.accounts.account(id);
    expect(after?.roles.map(({ role, confirmedBy }) => [role, confirmedBy])).toEqual([
      ['administrator', { kind: 'command_line', user: 'ada' }],
      ['approver', undefined],
    ]);
    const common = { author: 'cli:ada', board: 'waterland', record_kind: 'portal_account' };
    expect(await portal.newestEvent()).toEqual([
      {
        ...common,
        type: 'account.role_confirmed',
        task: 'administrator',
        stated_reason: 'form 12 was signed',
      },
    ]);
    await expectNobodyInTrail();
  });
});

describe('sluis portal erase', () => {
  it('erases nobody without a reason and a yes, and no account that there is not', async () => {
    const { id } = await accepted('--role', 'reader');
    expect(await portal.sluis('portal', 'erase', id, '--yes')).toMatchObject({ code: 2, out: '' });
    expect(await portal.sluis('portal', 'erase', id, ...because)).toMatchObject({ code: 2 });
    expect(await portal.sluis('portal', 'erase', unknown, '--yes', ...because)).toMatchObject({
      code: 2,
      out: '',
    });
    expect(await portal.accounts.account(id)).toMatchObject({ name });
  });

  it('shows whose account it is, and leaves nothing but what happened', async () => {
    const { id } = await accepted('--role', 'reader');
    const ended = await portal.sluis('portal', 'erase', id, '--yes', ...because);
    expect(ended).toMatchObject({ code: 0, out: `${name}  ${email}  reader\nerased\n` });
    expect(await portal.sql('select 1 from sluis.portal_account')).toEqual([]);
    expect(await portal.newestEvent()).toMatchObject([
      { type: 'account.erased', author: 'cli:ada', board: 'waterland', stated_reason: 'form 12 was signed' },
    ]);
    expect(await portal.sluis('portal', 'erase', id, '--yes', ...because)).toMatchObject({
      code: 2,
      out: '',
    });
    await expectNobodyInTrail();
  });
});
