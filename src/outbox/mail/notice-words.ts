import type { Language } from '../../domain/language.ts';
import type { InLanguages, Words } from './mail-words.ts';
import type { AccountNotice, OthersNotice } from './mail.ts';
import { safeName } from './safe-name.ts';

export const testWords: InLanguages = {
  nl: {
    subject: 'Sluis kan mail versturen',
    lines: ['Iemand die Sluis beheert, heeft gekeken of mail van Sluis aankomt. Dat is gelukt.'],
  },
  en: {
    subject: 'Sluis can send mail',
    lines: ['Somebody who runs Sluis wanted to see whether its mail arrives. It does.'],
  },
};

/** `stop`: whoever it was not can call it off. `ask`: they need somebody else. */
type WhatToDo = 'stop' | 'ask';

/** What happened, and what whoever it was not can do. */
interface Notice {
  readonly nl: readonly [subject: string, what: string];
  readonly en: readonly [subject: string, what: string];
  readonly todo: WhatToDo;
}

export function noticeWords({ about, organisation }: AccountNotice): InLanguages {
  const { todo, ...said } = notices[about];
  const name = safeName(organisation);
  const words = (language: Language): Words => {
    const [subject, what] = said[language];
    return { subject, lines: [accountAt[language](name), what, ifNotYou[todo][language](name)] };
  };
  return { nl: words('nl'), en: words('en') };
}

export function noticeToOthersWords({ about, person, organisation }: OthersNotice): InLanguages {
  const name = safeName(person);
  const words = (language: Language): Words => {
    const [subject, what] = toOthers[about][language];
    const lines = [accountOf[language](name, safeName(organisation)), what, ifNotKnown[language]];
    return { subject, lines };
  };
  return { nl: words('nl'), en: words('en') };
}

type Sentence = Readonly<Record<Language, (name: string) => string>>;

const accountAt: Sentence = {
  nl: (name) => `Dit gaat over uw account bij het schoolportaal, voor ${name}.`,
  en: (name) => `This is about your account at the school portal, for ${name}.`,
};
const ifNotYou: Readonly<Record<WhatToDo, Sentence>> = {
  stop: {
    nl: (name) =>
      `Wilt u dit niet? Houd het tegen. Log in op het portaal, met een van uw sleutels. Kies op de pagina Vandaag voor Tegenhouden. Lukt dat niet? Bel dan meteen een beheerder van ${name}.`,
    en: (name) =>
      `Do you not want this? Stop it. Sign in to the portal, with one of your keys. Choose Stop it on the page Today. Does that not work? Then call an administrator of ${name} at once.`,
  },
  ask: {
    nl: (name) => `Klopt dit niet? Bel dan meteen een beheerder van ${name}.`,
    en: (name) => `Is this not right? Then call an administrator of ${name} at once.`,
  },
};

const notices: Readonly<Record<AccountNotice['about'], Notice>> = {
  factor_added: {
    nl: ['U hebt een nieuwe sleutel', 'Er is een sleutel bij gekomen.'],
    en: ['You have a new key', 'A key was added.'],
    todo: 'ask',
  },
  factor_removed: {
    nl: ['Een sleutel is verwijderd', 'Er is een sleutel verwijderd.'],
    en: ['A key was removed', 'A key was removed.'],
    todo: 'ask',
  },
  recovery_codes_made: {
    nl: ['U hebt nieuwe noodcodes', 'Er zijn nieuwe noodcodes gemaakt. Oude noodcodes werken niet meer.'],
    en: ['You have new emergency codes', 'New emergency codes were made. Old ones do not work any more.'],
    todo: 'ask',
  },
  recovery_code_used: {
    nl: ['Een noodcode is gebruikt', 'Er is een noodcode gebruikt. Later kan er een nieuwe sleutel bij.'],
    en: ['An emergency code was used', 'An emergency code was used. Later a new key can be made with it.'],
    todo: 'stop',
  },
  reset_requested: {
    nl: [
      'Iemand wil uw sleutels opnieuw instellen',
      'Iemand vroeg om uw sleutels opnieuw in te stellen. Als een ander dat bevestigt, gebeurt het.',
    ],
    en: [
      'Somebody wants to reset your keys',
      'Somebody asked to reset your keys. If somebody else confirms that, it is done.',
    ],
    todo: 'stop',
  },
  reset_confirmed: {
    nl: [
      'Uw sleutels worden opnieuw ingesteld',
      'Twee mensen lieten uw sleutels opnieuw instellen. U bent overal uitgelogd. Binnenkort werken uw sleutels niet meer. Wanneer, staat op de pagina Vandaag.',
    ],
    en: [
      'Your keys are being reset',
      'Two people had your keys reset. You are signed out everywhere. Soon your keys stop working. The page Today says when.',
    ],
    todo: 'stop',
  },
  called_off: {
    nl: ['Uw sleutels blijven zoals zij zijn', 'Wat er met uw sleutels zou gebeuren, is tegengehouden.'],
    en: ['Your keys stay as they are', 'What was about to happen to your keys was stopped.'],
    todo: 'ask',
  },
  invitation_accepted: {
    nl: [
      'Uw uitnodiging is aangenomen',
      'Uw uitnodiging is aangenomen. Op de pagina Mijn gegevens staat wat u mag.',
    ],
    en: [
      'Your invitation was accepted',
      'Your invitation was accepted. The page My details says what you may do.',
    ],
    todo: 'ask',
  },
  role_confirmed: {
    nl: [
      'Een ander bevestigde wie u bent',
      'Een rol van u is bevestigd. Op de pagina Mijn gegevens staat wat u mag.',
    ],
    en: [
      'Somebody confirmed who you are',
      'A role of yours was confirmed. The page My details says what you may do.',
    ],
    todo: 'ask',
  },
  role_withdrawn: {
    nl: [
      'Een rol van u is ingetrokken',
      'Een rol van u is ingetrokken. Op de pagina Mijn gegevens staat wat u nog mag.',
    ],
    en: [
      'A role of yours was withdrawn',
      'A role of yours was withdrawn. The page My details says what you still may do.',
    ],
    todo: 'ask',
  },
  account_erased: {
    nl: ['Uw account is verwijderd', 'Dit account is verwijderd. U kunt er niet meer mee inloggen.'],
    en: ['Your account was erased', 'This account was erased. You cannot sign in with it any more.'],
    todo: 'ask',
  },
};

const accountOf: Readonly<Record<Language, (person: string, organisation: string) => string>> = {
  nl: (person, organisation) =>
    `Dit gaat over het account van ${person} bij het schoolportaal, voor ${organisation}.`,
  en: (person, organisation) =>
    `This is about the account of ${person} at the school portal, for ${organisation}.`,
};
/** The telephone, and a number that they have: whoever took over an account may read its mail. */
const ifNotKnown: Readonly<Record<Language, string>> = {
  nl: 'Wist u hiervan? Dan hoeft u niets te doen. Anders: bel diegene, op een nummer dat u al hebt. Die kan het tegenhouden op de pagina Vandaag, met een eigen sleutel. Lukt dat niet? Bel wie Sluis beheert.',
  en: 'Did you know of this? Then you need not do anything. Otherwise: call that person, at a number that you have already. They can stop it on the page Today, with a key of their own. Does that not work? Call whoever runs Sluis.',
};

const toOthers: Readonly<Record<OthersNotice['about'], Pick<Notice, Language>>> = {
  recovery_code_used: {
    nl: ['Een noodcode is gebruikt', 'Er is een noodcode gebruikt. Later kan er een nieuwe sleutel bij.'],
    en: ['An emergency code was used', 'An emergency code was used. Later a new key can be made with it.'],
  },
  reset_requested: {
    nl: [
      'Vraag om sleutels opnieuw in te stellen',
      'Iemand vroeg om deze sleutels opnieuw in te stellen. Als een ander dat bevestigt, gebeurt het.',
    ],
    en: [
      'A reset of keys was asked for',
      'Somebody asked to reset these keys. If somebody else confirms that, it is done.',
    ],
  },
  reset_confirmed: {
    nl: [
      'Sleutels worden opnieuw ingesteld',
      'Twee mensen lieten deze sleutels opnieuw instellen. Binnenkort zijn de oude weg en kan er een nieuwe komen.',
    ],
    en: [
      'Keys are being reset',
      'Two people had these keys reset. Soon the old ones are gone and a new one can be made.',
    ],
  },
};
