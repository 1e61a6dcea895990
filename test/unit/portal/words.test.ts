import { describe, expect, it } from 'vitest';
import { dutch } from '../../../src/portal/languages/dutch.ts';
import { unescaped } from '../../../testkit/actors/browser.ts';
import { portalChangePages } from '../../../testkit/pages/portal-change-pages.ts';
import { portalHelpDeskPages } from '../../../testkit/pages/portal-help-desk-pages.ts';
import { portalInvitePages } from '../../../testkit/pages/portal-invite-pages.ts';
import { portalEndsPages } from '../../../testkit/pages/portal-ends-pages.ts';
import { portalPages } from '../../../testkit/pages/portal-pages.ts';
import { portalQuestionPages } from '../../../testkit/pages/portal-question-pages.ts';
import { portalSchoolPages } from '../../../testkit/pages/portal-school-pages.ts';
import { portalReviewPages } from '../../../testkit/pages/portal-review-pages.ts';
import { portalAgreementPages } from '../../../testkit/pages/portal-agreement-pages.ts';
import { portalServicePages } from '../../../testkit/pages/portal-service-pages.ts';
import { avoidedPortalWords } from '../../../testkit/values/portal-words.ts';

const mostWords = 20;

/** Every text with the way to it; what has to be filled in is. */
function textsIn(value: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return textsIn(Reflect.apply(value, undefined, ['Noor', 'Noor']), path);
  if (typeof value !== 'object' || value === null) throw new TypeError(`${path} is no text`);
  return Object.entries(value).flatMap(([key, each]) => textsIn(each, `${path}.${key}`));
}

/** What stands on a page between its elements, also what only screen readers say. */
function wordsOn(page: string): string {
  const said = [...page.matchAll(/\b(?:aria-label|alt|placeholder|title)="([^"]*)"/g)].map(
    ([, text]) => text,
  );
  return unescaped([page.replaceAll(/<[^>]*>/g, ' '), ...said].join(' '));
}

function avoidedIn(text: string): readonly string[] {
  return avoidedPortalWords.flatMap(([avoided, plain]) => {
    const [found] = avoided.exec(text) ?? [];
    return found === undefined ? [] : [`${found}: say ${plain}`];
  });
}

function longestSentence(text: string): number {
  const sentences = text.split(/(?<=[.?!:])\s+/);
  return Math.max(...sentences.map((sentence) => sentence.trim().split(/\s+/).length));
}

const texts = textsIn(dutch);

describe('the Dutch texts of the portal', () => {
  it('are all looked at', () => {
    expect(texts.length).toBeGreaterThan(150);
    expect(texts.map(([path]) => path)).toContain('.people.wrong.other');
  });

  it('use none of the words that schools do not', () => {
    const found = texts.map(([path, text]) => [path, avoidedIn(text)]);
    expect(found.filter(([, words]) => words?.length !== 0)).toEqual([]);
  });

  it(`have at most ${String(mostWords)} words to a sentence`, () => {
    expect(texts.filter(([, text]) => longestSentence(text) > mostWords)).toEqual([]);
  });

  it('do not shout, and say u', () => {
    expect(texts.filter(([, text]) => /!|\b(?:je|jij|jouw|jullie)\b/i.test(text))).toEqual([]);
  });
});

describe('the pages of the portal in Dutch', () => {
  it.each([
    ...portalPages,
    ...portalInvitePages,
    ...portalEndsPages,
    ...portalSchoolPages,
    ...portalServicePages,
    ...portalChangePages,
    ...portalReviewPages,
    ...portalHelpDeskPages,
    ...portalQuestionPages,
    ...portalAgreementPages,
  ])('use none of those words and do not shout: $name', ({ render }) => {
    const words = wordsOn(render('nl').replace(/<!doctype html>/i, ''));
    expect(avoidedIn(words)).toEqual([]);
    expect(words).not.toContain('!');
  });
});

describe('the list of words', () => {
  it.each(avoidedPortalWords)('takes no plain word for one to avoid: %s', (_avoided, plain) => {
    expect(avoidedIn(plain)).toEqual([]);
  });
});
