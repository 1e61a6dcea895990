import type { Language } from '../../domain/language.ts';

/** As whom a document is read aloud and spelled. */
export const localeOf: Readonly<Record<Language, string>> = { nl: 'nl-NL', en: 'en-GB' };
