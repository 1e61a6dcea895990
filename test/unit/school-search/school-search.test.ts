import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchSchools } from '../../../src/school-search/school-search.ts';
import { renderChooseSchool } from '../../../src/login/pages/choose-school.ts';
import { manySchools } from './many-schools.ts';
import { inventedSchools } from '../../../testkit/pages/invented-schools.ts';
import { anyCharacter } from '../../../testkit/values/any-character.ts';

const namesFor = (query: string) =>
  searchSchools(inventedSchools, query, 50).results.map(({ name, town }) => `${name}, ${town}`);

describe('the search of schools', () => {
  it.each([
    ['nothing of the kind', []],
    ['regenboog elders', []],
    ['99AA', ['De Regenboog, Verzonnen aan Zee']],
    ['03cc', ['Sint-Fantasius College, Verzonnen aan Zee']],
    ['03cc01', ['Sint-Fantasius College, Verzonnen aan Zee']],
    ['regenboog', ['De Regenboog, Nergenshuizen', 'De Regenboog, Verzonnen aan Zee']],
    ['REGEN zee', ['De Regenboog, Verzonnen aan Zee']],
    ['lyceum', ['Montessorilyceum Schijnstad, Schijnstad']],
    ['cafe l’ecole', ['Café de l’École, Überdorp']],
    ['éCO', ['Café de l’École, Überdorp']],
    ['eco', ['Café de l’École, Überdorp']],
    ['uberdorp', ['Café de l’École, Überdorp']],
    ['sint fantasius', ['Sint-Fantasius College, Verzonnen aan Zee']],
  ])('finds by name, town and BRIN: %s', (query, expected) => {
    expect(namesFor(query)).toEqual(expected);
  });

  it.each(['kleurpotlod', 'kleurpottlood', 'kleurpotkood', 'kleurpoltood', 'keurpotlood'])(
    'forgives one typing error: %s',
    (query) => {
      expect(namesFor(query)).toEqual(['Het Kleurpotlood, Nergenshuizen']);
    },
  );

  it('does not forgive two', () => {
    expect(namesFor('kluerpotlod')).toEqual([]);
  });

  it('puts a name that begins so before a name or town that has it later', () => {
    expect(namesFor('schijnstad')).toEqual([
      'Schijnstad College, Elders',
      'Montessorilyceum Schijnstad, Schijnstad',
    ]);
  });

  it('gives all by name for an empty search, and counts what it leaves out', () => {
    const found = searchSchools(inventedSchools, '  ', 2);
    expect(found.results.map(({ name }) => name)).toEqual(['Café de l’École', 'De Regenboog']);
    expect(found.total).toBe(inventedSchools.length);
  });

  it('finds every school by its own name, its town and its BRIN, in any case', () => {
    fc.assert(
      fc.property(fc.constantFrom(...inventedSchools), fc.boolean(), (school, upper) => {
        for (const text of [school.name, school.town, school.brin, `${school.town} ${school.name}`]) {
          const query = upper ? text.toUpperCase() : text.toLowerCase();
          expect(searchSchools(inventedSchools, query, 50).results).toContain(school);
        }
      }),
    );
  });

  it('never fails, never gives more than asked for, never gives one twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 400 }), fc.nat(10), (query, limit) => {
        const { results, total } = searchSchools(inventedSchools, query, limit);
        expect(results.length).toBe(Math.min(limit, total));
        expect(new Set(results).size).toBe(results.length);
      }),
    );
  });

  it('finds no more when a word is added', () => {
    const word = fc.constantFrom('de', 'regenboog', 'zee', 'college', 'schijnstad', 'x', '01');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), word, (words, more) => {
        const fewer = searchSchools(inventedSchools, [...words, more].join(' '), 50).total;
        expect(fewer).toBeLessThanOrEqual(searchSchools(inventedSchools, words.join(' '), 50).total);
      }),
    );
  });

  it('finds only schools of the list it is asked about, with one index for all', () => {
    const some = inventedSchools.filter(({ town }) => town === 'Nergenshuizen');
    fc.assert(
      fc.property(fc.constantFrom('', 'regenboog', 'de', 'zee', 'kleurpotlod', 'n', 'c'), (query) => {
        expect(searchSchools(some, query, 50, inventedSchools)).toEqual(searchSchools(some, query, 50));
      }),
    );
  });
});

describe('with the schools of a whole country', () => {
  const country = manySchools(10_000);
  const page = (query: string): string => {
    const { results, total } = searchSchools(country, query, 50);
    return renderChooseSchool({
      language: 'nl',
      currentUrl: `/login/transaction/schools?q=${query}`,
      serviceName: 'Leesboom Lezen',
      query,
      total,
      results: results.map((school) => ({
        ...school,
        continueUrl: `/login/transaction/school/${school.id}`,
      })),
      searchAction: '/login/transaction/schools',
      hiddenFields: {},
    });
  };

  it.each(['', 'de', 'basisschool', 'o'])(
    'the page stays below 60 kB and can be sent without script: "%s"',
    (query) => {
      const html = page(query);
      expect(Buffer.byteLength(html)).toBeLessThan(60_000);
      expect(html).toMatch(/<form class="search" method="get"/);
    },
  );
});
