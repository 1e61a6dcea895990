import type { Language } from '../../domain/language.ts';
import type { MailAddress } from '../../domain/mail-address.ts';

/**
 * All that we write mail about. A kind has the members that its words need, and no free text: nothing about a pupil, and no
 * link that signs anybody in.
 */
export type Mail = {
  /** One person. */
  readonly to: MailAddress;
  readonly language: Language;
} & MailSubject;

export type MailSubject =
  | {
      readonly kind: 'invitation';
      /** Who invites: the name of a board or a supplier, as somebody typed it. */
      readonly organisation: string;
      /** A page of ours. Opening it uses nothing up: programs that look into mail open links too. */
      readonly link: string;
      /** Milliseconds since the epoch. */
      readonly validUntil: number;
    }
  | {
      readonly kind: 'code';
      /** Letters, digits and hyphens. */
      readonly code: string;
      /** How long it is valid. */
      readonly minutes: number;
    }
  | {
      readonly kind: 'notice';
      /** `test`: the operator wants to see whether mail arrives. */
      readonly about: 'test';
    };
