import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { freePort } from '../machine/free-port.ts';
import type { TlsCertificate } from '../values/tls-certificate.ts';

/** A mail that the server took, as its bytes came. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly isEncrypted: boolean;
  /** Who signed in. */
  readonly user: string | undefined;
}

/** What a step of a mail is answered with: nothing bad, a code, or nothing ever. */
export type Answer = 'accept' | 'hang' | number;

export interface SmtpServerWishes {
  readonly certificate?: TlsCertificate;
  /** TLS before the first word. */
  readonly fromStart?: boolean;
  /** Only who signs in like this may send. */
  readonly account?: { readonly user: string; readonly password: string };
  readonly onReceiver?: (address: string) => Answer;
  /** Asked when the mail is there, and counted as taken before it is answered. */
  readonly onMail?: (mail: TakenMail) => Answer | Promise<Answer>;
}

export interface TestSmtpServer {
  readonly port: number;
  /** For `SLUIS_SMTP_URL`. */
  readonly url: string;
  readonly mails: readonly TakenMail[];
  close(): Promise<void>;
}

/** A real SMTP server on this machine, which keeps what it gets. */
export async function startSmtpServer(wishes: SmtpServerWishes = {}): Promise<TestSmtpServer> {
  const { certificate, account, fromStart = false } = wishes;
  const mails: TakenMail[] = [];
  const disabled = [...(certificate === undefined ? ['STARTTLS'] : []), ...(account ? [] : ['AUTH'])];
  const server = new SMTPServer({
    ...certificate,
    secure: fromStart,
    disabledCommands: disabled,
    disableReverseLookup: true,
    closeTimeout: 100,
    onAuth: ({ username, password }, _session, done) => {
      const isRight = username === account?.user && password === account?.password;
      if (isRight) done(null, { user: username });
      else done(new Error('Invalid username or password'));
    },
    onRcptTo: ({ address }, _session, done) => reply(wishes.onReceiver?.(address) ?? 'accept', done),
    onData: (stream, { envelope, secure, user }, done) => {
      void text(stream).then(async (raw) => {
        const mail = {
          from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          raw,
          isEncrypted: secure,
          user: typeof user === 'string' ? user : undefined,
        };
        mails.push(mail);
        reply((await wishes.onMail?.(mail)) ?? 'accept', done);
      });
    },
  });
  // of clients that break off, and of those that do not like our certificate
  server.on('error', () => undefined);
  const port = await freePort();
  const listening = once(server.listen(port, '127.0.0.1'), 'listening');
  await listening;
  return {
    port,
    url: `smtp://127.0.0.1:${String(port)}`,
    mails,
    close: () => new Promise((resolve) => void server.close(resolve)),
  };
}

function reply(answer: Answer, done: (error?: Error | null) => void): void {
  if (answer === 'hang') return;
  if (answer === 'accept') done();
  // with an address in it, as real ones answer
  else {
    done(Object.assign(new Error('<secret-mailbox@school.example> is not taken'), { responseCode: answer }));
  }
}

/** One header of a mail, unfolded; `undefined` where it has none. Throws for one that comes twice. */
export function headerOf({ raw }: Pick<TakenMail, 'raw'>, name: string): string | undefined {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const found = head.split('\r\n').filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  if (found.length > 1) throw new Error(`${name} comes twice`);
  return found[0]?.slice(name.length + 1).trim();
}

/** The text of a mail, decoded. */
export function textOf({ raw }: Pick<TakenMail, 'raw'>): string {
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4);
  const encoding = headerOf({ raw }, 'Content-Transfer-Encoding')?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body.replaceAll('\r\n', '\n');
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}
