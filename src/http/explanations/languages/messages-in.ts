import type { Language } from '../../../domain/language.ts';
import { dutch } from './dutch.ts';
import { english } from './english.ts';
import type { ExplanationMessages } from './messages.ts';

const dictionaries: Readonly<Record<Language, ExplanationMessages>> = { nl: dutch, en: english };

export function explanationMessagesIn(language: Language): ExplanationMessages {
  return dictionaries[language];
}
