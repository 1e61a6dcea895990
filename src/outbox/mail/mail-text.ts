import type { Language } from '../../domain/language.ts';
import { momentForPeople } from '../../domain/moment-for-people.ts';
import type { MailSubject } from './mail.ts';
import { safeName } from './safe-name.ts';

export interface MailText {
  readonly subject: string;
  readonly text: string;
}

export interface Place {
  /** Our own address, as people know it. */
  readonly issuer: string;
  readonly timeZone: string;
}

type InLanguages = Readonly<
  Record<Language, { readonly subject: string; readonly lines: readonly string[] }>
>;

/** Subject and text of a mail. Names in it are bounded and harmless, whatever somebody typed. */
export function mailText(mail: MailSubject & { readonly language: Language }, place: Place): MailText {
  const { subject, lines } = wordsOf(mail, place)[mail.language];
  const text = [greeting[mail.language], ...lines, ending(place)[mail.language]].join('\n\n');
  return { subject, text: `${text}\n` };
}

function wordsOf(mail: MailSubject, place: Place): InLanguages {
  switch (mail.kind) {
    case 'invitation':
      return invitation(mail, place);
    case 'code':
      return code(mail);
    case 'notice':
      return notices[mail.about];
  }
}

const greeting: Readonly<Record<Language, string>> = { nl: 'Goedendag,', en: 'Hello,' };

function ending({ issuer }: Place): Readonly<Record<Language, string>> {
  return {
    nl: `Sluis, ${issuer}\nDit bericht is automatisch verstuurd. U kunt er niet op antwoorden.`,
    en: `Sluis, ${issuer}\nThis message was sent automatically. You cannot reply to it.`,
  };
}

function invitation(
  { organisation, link, validUntil }: Extract<MailSubject, { kind: 'invitation' }>,
  { timeZone }: Place,
): InLanguages {
  const name = safeName(organisation);
  // with the day, whenever it is read
  const until = momentForPeople(validUntil, 0, timeZone);
  return {
    nl: {
      subject: `Uitnodiging van ${name}`,
      lines: [
        `${name} nodigt u uit om Sluis te gebruiken. Sluis regelt het inloggen van scholen bij leermiddelen.`,
        `Bekijk de uitnodiging op deze pagina:\n${link}`,
        `De uitnodiging is geldig tot ${until.nl}.`,
        'Verwacht u deze uitnodiging niet? Dan hoeft u niets te doen.',
      ],
    },
    en: {
      subject: `Invitation from ${name}`,
      lines: [
        `${name} invites you to use Sluis. Sluis lets schools sign in to learning material.`,
        `See the invitation on this page:\n${link}`,
        `The invitation is valid until ${until.en}.`,
        'Did you not expect this invitation? Then you need not do anything.',
      ],
    },
  };
}

function code({ code: digits, minutes }: Extract<MailSubject, { kind: 'code' }>): InLanguages {
  const time = String(minutes);
  return {
    nl: {
      subject: 'Uw code voor Sluis',
      lines: [
        `Uw code is: ${digits}`,
        `Vul de code in op de pagina die u open hebt. De code is ${time} minuten geldig.`,
        'Geef de code aan niemand. Hebt u geen code gevraagd? Dan hoeft u niets te doen.',
      ],
    },
    en: {
      subject: 'Your code for Sluis',
      lines: [
        `Your code is: ${digits}`,
        `Enter the code on the page that you have open. The code is valid for ${time} minutes.`,
        'Give the code to nobody. Did you not ask for a code? Then you need not do anything.',
      ],
    },
  };
}

const notices: Readonly<Record<Extract<MailSubject, { kind: 'notice' }>['about'], InLanguages>> = {
  test: {
    nl: {
      subject: 'Sluis kan mail versturen',
      lines: ['Iemand die Sluis beheert, heeft gekeken of mail van Sluis aankomt. Dat is gelukt.'],
    },
    en: {
      subject: 'Sluis can send mail',
      lines: ['Somebody who runs Sluis wanted to see whether its mail arrives. It does.'],
    },
  },
};
