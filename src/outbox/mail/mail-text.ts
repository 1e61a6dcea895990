import { languages, type Language } from '../../domain/language.ts';
import { codeWords, invitationWords } from './invitation-words.ts';
import type { InLanguages, Place, Words } from './mail-words.ts';
import type { MailSubject } from './mail.ts';
import { noticeToOthersWords, noticeWords, testWords } from './notice-words.ts';

export interface MailText {
  readonly subject: string;
  readonly text: string;
}

/**
 * Subject and text of a mail: the same in every language, one below the other. Names in it are bounded and harmless, whatever
 * somebody typed.
 */
export function mailText(mail: MailSubject & { readonly language: Language }, place: Place): MailText {
  const words = wordsOf(mail, place);
  const first = mail.language;
  const others = languages.filter((language) => language !== first);
  const texts = [first, ...others].map((language) =>
    textIn(language, words[language], addressIn(mail, place)),
  );
  const above = others.map((language) => isBelow[language]);
  return {
    subject: words[first].subject,
    text: `${[...above, texts.join(`\n\n${'-'.repeat(40)}\n\n`)].join('\n\n')}\n`,
  };
}

function wordsOf(mail: MailSubject, place: Place): InLanguages {
  switch (mail.kind) {
    case 'invitation':
      return invitationWords(mail, place);
    case 'code':
      return codeWords(mail, place);
    case 'notice':
      return mail.about === 'test' ? testWords : noticeWords(mail);
    case 'notice_to_others':
      return noticeToOthersWords(mail);
  }
}

/** The only address in a mail, besides the link of an invitation. */
function addressIn(mail: MailSubject, { issuer, portal }: Place): string {
  return mail.kind === 'notice' && mail.about !== 'test' ? portal : issuer;
}

function textIn(language: Language, { lines }: Words, address: string): string {
  return [greeting[language], ...lines, `Sluis, ${address}\n${ending[language]}`].join('\n\n');
}

const isBelow: Readonly<Record<Language, string>> = {
  nl: 'Nederlandse tekst hieronder.',
  en: 'English text below.',
};
const greeting: Readonly<Record<Language, string>> = { nl: 'Goedendag,', en: 'Hello,' };
const ending: Readonly<Record<Language, string>> = {
  nl: 'Dit bericht is automatisch verstuurd. U kunt er niet op antwoorden.',
  en: 'This message was sent automatically. You cannot reply to it.',
};
