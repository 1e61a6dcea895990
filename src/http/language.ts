import type { IncomingMessage, ServerResponse } from 'node:http';
import accepts from 'accepts';
import { parseCookie } from 'cookie';
import { languages, type Language } from '../domain/language.ts';
import type { CookieDefinition, Cookies } from './cookies.ts';

/** Remembers the language that somebody chose with the switch on the page. Holds `nl` or `en`, nothing else. */
const languageCookie: CookieDefinition = { name: 'language', maxAgeSeconds: 365 * 24 * 60 * 60 };

/**
 * The language for an answer: the switch (`?lang=`), then what the service asked for (OpenID Connect
 * `ui_locales`, passed in by who knows it), then the remembered choice, the browser's wish, Dutch.
 */
export function languageOf(request: IncomingMessage, uiLocales?: string): Language {
  return (
    chosenLanguage(request) ??
    firstSupported(uiLocales?.split(' ', 20) ?? []) ??
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

function chosenLanguage(request: IncomingMessage): Language | undefined {
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
