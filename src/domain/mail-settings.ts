import type { MailAddress } from './mail-address.ts';

/** The server that takes our mail: the operator's own, or that of somebody who sends mail for the operator. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** `none` on this very machine alone. */
  readonly tls: 'from_start' | 'starttls' | 'none';
  readonly user?: string;
  readonly password?: string;
}

export interface MailSettings {
  readonly server: SmtpServer;
  /** Whom mail is from, and where what cannot be delivered comes back to. */
  readonly from: MailAddress;
}
