import { createTransport } from 'nodemailer';
import { domainOf } from '../../domain/mail-address.ts';
import type { MailSettings, SmtpServer } from '../../domain/mail-settings.ts';
import type { Sender, SendOutcome } from '../sender.ts';
import { readMailPayload } from './mail-payload.ts';

/** Milliseconds. */
export interface SmtpTimes {
  readonly connect: number;
  readonly greeting: number;
  /** Without a word of the server. */
  readonly silence: number;
}
const usualTimes: SmtpTimes = { connect: 10_000, greeting: 10_000, silence: 20_000 };

/**
 * Hands mail to the operator's server by SMTP: a connection for each mail, one receiver in each, over TLS with a certificate that is
 * checked, unless the server is on this very machine. What the server says stays here: it may repeat addresses.
 */
export function createSmtpSender({ server, from }: MailSettings, times = usualTimes): Sender {
  const transport = createTransport({ ...optionsOf(server, times), name: domainOf(from) });
  return {
    async send({ id, madeAt, payload }, signal) {
      const mail = readMailPayload(payload);
      if (mail === undefined) return 'unreadable';
      try {
        await transport.sendMail({
          from: { name: 'Sluis', address: from },
          to: { name: '', address: mail.to },
          envelope: { from, to: [mail.to] },
          subject: mail.subject,
          text: mail.text,
          date: new Date(madeAt),
          messageId: `<${id}@${domainOf(from)}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
          xMailer: false,
          signal,
        });
        return 'delivered';
      } catch (error) {
        const outcome = outcomeOf(error);
        if (outcome === undefined || signal.aborted) throw error;
        return outcome;
      }
    },
  };
}

function optionsOf({ host, port, tls, user, password }: SmtpServer, times: SmtpTimes) {
  return {
    host,
    port,
    secure: tls === 'from_start',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    // said here, so that no variable of the environment says otherwise
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' as const },
    ...(user === undefined || password === undefined
      ? {}
      : // also where the server does not ask for it: nothing is sent as nobody
        { auth: { user, pass: password }, forceAuth: true }),
    connectionTimeout: times.connect,
    dnsTimeout: times.connect,
    greetingTimeout: times.greeting,
    socketTimeout: times.silence,
    allowInternalNetworkInterfaces: true,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  };
}

/** Commands whose refusal is about this mail; whatever else is refused is about us or the server. */
const aboutTheMail: ReadonlySet<unknown> = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);

/** `undefined`: nothing that a server or the way to it could cause. */
function outcomeOf(error: unknown): SendOutcome | undefined {
  if (!(error instanceof Error)) return undefined;
  const told = (name: string): unknown => Reflect.get(error, name);
  const code = told('code');
  if (code === 'ETLS' || /CERT|TLS|SSL|SIGNATURE/.test(String(told('originalCode')))) return 'no_tls';
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'not_signed_in';
  if (typeof told('responseCode') === 'number') {
    return told('permanent') === true && aboutTheMail.has(told('command')) ? 'refused' : 'deferred';
  }
  return typeof code === 'string' && notReached.has(code) ? 'no_answer' : undefined;
}

/** Codes of nodemailer for a server that is away, silent or breaks off. */
const notReached: ReadonlySet<string> = new Set([
  'ECONNECTION',
  'ETIMEDOUT',
  'ESOCKET',
  'EDNS',
  'EPROTOCOL',
  'ESTREAM',
]);
