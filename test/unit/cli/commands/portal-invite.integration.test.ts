import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { boardId } from '../../../../src/domain/ids.ts';
import { required } from '../../../../testkit/values/ids.ts';
import { openPortalCommands, type PortalCommands } from '../portal-commands.ts';
import { runInProcess } from '../run-in-process.ts';

let portal: PortalCommands;
beforeAll(async () => {
  portal = await openPortalCommands(inject('postgres18Url'));
});
afterAll(() => portal.close());
beforeEach(() => portal.clear());

const [name, email] = ['Canary Verzonnen', 'canary@waterland.example'];
const person = ['--name', name, '--email', email, '--author', 'ada'];
const invite = (...words: readonly string[]) => portal.sluis('portal', 'invite', ...words, ...person);
const waterland = { kind: 'board', id: required(boardId('waterland')) } as const;
const invitations = async () => (await portal.sql('select id from sluis.portal_invitation')).length;

async function expectNobodyInTrail(): Promise<void> {
  const trail = JSON.stringify(await portal.sql('select * from sluis.audit_event'));
  for (const word of ['Canary', 'canary', 'Verzonnen', '@waterland']) expect(trail).not.toContain(word);
}

describe('sluis portal invite', () => {
  const board = ['--board', 'waterland'];
  it.each<[string, readonly string[], string]>([
    ['no party', ['--role', 'reader'], 'one of --board, --supplier and --operator'],
    [
      'two parties',
      [...board, '--operator', '--role', 'reader'],
      'one of --board, --supplier and --operator',
    ],
    ['an unknown board', ['--board', 'waterlant', '--role', 'reader'], 'waterland?'],
    ['an unknown supplier', ['--supplier', 'leesbom'], 'leesboom?'],
    ['no role at a board', board, 'give --role'],
    ['a role that there is not', [...board, '--role', 'boss'], 'boss'],
    ['the role of another sort of party', [...board, '--role', 'operator'], 'operator'],
    ['a role for a supplier', ['--supplier', 'leesboom', '--role', 'reader'], 'for accounts of boards'],
    ['a school for the operator', ['--operator', '--school', 'de-kade'], 'for accounts of boards'],
    ['a signer without an end', [...board, '--role', 'signer', '--ground', 'bestuurder'], 'say until when'],
    [
      'a ground of somebody who does not sign',
      [...board, '--role', 'reader', '--ground', 'bestuurder'],
      'takes none, leave it out',
    ],
    [
      'a signer without a ground',
      [...board, '--role', 'signer', '--until', '2099-01-01'],
      'say on what ground',
    ],
    [
      'a technical partner without schools',
      [...board, '--role', 'technical_partner', '--until', '2099-01-01'],
      'name the schools',
    ],
    [
      'a technical partner for ever',
      [...board, '--role', 'technical_partner', '--school', 'de-kade', '--until', '2099-01-01'],
      'lasts a year at most',
    ],
    [
      'a school of another board',
      [...board, '--role', 'reader', '--school', 'de-duin'],
      'no school of the board',
    ],
    [
      'a school that there is not',
      [...board, '--role', 'reader', '--school', 'nergens'],
      'no school of the board',
    ],
    ['a day that is over', [...board, '--role', 'reader', '--until', '2020-01-01'], 'the last day is over'],
    ['what is no day', [...board, '--role', 'reader', '--until', '2027-02-30'], '--until must be a day'],
    [
      'roles that exclude one another',
      [...board, '--role', 'data_protection_officer', 'administrator'],
      'data protection officer has no role',
    ],
  ])('invites nobody for %s', async (_what, words, said) => {
    const ended = await invite(...words);
    expect(ended).toMatchObject({ code: 2, out: '', said: expect.stringContaining(said) });
    expect(await invitations()).toBe(0);
  });

  it.each([
    ['no name', ['--name', ' ', '--email', email], 'a name has'],
    ['markup in the name', ['--name', '<b>Ada</b>', '--email', email], 'a name has'],
    ['what is no address', ['--name', name, '--email', 'ada'], 'an e-mail address looks like'],
    ['two addresses', ['--name', name, '--email', 'a@b.example,c@d.example'], 'an e-mail address looks like'],
  ])('invites nobody with %s', async (_what, words, said) => {
    const ended = await portal.sluis('portal', 'invite', ...board, '--role', 'reader', ...words);
    expect(ended).toMatchObject({ code: 2, out: '', said: expect.stringContaining(said) });
    expect(await invitations()).toBe(0);
  });

  it('invites nobody where there is no portal', async () => {
    const { SLUIS_PORTAL_SERVICE: _, ...without } = portal.env;
    const words = ['portal', 'invite', ...board, '--role', 'reader', ...person];
    const ended = await runInProcess(words, without);
    expect(ended).toMatchObject({ code: 2, out: '', said: expect.stringContaining('SLUIS_PORTAL_SERVICE') });
    expect(await invitations()).toBe(0);
  });

  it('prints the link and nothing else, and says beside it for whom it is', async () => {
    const ended = await invite(...board, '--role', 'administrator', 'reader');
    expect(ended.code).toBe(0);
    expect(ended.out).toMatch(/^https:\/\/sluis\.example\/portal\/invitation\/[\w-]{43}\n$/);
    expect(ended.said).toContain(`give this link to ${name}`);
    expect(ended.said).not.toContain(ended.out.trim().slice(-43));
    const [invitation] = await portal.accounts.invitationsOf(waterland);
    expect(invitation).toMatchObject({ name, email, signIn: 'school', language: 'nl' });
    expect(invitation?.roles.map(({ role, confirmedAt }) => [role, confirmedAt !== undefined])).toEqual([
      ['administrator', false],
      ['reader', true],
    ]);
  });

  it('writes down that somebody was invited to which roles, and not who', async () => {
    const { out } = await invite(...board, '--role', 'reader', '--school', 'de-kade', 'de-regenboog');
    expect(await portal.newestEvent()).toEqual([
      {
        type: 'account.invited',
        author: 'cli:ada',
        board: 'waterland',
        record_kind: 'portal_account',
        task: 'reader',
        stated_reason: null,
      },
    ]);
    await expectNobodyInTrail();
    const rows = JSON.stringify(
      await portal.sql('select row_to_json(i)::text as text from sluis.portal_invitation i'),
    );
    for (const word of [out.trim().slice(-43), 'Canary', 'canary@']) expect(rows).not.toContain(word);
  });

  it('invites people of a supplier and of the operator, who come in by a passkey', async () => {
    for (const party of [['--supplier', 'leesboom'], ['--operator']]) {
      expect(await invite(...party)).toMatchObject({ code: 0 });
    }
    const [ofOperator] = await portal.accounts.invitationsOf({ kind: 'operator' });
    expect(ofOperator).toMatchObject({ signIn: 'passkey', roles: [{ role: 'operator' }] });
    expect(await invitations()).toBe(2);
  });
});
