import type { Language } from '../../domain/language.ts';
import type { MailAddress } from '../../domain/mail-address.ts';
import type { PortalRole } from '../../domain/portal-roles.ts';

/**
 * All that we write mail about. A kind has the members that its words need, and no free text: nothing about a pupil, and no
 * link that signs anybody in.
 */
export type Mail = {
  /** One person, or one mailbox of an organisation. */
  readonly to: MailAddress;
  /** The one that comes first. Every mail says the same in each language. */
  readonly language: Language;
} & MailSubject;

export type MailSubject =
  | {
      readonly kind: 'invitation';
      /** Of which board or supplier: its name, as somebody typed it. */
      readonly organisation: string;
      /** Who invites, as somebody else typed the name; absent: the operator. */
      readonly invitedBy?: string;
      readonly roles: readonly PortalRole[];
      /** A page of ours. Opening it uses nothing up: programs that look into mail open links too. */
      readonly link: string;
      /** Milliseconds since the epoch, as all moments here. */
      readonly validUntil: number;
    }
  | {
      readonly kind: 'code';
      /** Whose registered mailbox it goes to. */
      readonly organisation: string;
      /** Letters, digits and hyphens. */
      readonly code: string;
      readonly validUntil: number;
    }
  | {
      readonly kind: 'notice';
      /** The operator wants to see whether mail arrives. */
      readonly about: 'test';
    }
  | AccountNotice
  | OthersNotice;

/** To whoever has an account of the portal: what happened to it, in so few words that they help nobody who reads along. */
export interface AccountNotice {
  readonly kind: 'notice';
  readonly about:
    | 'factor_added'
    | 'factor_removed'
    | 'recovery_codes_made'
    | 'recovery_code_used'
    | 'reset_requested'
    | 'reset_confirmed'
    | 'called_off'
    | 'invitation_accepted'
    | 'role_confirmed'
    | 'role_withdrawn'
    | 'account_erased';
  readonly organisation: string;
}

/** To those who look after the accounts of a party: what happened to one of them. */
export interface OthersNotice {
  readonly kind: 'notice_to_others';
  readonly about: 'recovery_code_used' | 'reset_requested' | 'reset_confirmed';
  /** Whose account it is, as somebody typed the name. */
  readonly person: string;
  readonly organisation: string;
}
