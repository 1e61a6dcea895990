import fc from 'fast-check';
import leven from 'leven';
import { describe, expect, it } from 'vitest';
import { dutchWords } from '../../../src/domain/error-words/dutch.ts';
import { englishWords } from '../../../src/domain/error-words/english.ts';
import { errorId } from '../../../src/domain/ids.ts';
import {
  readShortErrorId,
  shortErrorIdOf,
  shortErrorIds,
  spokenIn,
  unknownErrorWords,
} from '../../../src/domain/short-error-id.ts';
import { required } from '../../../testkit/values/ids.ts';

const lists = { dutch: dutchWords, english: englishWords };

describe.each(Object.entries(lists))('the %s words', (_name, words) => {
  it('are as many as those of the other language, and each stands there once', () => {
    expect(words.length).toBeGreaterThanOrEqual(256);
    expect(words).toHaveLength(dutchWords.length);
    expect(new Set(words).size).toBe(words.length);
  });

  it('have three to six letters and nothing else', () => {
    expect(words.filter((word) => !/^[a-z]{3,6}$/.test(word))).toEqual([]);
  });

  it('are never one letter away from each other', () => {
    const near = words.flatMap((one, index) =>
      words.slice(index + 1).filter((other) => leven(one, other) < 2),
    );
    expect(near).toEqual([]);
  });
});

it('no Dutch word has a sound that is written in two ways', () => {
  expect(dutchWords.filter((word) => /ei|ij|au|ou|th|y/.test(word))).toEqual([]);
});

it('no word of one language is one of the other', () => {
  expect(dutchWords.filter((word) => englishWords.includes(word))).toEqual([]);
});

describe('a short error id', () => {
  const place = fc.integer({ min: 0, max: shortErrorIds - 1 });

  it('is the same for the same error id, in each language by its own words', () => {
    const id = shortErrorIdOf(required(errorId('K7M2PPKVEG')));
    expect(spokenIn('nl', id)).toBe('vis boom 42');
    expect(spokenIn('en', id)).toBe('turnip book 42');
  });

  it('is read as it is spoken, in either language, and has two words that differ and two digits', () => {
    fc.assert(
      fc.property(place, fc.constantFrom('nl' as const, 'en' as const), (each, language) => {
        const spoken = spokenIn(language, { place: each });
        expect(spoken).toMatch(/^([a-z]{3,6}) (?!\1 )[a-z]{3,6} [1-9]\d$/);
        expect(readShortErrorId(spoken)).toEqual({ place: each });
      }),
    );
  });

  it.each([' Vis  BOOM 42.', 'vis-boom-42', 'vis, boom, 42', '"vis boom 42"', 'vis boom42'])(
    'is read as people write it down: %s',
    (text) => {
      expect(readShortErrorId(text)).toEqual(shortErrorIdOf(required(errorId('K7M2PPKVEG'))));
    },
  );

  it.each([
    'K7M2PPKVEG',
    'vis boom',
    'vis boom 4',
    'vis boom 07',
    'vis boom 142',
    'vis vis 42',
    'vis boom zon 42',
    '',
  ])('is not read from %s', (text) => {
    expect(readShortErrorId(text)).toBeUndefined();
  });

  it('says which words are in neither list', () => {
    expect(readShortErrorId('vos boom 42')).toBeUndefined();
    expect(unknownErrorWords('vos boom 42')).toEqual(['vos']);
    expect(unknownErrorWords('vis boom 42')).toEqual([]);
    expect(unknownErrorWords('K7M2PPKVEG')).toBeUndefined();
  });

  it('is hardly ever that of two error ids of a day', () => {
    const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
    const idOf = (number: number) =>
      required(
        errorId(
          Array.from({ length: 10 }, (_, sign) => alphabet.charAt((number >> (5 * (sign % 6))) & 31)).join(
            '',
          ),
        ),
      );
    const places = Array.from({ length: 1000 }, (_, number) => shortErrorIdOf(idOf(number)).place);
    expect(new Set(places).size).toBeGreaterThan(995);
    expect(Math.max(...places)).toBeGreaterThan(shortErrorIds * 0.9);
  });
});
