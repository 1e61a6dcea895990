import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchSchools } from '../../../src/search/school-search.ts';
import {
  maximumNotTakingPart,
  maximumResults,
  renderChooseSchool,
} from '../../../src/login/pages/choose-school.ts';
import type { School } from '../../../src/register/model/kinds/school.ts';
import { manySchools, namedSchools } from './many-schools.ts';
import { inventedSchools } from '../../../testkit/pages/invented-schools.ts';
import { anyCharacter } from '../../../testkit/values/any-character.ts';

const found = (query: string, limit = 50) =>
  searchSchools(inventedSchools, query).among(inventedSchools, { limit });
const namesFor = (query: string) => found(query).results.map(({ name, town }) => `${name}, ${town}`);

describe('the search of schools', () => {
  it.each([
    ['nothing of the kind', []],
    ['regenboog elders', []],
    ['99AA', ['De Regenboog, Verzonnen aan Zee']],
    ['99 aa', ['De Regenboog, Verzonnen aan Zee']],
    ['03cc', ['Sint-Fantasius College, Verzonnen aan Zee']],
    ['03cc01', ['Sint-Fantasius College, Verzonnen aan Zee']],
    ['03 CC-01', ['Sint-Fantasius College, Verzonnen aan Zee']],
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

  it('puts a name that begins so before a name or town that has it later', () => {
    expect(namesFor('schijnstad')).toEqual([
      'Schijnstad College, Elders',
      'Montessorilyceum Schijnstad, Schijnstad',
    ]);
  });

  it('gives all by name for an empty search, and counts what it leaves out', () => {
    const all = found('  ', 2);
    expect(all.results.map(({ name }) => name)).toEqual(['Café de l’École', 'De Regenboog']);
    expect(all.total).toBe(inventedSchools.length);
  });

  it('finds every school by its own name, its town and its BRIN, in any case', () => {
    fc.assert(
      fc.property(fc.constantFrom(...inventedSchools), fc.boolean(), (school, upper) => {
        for (const text of [school.name, school.town, school.brin, `${school.town} ${school.name}`]) {
          const query = upper ? text.toUpperCase() : text.toLowerCase();
          expect(found(query).results).toContain(school);
        }
      }),
    );
  });

  it('never fails, never gives more than asked for, never gives one twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 400 }), fc.nat(10), (query, limit) => {
        const { results, total } = found(query, limit);
        expect(results.length).toBe(Math.min(limit, total));
        expect(new Set(results).size).toBe(results.length);
      }),
    );
  });

  it('finds no more when a word is added that has to fit', () => {
    const word = fc.constantFrom('regenboog', 'zee', 'college', 'schijnstad', 'x', '01');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), word, (words, more) => {
        const fewer = found([...words, more].join(' ')).total;
        expect(fewer).toBeLessThanOrEqual(found(words.join(' ')).total);
      }),
    );
  });

  it('finds only schools of the list it is asked about, with one index for all', () => {
    const some = inventedSchools.filter(({ town }) => town === 'Nergenshuizen');
    fc.assert(
      fc.property(fc.constantFrom('', 'regenboog', 'de', 'zee', 'kleurpotlod', 'n', 'c'), (query) => {
        const within = searchSchools(inventedSchools, query).among(some, { limit: 50 });
        expect(within).toEqual(searchSchools(some, query).among(some, { limit: 50 }));
      }),
    );
  });
});

const schools = namedSchools([
  ['OBS De Regenboog', "'s-Hertogenbosch"],
  ['Sint Jozefschool', "'s-Gravenhage"],
  ['St. Maartenschool', 'Edam'],
  ['R.K. Basisschool De Kade', 'Den Haag'],
  ["'t Kofschip", "'s-Gravenzande"],
  ['Regenboog', 'Edam'],
  ['IKC Het Kompas', 'Capelle aan den IJssel'],
  ['CBS De Wegwijzer', 'Bergen op Zoom'],
  ['Lyceum Ypenburg', 'Gorinchem'],
  ['H. Hartschool', 'Nergenshuizen'],
  ['De Brug', 'Edam'],
  ['Montessorischool De Brugpieper', 'Edam'],
]);

const nameFor = (query: string) =>
  searchSchools(schools, query)
    .among(schools, { limit: 50 })
    .results.map(({ name }) => name);

describe('the search of schools, as people write them,', () => {
  it.each([
    ['den bosch', 'OBS De Regenboog'],
    ['DEN BOS', 'OBS De Regenboog'],
    ['bosch', 'OBS De Regenboog'],
    ['s hertogenbosch', 'OBS De Regenboog'],
    ['’s-hertogenbosch', 'OBS De Regenboog'],
    ['shertogenbosch', 'OBS De Regenboog'],
    ['jozef den haag', 'Sint Jozefschool'],
    ['gravenhage jozef', 'Sint Jozefschool'],
    ['de kade s-gravenhage', 'R.K. Basisschool De Kade'],
    ['gorkum', 'Lyceum Ypenburg'],
  ])('finds by the other name of a town: %s', (query, expected) => {
    expect(nameFor(query)).toEqual([expected]);
  });

  it.each([
    ['st jozef', 'Sint Jozefschool'],
    ['st. jozefschool', 'Sint Jozefschool'],
    ['sint maarten', 'St. Maartenschool'],
    ['het kofschip', "'t Kofschip"],
    ['tkofschip', "'t Kofschip"],
    ['sgravenzande', "'t Kofschip"],
    ['ijpenburg', 'Lyceum Ypenburg'],
    ['kompas yssel', 'IKC Het Kompas'],
    ['heilig hart', 'H. Hartschool'],
  ])('finds by another spelling: %s', (query, expected) => {
    expect(nameFor(query)).toEqual([expected]);
  });

  it.each([
    ['obs de regenboog den bosch', 'OBS De Regenboog'],
    ['o.b.s. de regenboog bosch', 'OBS De Regenboog'],
    ['cbs de regenboog den bosch', 'OBS De Regenboog'],
    ['basisschool de regenboog den bosch', 'OBS De Regenboog'],
    ['basischool de regenboog den bosch', 'OBS De Regenboog'],
    ['openbare basisschool de regenboog den bosch', 'OBS De Regenboog'],
    ['de regenboog basissch den bosch', 'OBS De Regenboog'],
    ['rkbs de kade', 'R.K. Basisschool De Kade'],
    ['rk bs de kade', 'R.K. Basisschool De Kade'],
    ['kade', 'R.K. Basisschool De Kade'],
    ['basisschool kompas', 'IKC Het Kompas'],
    ['ikc de wegwijzer', 'CBS De Wegwijzer'],
    ['bs kofschip', "'t Kofschip"],
  ])('finds with, without and with another kind of school: %s', (query, expected) => {
    expect(nameFor(query)).toEqual([expected]);
  });

  it.each([
    ['de regenboog in edam', 'Regenboog'],
    ['het kompas in capelle a/d ijssel', 'IKC Het Kompas'],
    ['kompas capelle a.d. ijssel', 'IKC Het Kompas'],
    ['kompas capelle ad ijssel', 'IKC Het Kompas'],
    ['kompas te capelle aan de ijssel', 'IKC Het Kompas'],
    ['wegwijzer bergen', 'CBS De Wegwijzer'],
  ])('finds with small words that the register does not have: %s', (query, expected) => {
    expect(nameFor(query)).toEqual([expected]);
  });

  it('gives all schools when only kinds and small words were typed that no name has', () => {
    expect(nameFor('sbo')).toHaveLength(schools.length);
    expect(nameFor('scholengemeenschap de')).toHaveLength(schools.length);
  });

  it('prefers names that have the words which may be left out', () => {
    expect(nameFor('obs regenboog')).toEqual(['OBS De Regenboog', 'Regenboog']);
    expect(nameFor('regenboog in edam')[0]).toBe('Regenboog');
  });

  it('prefers a whole word to the beginning of a longer word', () => {
    expect(nameFor('brug')).toEqual(['De Brug', 'Montessorischool De Brugpieper']);
  });

  it('finds every school with any kind before its name and “in” before its town', () => {
    const kind = fc.constantFrom('obs', 'CBS', 'rkbs', 'bs', 'IKC', 'basisschool', 'kindcentrum', 'o.b.s.');
    fc.assert(
      fc.property(fc.constantFrom(...schools), kind, (school, before) => {
        expect(nameFor(`${before} ${school.name} in ${school.town}`)).toContain(school.name);
      }),
    );
  });
});

describe('the search of schools with typing errors', () => {
  it.each(['kleurpotlod', 'kleurpottlood', 'kleurpotkood', 'kleurpoltood', 'keurpotlood'])(
    'forgives one: %s',
    (query) => {
      expect(namesFor(query)).toEqual(['Het Kleurpotlood, Nergenshuizen']);
    },
  );

  it.each(['kluerpotlod', 'kleurrpotloot', 'klerpotlod', 'lkeurpotlodo', 'nergenhuisen kleurpotlood'])(
    'forgives two in a long word: %s',
    (query) => {
      expect(namesFor(query)).toEqual(['Het Kleurpotlood, Nergenshuizen']);
    },
  );

  it.each(['kluerpodlot', 'klueprotolod', 'edlesr', 'edlrers', 'zeo', 'ezel kleurpotlood'])(
    'does not forgive three, two in a word of fewer than eight letters, or one in fewer than five: %s',
    (query) => {
      expect(namesFor(query)).toEqual([]);
    },
  );

  it('puts names without an error first, then those with one error, then two', () => {
    const alike = namedSchools([
      ['Sterrenboom', 'Edam'],
      ['Sterrenbook', 'Edam'],
      ['Aterrenboog', 'Edam'],
      ['Sterrenboog', 'Edam'],
    ]);
    const names = searchSchools(alike, 'sterrenboog')
      .among(alike, { limit: 9 })
      .results.map(({ name }) => name);
    expect(names).toEqual(['Sterrenboog', 'Aterrenboog', 'Sterrenbook', 'Sterrenboom']);
    expect(searchSchools(alike, 'sterrenbogo').among(alike, { limit: 1 }).results[0]?.name).toBe(
      'Sterrenboog',
    );
  });
});

describe('the school that this device used', () => {
  const [first, second] = schools.filter(({ name }) => name.includes('Regenboog'));
  const among = (query: string, used: typeof first) =>
    searchSchools(schools, query)
      .among(schools, { limit: 50, used: used?.id })
      .results.map(({ name }) => name);

  it('comes first among schools that fit equally well', () => {
    expect(among('regenboog', first)[0]).toBe(first?.name);
    expect(among('regenboog', second)[0]).toBe(second?.name);
  });

  it('does not come before a school that fits better, and is left out when it does not fit', () => {
    expect(among('regenboog den bosch', second)).toEqual(['OBS De Regenboog']);
    expect(among('obs regenboog', second)[0]).toBe('OBS De Regenboog');
  });

  it('comes first in a list of one as well', () => {
    const [last] = schools.toReversed();
    const { results } = searchSchools(schools, '').among(schools, { limit: 1, used: last?.id });
    expect(results).toEqual([last]);
  });
});

describe('with the schools of a whole country', () => {
  const country = manySchools(20_000);
  const page = (query: string): string => {
    const search = searchSchools(country, query);
    const { results, total } = search.among(country, { limit: maximumResults });
    const others = search.among(country, { limit: maximumNotTakingPart });
    const choiceOf = (school: School) => ({
      ...school,
      continueUrl: `/login/transaction/school/${school.id}`,
    });
    return renderChooseSchool({
      language: 'nl',
      currentUrl: `/login/transaction/schools?q=${query}`,
      serviceName: 'Leesboom Lezen',
      query,
      total,
      results: results.map(choiceOf),
      notTakingPart: {
        results: others.results.map((school) => ({ ...choiceOf(school), notTakingPart: 'no_agreement_now' })),
        total: others.total,
      },
      searchAction: '/login/transaction/schools',
      hiddenFields: {},
    });
  };

  it.each(['', 'de', 'basisschool', 'o'])(
    'the page stays below 60 kB and can be sent without script: "%s"',
    (query) => {
      const html = page(query);
      expect(Buffer.byteLength(html)).toBeLessThan(60_000);
      expect(html).toMatch(/<form\s+class="search"\s+method="get"/);
    },
  );
});
