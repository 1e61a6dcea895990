import type { Language } from '../../domain/language.ts';
import { dutch } from './dutch.ts';
import { english } from './english.ts';
import type { PortalMessages } from './messages.ts';

const dictionaries: Readonly<Record<Language, PortalMessages>> = { nl: dutch, en: english };

export function portalMessagesIn(language: Language): PortalMessages {
  return dictionaries[language];
}
