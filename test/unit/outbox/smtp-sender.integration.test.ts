import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { messageId } from '../../../src/domain/ids.ts';
import { mailAddress } from '../../../src/domain/mail-address.ts';
import type { SmtpServer } from '../../../src/domain/mail-settings.ts';
import { mailPayload } from '../../../src/outbox/mail/mail-payload.ts';
import { createSmtpSender } from '../../../src/outbox/mail/smtp-sender.ts';
import {
  headerOf,
  startSmtpServer,
  textOf,
  type SmtpServerWishes,
  type TestSmtpServer,
} from '../../../testkit/services/smtp-server.ts';
import { required } from '../../../testkit/values/ids.ts';
import { makeTlsCertificate, type TlsCertificate } from '../../../testkit/values/tls-certificate.ts';

const from = required(mailAddress('noreply@sluis.example'));
const to = required(mailAddress('ada@school.example'));
const times = { connect: 1_500, greeting: 1_500, silence: 1_500 };
const madeAt = Date.UTC(2026, 8, 1, 7);
const message = (subject = 'Een onderwerp met ë', text = 'Goedendag,\n\nEen tekst met een €.\n') => ({
  id: required(messageId(randomUUID())),
  madeAt,
  payload: mailPayload({ to, subject, text }),
});
const never = new AbortController().signal;

let known: TlsCertificate;
let unknown: TlsCertificate;
let elsewhere: TlsCertificate;
beforeAll(async () => {
  known = await makeTlsCertificate('localhost');
  unknown = await makeTlsCertificate('localhost');
  elsewhere = await makeTlsCertificate('mail.example');
  setDefaultCACertificates([...getCACertificates('default'), known.cert, elsewhere.cert]);
});

let server: TestSmtpServer | undefined;
afterEach(() => server?.close());
async function sent(wishes: SmtpServerWishes, changes: Partial<SmtpServer>, one = message()) {
  server = await startSmtpServer(wishes);
  const settings = { host: 'localhost', port: server.port, tls: 'starttls', ...changes } as const;
  return createSmtpSender({ server: settings, from }, times).send(one, never);
}
const account = { user: 'sluis', password: 'a password of sluis' };

describe('a mail', () => {
  it('arrives over STARTTLS, for one receiver, as a program writes it', async () => {
    const one = message();
    expect(await sent({ certificate: known, account }, account, one)).toBe('delivered');
    const [mail] = server?.mails ?? [];
    expect(mail).toMatchObject({ from, to: [to], isEncrypted: true, user: 'sluis' });
    const header = (name: string) => headerOf(required(mail), name);
    expect(header('Message-ID')).toBe(`<${one.id}@sluis.example>`);
    expect(header('Auto-Submitted')).toBe('auto-generated');
    expect(header('From')).toBe('Sluis <noreply@sluis.example>');
    expect(header('To')).toBe('ada@school.example');
    expect(header('Date')).toBe('Tue, 01 Sep 2026 07:00:00 +0000');
    expect(header('Content-Type')).toMatch(/^text\/plain; charset=utf-8$/);
    expect(header('X-Mailer')).toBeUndefined();
    expect(textOf(required(mail))).toBe('Goedendag,\n\nEen tekst met een €.\n');
    expect(required(mail).raw).not.toContain('localhost');
  });

  it('arrives over TLS from the start', async () => {
    expect(await sent({ certificate: known, fromStart: true }, { tls: 'from_start' })).toBe('delivered');
    expect(server?.mails).toMatchObject([{ isEncrypted: true }]);
  });

  it('arrives in the clear where the server is this very machine', async () => {
    expect(await sent({}, { tls: 'none' })).toBe('delivered');
    expect(server?.mails).toMatchObject([{ isEncrypted: false }]);
  });

  it.each<[string, () => SmtpServerWishes, Partial<SmtpServer>]>([
    ['a server without TLS', () => ({}), {}],
    ['a certificate of nobody known', () => ({ certificate: unknown }), {}],
    ['a certificate of another host', () => ({ certificate: elsewhere }), {}],
    ['the same from the start', () => ({ certificate: unknown, fromStart: true }), { tls: 'from_start' }],
    ['and of another host', () => ({ certificate: elsewhere, fromStart: true }), { tls: 'from_start' }],
  ])('does not leave for %s', async (_what, wishes, changes) => {
    expect(await sent(wishes(), changes)).toBe('no_tls');
    expect(server?.mails).toEqual([]);
  });

  it('does not leave for a server that does not let us in, or asks for nobody', async () => {
    const wrong = { ...account, password: 'another one' };
    expect(await sent({ certificate: known, account }, wrong)).toBe('not_signed_in');
    await server?.close();
    expect(await sent({ certificate: known }, account)).toBe('not_signed_in');
    expect(server?.mails).toEqual([]);
  });
});

describe('the answer of the server', () => {
  it.each<[SmtpServerWishes, string]>([
    [{ onReceiver: () => 550 }, 'refused'],
    [{ onReceiver: () => 450 }, 'deferred'],
    [{ onMail: () => 554 }, 'refused'],
    [{ onMail: () => 452 }, 'deferred'],
  ])('%o is %s', async (wishes, outcome) => {
    expect(await sent(wishes, { tls: 'none' })).toBe(outcome);
  });

  it('that never comes is waited for until the time is up', async () => {
    const begun = performance.now();
    expect(await sent({ onReceiver: () => 'hang' }, { tls: 'none' })).toBe('no_answer');
    expect(performance.now() - begun).toBeLessThan(6_000);
  });

  it('is not waited for any longer when the node stops', async () => {
    const begun = performance.now();
    server = await startSmtpServer({ onReceiver: () => 'hang' });
    const stop = new AbortController();
    const settings = { host: 'localhost', port: server.port, tls: 'none' } as const;
    const sending = createSmtpSender({ server: settings, from }).send(message(), stop.signal);
    setTimeout(() => stop.abort(), 200);
    await expect(sending).rejects.toMatchObject({ name: 'AbortError' });
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it('is none where nobody is, nobody speaks, or somebody breaks off', async () => {
    expect(await sent({}, { tls: 'none', port: 1 })).toBe('no_answer');
    expect(await sent({}, { tls: 'none', host: 'nowhere.invalid' })).toBe('no_answer');
    for (const behave of [() => undefined, (socket: Socket) => socket.destroy()]) {
      const other = await listening(behave);
      const { port } = other.address() as AddressInfo;
      expect(await sent({}, { tls: 'none', port })).toBe('no_answer');
      other.close();
    }
  });

  it('to another greeting than that of a mail server is about the server, and not about the mail', async () => {
    for (const word of ['554 no\r\n', '421 later\r\n', 'HTTP/1.1 200 OK\r\n']) {
      const other = await listening((socket) => socket.end(word));
      const { port } = other.address() as AddressInfo;
      expect(['deferred', 'no_answer']).toContain(await sent({}, { tls: 'none', port }));
      other.close();
    }
  });
});

it('a payload that this version does not understand is sent to nobody', async () => {
  const payload = (text: string) => ({ ...message(), payload: Buffer.from(text) });
  const bad = [
    '',
    '{',
    '[]',
    '{"to":"ada@school.example","subject":"x"}',
    '{"to":"ada@school.example, bob@school.example","subject":"x","text":"y"}',
    '{"to":"ada@school.example","subject":"x","text":"y","html":"z"}',
  ];
  for (const text of bad) expect(await sent({}, { tls: 'none' }, payload(text))).toBe('unreadable');
  expect(server?.mails).toEqual([]);
});

async function listening(behave: (socket: Socket) => void): Promise<Server> {
  const other = createServer((socket) => {
    socket.on('error', () => undefined);
    behave(socket);
  });
  await once(other.listen(0, '127.0.0.1'), 'listening');
  return other;
}
