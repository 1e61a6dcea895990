import { describe, expect, it } from 'vitest';
import type { Service } from '../../../src/register/model/kinds/service.ts';
import { serviceId } from '../../../src/domain/ids.ts';
import { createServiceSearch } from '../../../src/search/service-search.ts';
import { exampleFederation } from '../../../testkit/federation/example-federation.ts';
import { required } from '../../../testkit/values/ids.ts';

const example = required(exampleFederation().parsed().service[0]);
const named = (id: string, name: string, nl: string, en: string): Service => ({
  ...example,
  id: required(serviceId(id)),
  name,
  description: { nl, en },
});
const services = [
  named('woordwolk', 'Woordwolk', 'Spelling oefenen in groep 5', 'Practise spelling'),
  named('cijfercirkel', 'Cijfercirkel', 'Rekenen op jouw niveau', 'Sums at your level'),
  named('boekenboot', 'Boekenboot', 'Lezen', 'Reading'),
  named('zin-en-spelling', 'Zin en spelling', 'Nog een', 'Another one'),
];
const search = createServiceSearch(services, () => 'Uitgeverij Bedacht');
const found = (query: string) => search(query).map(({ name }) => name);

describe('the search of services', () => {
  it.each([
    ['niets van dat alles', []],
    ['boekenboot', ['Boekenboot']],
    ['bedacht', ['Boekenboot', 'Cijfercirkel', 'Woordwolk', 'Zin en spelling']],
    ['sums', ['Cijfercirkel']],
    ['rekenen', ['Cijfercirkel']],
    ['cijfercrikl', ['Cijfercirkel']],
    ['spelling', ['Zin en spelling', 'Woordwolk']],
    ['oefenen spelling', ['Woordwolk']],
    ['', ['Boekenboot', 'Cijfercirkel', 'Woordwolk', 'Zin en spelling']],
  ])('finds by name, description in both languages and supplier, the best first: %s', (query, expected) => {
    expect(found(query)).toEqual(expected);
  });
});
