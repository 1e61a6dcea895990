import type { IncomingMessage, ServerResponse } from 'node:http';
import accepts from 'accepts';
import { parseCookie } from 'cookie';
import { languages, type Language } from '../domain/language.ts';
import type { CookieDefinition, Cookies } from './cookies.ts';

/** Remembers the language that somebody chose with the switch on the page. Holds `nl` or `en`, nothing else. */
const languageCookie: CookieDefinition = { name: 'language', maxAgeSeconds: 365 * 24 * 60 * 60 };

const askedFor = new WeakMap<IncomingMessage, Language>();

/**
 * Notes what the service asked for, as soon as it is known whose request this is: from then on it counts for every page that
 * answers it, also one about an error.
 */
export function noteLanguageAskedFor(request: IncomingMessage, language: Language | undefined): void {
  if (language !== undefined) askedFor.set(request, language);
}

/** Of OpenID Connect `ui_locales`: languages in the order of preference, separated by spaces. */
export function languageIn(uiLocales: string | undefined): Language | undefined {
  return firstSupported(uiLocales?.split(' ', 20) ?? []);
}

/**
 * The language for an answer: the switch (`?lang=`), then what the service asked for, then the remembered choice, the
 * browser's wish, Dutch.
 */
export function languageOf(request: IncomingMessage): Language {
  return (
    chosenLanguage(request) ??
    askedFor.get(request) ??
    rememberedLanguage(request) ??
    // the whole list: asked to choose among ours, accepts prefers a bare `nl` to a more wanted `en-GB`
    firstSupported(accepts(request).languages()) ??
    languages[0]
  );
}

/** Middleware that keeps the choice made with the language switch. */
export function createLanguageMemory(options: { readonly cookies: Cookies }) {
  return (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const chosen = chosenLanguage(request);
    if (chosen !== undefined) options.cookies.set(response, languageCookie, chosen);
    next();
  };
}

/** By the switch on a page, in this very request. */
export function chosenLanguage(request: IncomingMessage): Language | undefined {
  const query = request.url?.split('?', 2)[1];
  return query === undefined ? undefined : supported(new URLSearchParams(query).get('lang') ?? '');
}

/** Both names are read, with and without the `__Host-` prefix: a forged language does no harm. */
function rememberedLanguage(request: IncomingMessage): Language | undefined {
  const sent = parseCookie(request.headers.cookie ?? '');
  return supported(sent[`__Host-${languageCookie.name}`] ?? sent[languageCookie.name] ?? '');
}

function firstSupported(tags: readonly string[]): Language | undefined {
  return tags.map((tag) => supported(tag.toLowerCase().split('-')[0] ?? '')).find((tag) => tag !== undefined);
}

function supported(text: string): Language | undefined {
  return languages.find((language) => language === text);
}
