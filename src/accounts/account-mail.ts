import { SluisError } from '../domain/errors.ts';
import type { BoardId } from '../domain/ids.ts';
import { distinctMailAddresses, mailAddress, type MailAddress } from '../domain/mail-address.ts';
import type { NewMessage } from '../domain/outbox.ts';
import type { Party } from '../domain/party.ts';
import type { Invitation, PortalAccount } from '../domain/portal-accounts.ts';
import type { AccountNotice } from '../outbox/mail/mail.ts';
import type { Outbox } from '../outbox/outbox.ts';

export interface AccountMailParts {
  readonly outbox: Outbox;
  /** How people call a party. */
  readonly partyName: (party: Party) => Promise<string>;
  /** The page of an invitation. Following the link uses nothing up. */
  readonly invitationLink: (secret: string) => string;
}

/** What is told by mail about accounts, to be written with what it tells. */
export interface AccountMail {
  readonly isSetUp: boolean;
  /** With the link, which is nowhere else. `invitedBy`: an account; absent: the operator. Throws `outbox.refused` where no mail is set up. */
  invitation(
    invitation: Invitation,
    secret: string,
    invitedBy?: Pick<PortalAccount, 'id' | 'name'>,
  ): Promise<NewMessage>;
  /** For the registered mailbox. Throws `outbox.refused` where no mail is set up. */
  boardCode(
    board: BoardId,
    mailbox: MailAddress,
    code: { readonly text: string; readonly validUntil: number },
  ): Promise<NewMessage>;
  /** One to each mailbox. Empty where no mail is set up. */
  notices(
    about: AccountNotice['about'],
    party: Party,
    addresses: readonly string[],
  ): Promise<readonly NewMessage[]>;
}

/** Without parts nobody is told by mail. */
export function createAccountMail(parts: AccountMailParts | undefined): AccountMail {
  const isSetUp = parts?.outbox.mailIsSetUp === true;
  return {
    isSetUp,
    async invitation({ party, email, roles, language, expiresAt }, secret, invitedBy) {
      const { outbox, partyName, invitationLink } = required(parts);
      const mail = {
        kind: 'invitation',
        to: required(mailAddress(email)),
        language,
        organisation: await partyName(party),
        ...(invitedBy === undefined ? {} : { invitedBy: invitedBy.name }),
        roles: roles.map(({ role }) => role),
        link: invitationLink(secret),
        validUntil: expiresAt,
      } as const;
      return required(outbox.mail(mail, invitedBy?.id));
    },
    async boardCode(board, to, { text: code, validUntil }) {
      const { outbox, partyName } = required(parts);
      const organisation = await partyName({ kind: 'board', id: board });
      return required(outbox.mail({ kind: 'code', to, language: 'nl', organisation, code, validUntil }));
    },
    async notices(about, party, addresses) {
      if (parts === undefined || !isSetUp) return [];
      const organisation = await parts.partyName(party);
      return distinctMailAddresses(addresses).flatMap(
        (to) => parts.outbox.mail({ kind: 'notice', about, to, language: 'nl', organisation }) ?? [],
      );
    },
  };
}

function required<Value>(value: Value | undefined): Value {
  if (value !== undefined) return value;
  throw new SluisError('outbox.refused', 'no mail is set up, or this is no mail address');
}
