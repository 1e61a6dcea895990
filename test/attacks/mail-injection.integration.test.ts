import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailAddress } from '../../src/domain/mail-address.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { systemRandomness } from '../../src/domain/randomness.ts';
import { createLastingKeys } from '../../src/keyring/lasting-keys.ts';
import { mailPayload, type MailPayload } from '../../src/outbox/mail/mail-payload.ts';
import type { Mail } from '../../src/outbox/mail/mail.ts';
import { createSmtpSender } from '../../src/outbox/mail/smtp-sender.ts';
import { createOutbox } from '../../src/outbox/outbox.ts';
import {
  headerOf,
  startSmtpServer,
  textOf,
  type TakenMail,
  type TestSmtpServer,
} from '../../testkit/services/smtp-server.ts';
import { required } from '../../testkit/values/ids.ts';

const from = required(mailAddress('noreply@sluis.example'));
const to = required(mailAddress('ada@school.example'));
const table = 'outbox_message';
const { sealer } = createLastingKeys(
  { keys: new Map([[1, randomBytes(32)]]), currentVersion: 1 },
  systemRandomness,
);
const outbox = createOutbox({
  store: { table },
  mailIsSetUp: true,
  place: {
    issuer: 'https://sluis.example',
    portal: 'https://sluis.example/portal',
    timeZone: 'Europe/Amsterdam',
  },
  sealer,
  clock: systemClock,
  randomness: systemRandomness,
});

let server: TestSmtpServer;
beforeAll(async () => {
  server = await startSmtpServer();
});
afterAll(() => server.close());

/** Sends it, and answers the one mail that the server took. */
async function taken(payload: Uint8Array): Promise<TakenMail> {
  const before = server.mails.length;
  const sender = createSmtpSender({ server: { host: '127.0.0.1', port: server.port, tls: 'none' }, from });
  const { id, madeAt } = required(outbox.mail({ to, language: 'nl', kind: 'notice', about: 'test' }));
  const outcome = await sender.send({ id, madeAt, payload }, new AbortController().signal);
  expect(outcome).toBe('delivered');
  expect(server.mails).toHaveLength(before + 1);
  return required(server.mails.at(-1));
}

/** One mail, from us, to one receiver, with the headers of every mail and no other. */
function expectOneMail(mail: TakenMail): void {
  expect(mail).toMatchObject({ from, to: [to] });
  const head = mail.raw.slice(0, mail.raw.indexOf('\r\n\r\n'));
  const names = head.split(/\r\n(?![ \t])/).map((line) => line.slice(0, line.indexOf(':')));
  expect(names.toSorted()).toEqual([
    'Auto-Submitted',
    'Content-Transfer-Encoding',
    'Content-Type',
    'Date',
    'From',
    'MIME-Version',
    'Message-ID',
    'Subject',
    'To',
  ]);
  expect(head).not.toMatch(/[^\r]\n|\r[^\n]/);
  expect(headerOf(mail, 'To')).toBe(to);
}

const lineEnds = [
  '\r\n',
  '\n',
  '\r',
  '\u2028',
  '\u0085',
  '\v',
  '\0',
  '%0d%0a',
  '\\r\\n',
  '=0D=0A',
  '\r\n\t',
  '\r\n ',
];
const moreHeaders = 'Bcc: victim@other.example';

const invitation = { kind: 'invitation', roles: ['reader'], language: 'en' } as const;
const link = 'https://sluis.example/portal/invitation/abc';
const validUntil = systemClock.now() + 86_400_000;

/** Every place where a name that somebody typed stands in a mail. */
const namedIn: readonly (readonly [string, (typed: string) => Mail])[] = [
  [
    'the organisation that invites',
    (organisation) => ({ ...invitation, to, organisation, link, validUntil }),
  ],
  [
    'the person who invites',
    (invitedBy) => ({ ...invitation, to, organisation: 'Waterland', invitedBy, link, validUntil }),
  ],
  [
    'the board whose code it is',
    (organisation) => ({ kind: 'code', to, language: 'en', organisation, code: 'KLAV-ER42', validUntil }),
  ],
  [
    'the organisation of an account',
    (organisation) => ({ kind: 'notice', about: 'factor_added', to, language: 'en', organisation }),
  ],
  [
    'the person whose account it is',
    (person) => ({
      kind: 'notice_to_others',
      about: 'reset_requested',
      to,
      language: 'en',
      organisation: 'Waterland',
      person,
    }),
  ],
];

describe.each(namedIn)('the name of %s', (_what, mailWith) => {
  it.each(lineEnds)('adds no header and no receiver after %j', async (end) => {
    const typed = `Waterland${end}${moreHeaders}${end}${end}<h1>Pay here</h1>${end}.${end}MAIL FROM:<evil@other.example>`;
    const message = required(outbox.mail(mailWith(typed)));
    const mail = await taken(required(sealer.open(message.sealed, { table, id: message.id })));
    expectOneMail(mail);
    expect(textOf(mail)).toMatch(/Hello,\n\n.*Waterland/);
    expect(textOf(mail)).not.toMatch(/^(?:Bcc|\.$|MAIL)/m);
    expect(textOf(mail)).not.toMatch(/<h1>|other\.example/);
  });
});

describe('a payload, whoever wrote it', () => {
  const payloadWith = (changes: Partial<MailPayload>) =>
    mailPayload({ to, subject: 'Een bericht', text: 'Goedendag', ...changes });

  it.each(lineEnds)('adds no header by its subject after %j', async (end) => {
    expectOneMail(await taken(payloadWith({ subject: `Een bericht${end}${moreHeaders}${end}${end}text` })));
  });

  it.each(['\r\n.\r\n', '\n.\n', '\n.\r\n', '\r.\r', '\r\n.\r', '\r\n\0.\r\n', '.', '\r\n..\r\n'])(
    'ends no mail by its text with %j, and begins no other',
    async (end) => {
      const smuggled = `MAIL FROM:<evil@other.example>\r\nRCPT TO:<victim@other.example>\r\nDATA\r\n`;
      const mail = await taken(payloadWith({ text: `Goedendag${end}${smuggled}Subject: x\r\n\r\ny\r\n` }));
      expectOneMail(mail);
      expect(textOf(mail)).toContain('victim@other.example');
    },
  );

  it.each([
    'ada@school.example, victim@other.example',
    'ada@school.example\r\nRCPT TO:<victim@other.example>',
    'ada@school.example>\r\nRCPT TO:<victim@other.example',
    'Ada <ada@school.example>',
    '"a\r\nb"@school.example',
    'group: ada@school.example, victim@other.example;',
    'ada@school.example NOTIFY=NEVER',
    'ädа@school.example',
  ])('is sent to nobody with %j as its receiver', async (address) => {
    const before = server.mails.length;
    const sender = createSmtpSender({ server: { host: '127.0.0.1', port: server.port, tls: 'none' }, from });
    const message = required(outbox.mail({ to, language: 'nl', kind: 'notice', about: 'test' }));
    const payload = Buffer.from(JSON.stringify({ to: address, subject: 'x', text: 'y' }));
    const outcome = await sender.send({ ...message, payload }, new AbortController().signal);
    expect(outcome).toBe('unreadable');
    expect(server.mails).toHaveLength(before);
  });
});
