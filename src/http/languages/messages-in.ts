import type { Language } from '../../domain/language.ts';
import { dutch } from './dutch.ts';
import { english } from './english.ts';
import type { Messages } from './messages.ts';

const dictionaries: Readonly<Record<Language, Messages>> = { nl: dutch, en: english };

export function messagesIn(language: Language): Messages {
  return dictionaries[language];
}
