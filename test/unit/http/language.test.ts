import { IncomingMessage, type IncomingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import express from 'express';
import fc from 'fast-check';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { createCookies } from '../../../src/http/cookies.ts';
import {
  createLanguageMemory,
  languageIn,
  languageOf,
  noteLanguageAskedFor,
} from '../../../src/http/language.ts';

function requestOf(url: string, sent: IncomingHttpHeaders): IncomingMessage {
  return Object.assign(new IncomingMessage(new Socket()), { url, headers: sent });
}

const headers = (accept: string, cookie?: string) => ({
  'accept-language': accept,
  ...(cookie === undefined ? {} : { cookie }),
});

describe('the language of an answer', () => {
  it.each([
    ['the switch wins', '/?lang=en', 'nl', headers('nl', 'language=nl'), 'en'],
    ['then the wish of the service', '/', 'en-GB nl', headers('nl', 'language=nl'), 'en'],
    ['an unknown wish is skipped', '/', 'fr en', headers('nl'), 'en'],
    ['then the remembered choice', '/', undefined, headers('nl', '__Host-language=en'), 'en'],
    ['then the browser', '/', undefined, headers('de, en-GB;q=0.8, nl;q=0.5'), 'en'],
    ['the most wanted first', '/', undefined, headers('nl;q=0.8, en-GB, en;q=0.5'), 'en'],
    ['of two that are wanted alike the first', '/', undefined, headers('nl-NL, en'), 'nl'],
    ['any language says nothing', '/', undefined, headers('*, en;q=0.1'), 'en'],
    ['a refused language is none', '/', undefined, headers('en;q=0, nl;q=0.1'), 'nl'],
    ['else Dutch', '/?lang=fr', 'fr', headers('fr', 'language=fr'), 'nl'],
  ] as const)('%s', (_name, url, uiLocales, sent, expected) => {
    const asking = requestOf(url, sent);
    noteLanguageAskedFor(asking, languageIn(uiLocales));
    expect(languageOf(asking)).toBe(expected);
  });

  it('is one of ours whatever is sent', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (query, accept, cookie, locales) => {
        const asking = requestOf(`/?${query}`, headers(accept, cookie));
        noteLanguageAskedFor(asking, languageIn(locales));
        expect(['nl', 'en']).toContain(languageOf(asking));
      }),
    );
  });
});

describe('the memory of the language', () => {
  const app = express();
  app.use(createLanguageMemory({ cookies: createCookies({ secure: true }) }));
  app.get('/', (_request, response) => {
    response.send('page');
  });

  it('keeps a choice', async () => {
    const answer = await request(app).get('/?lang=en');
    expect(answer.headers['set-cookie']).toEqual([
      '__Host-language=en; Max-Age=31536000; Path=/; HttpOnly; Secure; SameSite=Lax',
    ]);
  });

  it.each(['/', '/?lang=fr', '/?lang=en%0d%0aSet-Cookie:x'])('keeps nothing for %s', async (url) => {
    expect((await request(app).get(url)).headers).not.toHaveProperty('set-cookie');
  });
});
