import type { Language } from '../../../domain/language.ts';
import { dutch } from './dutch.ts';
import { english } from './english.ts';
import type { LoginMessages } from './messages.ts';

const dictionaries: Readonly<Record<Language, LoginMessages>> = { nl: dutch, en: english };

export function loginMessagesIn(language: Language): LoginMessages {
  return dictionaries[language];
}
