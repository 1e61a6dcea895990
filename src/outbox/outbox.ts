import { dayMillis, type Clock } from '../domain/clock.ts';
import { SluisError } from '../domain/errors.ts';
import { messageId, type MessageId, type PortalAccountId } from '../domain/ids.ts';
import { domainOf } from '../domain/mail-address.ts';
import { largestPayload, type NewMessage } from '../domain/outbox.ts';
import { timeOrderedUuid, type Randomness } from '../domain/randomness.ts';
import type { LastingSealer } from '../domain/sealer.ts';
import type { OutboxStore } from '../storage/stores/outbox-store.ts';
import { mailPayload } from './mail/mail-payload.ts';
import { mailText } from './mail/mail-text.ts';
import type { Place } from './mail/mail-words.ts';
import type { Mail, MailSubject } from './mail/mail.ts';

/** How long a dead letter can be tried again. */
const payloadKeptMillis = 7 * dayMillis;

export interface OutboxParts {
  readonly store: Pick<OutboxStore, 'table'>;
  readonly mailIsSetUp: boolean;
  readonly place: Place;
  readonly sealer: Pick<LastingSealer, 'seal' | 'currentVersion'>;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

/** Makes messages. They go out once a store has written them, in the same transaction as what they tell. */
export interface Outbox {
  /** Without it nothing is sent by mail: whoever wants to tell something does it in another way, or not at all. */
  readonly mailIsSetUp: boolean;
  /**
   * `undefined`: no mail is set up. Throws `outbox.refused` for what is not sent. `causedBy`: whoever did what it tells, where one account
   * could do so again and again.
   */
  mail(mail: Mail, causedBy?: PortalAccountId): NewMessage | undefined;
}

export function createOutbox({ store, mailIsSetUp, place, sealer, clock, randomness }: OutboxParts): Outbox {
  return {
    mailIsSetUp,
    mail(mail, causedBy) {
      if (!mailIsSetUp) return undefined;
      requireSendable(mail, place);
      const payload = mailPayload({ to: mail.to, ...mailText(mail, place) });
      if (payload.byteLength > largestPayload) throw refused('the mail is too large');
      const madeAt = clock.now();
      const id = newId(madeAt, randomness);
      const deadline = deadlineOf(mail, madeAt);
      return {
        id,
        kind: 'mail',
        receiver: domainOf(mail.to),
        madeAt,
        notBefore: madeAt,
        deadline,
        payloadUntil: payloadUntilOf(mail, deadline),
        keyVersion: sealer.currentVersion,
        sealed: sealer.seal(payload, { table: store.table, id }),
        ...(causedBy === undefined ? {} : { causedBy }),
      };
    },
  };
}

/** What does not come in time is better not sent. */
function deadlineOf(mail: MailSubject, madeAt: number): number {
  const atMost = madeAt + 2 * dayMillis;
  switch (mail.kind) {
    case 'invitation':
    case 'code':
      return Math.min(mail.validUntil, atMost);
    case 'notice':
    case 'notice_to_others':
      return atMost;
  }
}

/** What opens something is not kept beyond the time in which it does, and a code not beyond its deadline. */
function payloadUntilOf(mail: MailSubject, deadline: number): number {
  const asLongAs = deadline + payloadKeptMillis;
  if (mail.kind === 'code') return deadline;
  return mail.kind === 'invitation' ? Math.min(asLongAs, mail.validUntil) : asLongAs;
}

function requireSendable(mail: MailSubject, { issuer }: Place): void {
  switch (mail.kind) {
    case 'invitation':
      // as `URL` writes it: nothing in it ends a line
      if (URL.parse(mail.link)?.href !== mail.link || !mail.link.startsWith(`${issuer}/`)) {
        throw refused('a link in a mail leads to a page of ours');
      }
      return;
    case 'code':
      if (!/^[A-Za-z0-9-]{4,20}$/.test(mail.code)) throw refused('a code has another form');
      return;
    case 'notice':
    case 'notice_to_others':
      return;
  }
}

function newId(madeAt: number, randomness: Randomness): MessageId {
  const id = messageId(timeOrderedUuid(madeAt, randomness));
  if (id === undefined) throw new TypeError('a UUID has an unexpected shape');
  return id;
}

function refused(message: string): SluisError {
  return new SluisError('outbox.refused', message);
}
