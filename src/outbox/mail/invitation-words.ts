import type { Language } from '../../domain/language.ts';
import { momentForPeople } from '../../domain/moment-for-people.ts';
import { roleNames } from '../../domain/role-names.ts';
import type { InLanguages, Place } from './mail-words.ts';
import type { MailSubject } from './mail.ts';
import { safeName } from './safe-name.ts';

export function invitationWords(
  { organisation, invitedBy, roles, link, validUntil }: Extract<MailSubject, { kind: 'invitation' }>,
  { timeZone }: Place,
): InLanguages {
  const name = safeName(organisation);
  // with the day, whenever it is read
  const until = momentForPeople(validUntil, 0, timeZone);
  const named = (language: Language): string => roles.map((role) => roleNames[language][role]).join(', ');
  const inviter = invitedBy === undefined ? undefined : safeName(invitedBy);
  return {
    nl: {
      subject: `Uitnodiging van ${name}`,
      lines: [
        inviter === undefined
          ? `Wie Sluis beheert, nodigt u uit voor het schoolportaal, bij ${name}.`
          : `${inviter} nodigt u uit voor het schoolportaal van Sluis, bij ${name}.`,
        `Wat u daar wordt: ${named('nl')}.`,
        `Bekijk de uitnodiging op deze pagina:\n${link}`,
        `De uitnodiging is geldig tot ${until.nl}. Zij is alleen voor u. Stuur deze mail niet door.`,
        'Verwacht u deze uitnodiging niet? Dan hoeft u niets te doen.',
      ],
    },
    en: {
      subject: `Invitation from ${name}`,
      lines: [
        inviter === undefined
          ? `Whoever runs Sluis invites you to its school portal, at ${name}.`
          : `${inviter} invites you to the school portal of Sluis, at ${name}.`,
        `What you become there: ${named('en')}.`,
        `See the invitation on this page:\n${link}`,
        `The invitation is valid until ${until.en}. It is for you alone. Do not forward this mail.`,
        'Did you not expect this invitation? Then you need not do anything.',
      ],
    },
  };
}

/** For somebody who opens the post of a board, and is not the one who types the code. */
export function codeWords(
  { organisation, code, validUntil }: Extract<MailSubject, { kind: 'code' }>,
  { timeZone }: Place,
): InLanguages {
  const name = safeName(organisation);
  const until = momentForPeople(validUntil, 0, timeZone);
  return {
    nl: {
      subject: 'Code voor het schoolportaal',
      lines: [
        `De code voor ${name} is: ${code}`,
        'Wie deze code in het portaal invult, wordt de eerste beheerder van uw bestuur.',
        `Geef de code alleen aan wie het bestuur daarvoor koos. Niet per mail. De code werkt één keer, tot ${until.nl}.`,
        'Weet u niet waar dit over gaat? Geef de code aan niemand. Dan verandert er niets.',
      ],
    },
    en: {
      subject: 'Code for the school portal',
      lines: [
        `The code for ${name} is: ${code}`,
        'Whoever types this code in the portal becomes the first administrator of your board.',
        `Give the code only to the person whom the board chose for that. Not by mail. It works once, until ${until.en}.`,
        'Do you not know what this is about? Give the code to nobody. Then nothing changes.',
      ],
    },
  };
}
