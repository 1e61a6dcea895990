import { describe, expect, it } from 'vitest';
import { readAttributeCatalogue } from '../../../src/config/attribute-catalogue.ts';
import { SluisError } from '../../../src/domain/errors.ts';
import { isUnstableName } from '../../../src/upstream/attributes/unstable-names.ts';
import { catalogue } from '../../../testkit/federation/catalogue.ts';
import { name } from '../upstream/school-identity-case.ts';

function faultsOf(text: string): readonly string[] {
  try {
    readAttributeCatalogue(text, 'attributes.yaml');
    return [];
  } catch (error) {
    if (error instanceof SluisError && error.code === 'settings.invalid') return error.message.split('\n');
    throw error;
  }
}

const row = (changes = '') => `  - name: given_name
    label: { nl: Voornaam, en: First name }
    category: 1
    type: text
    transforms: [initial]
    linking: false
    scope: profile
    releasable: true
    portable: false
    organisation: false
    incoming: [givenName]
${changes}`;

describe('a faulty catalogue', () => {
  it.each([
    ['no YAML', 'attributes: [', /^attributes\.yaml:1:\d+ /],
    ['an empty file', '', /^attributes\.yaml:1:1 file: /],
    ['an alias to nowhere', 'attributes: *gone', /attributes\.yaml:1:\d+ /],
    ['a key twice', 'forbiddenIncoming: []\nforbiddenIncoming: []', /^attributes\.yaml:2:1 /],
  ])('says where: %s', (_case, text, fault) => {
    expect(faultsOf(text)[0]).toMatch(fault);
  });

  it.each(['sub', 'nonce', 'acr', 'auth_time'])('refuses %s, which is a claim of the protocol', (claim) => {
    const text = `attributes:\n${row().replace('name: given_name', `name: ${claim}`)}forbiddenIncoming: []\n`;
    expect(faultsOf(text)[0]).toMatch(/^attributes\.yaml:2:\d+ .*claim of the protocol/);
  });

  it('lists all faults, each with line and column', () => {
    const text = `attributes:\n${row()}${row('    colour: red\n').replace('category: 1', 'category: 14')}forbiddenIncoming: []\n`;
    expect(faultsOf(text)).toEqual([
      expect.stringMatching(/^attributes\.yaml:15:15 attributes\.1\.category: /),
      expect.stringMatching(/^attributes\.yaml:13:5 attributes\.1: .*colour/),
    ]);
  });

  it('refuses what contradicts between rows', () => {
    const text = `attributes:\n${row()}${row()}forbiddenIncoming: [GIVENNAME]\n`;
    expect(faultsOf(text)).toEqual([
      'attributes.yaml:12:16 attributes.0.incoming.0: incoming name is forbidden',
      'attributes.yaml:13:11 attributes.1.name: name is used twice',
      'attributes.yaml:23:16 attributes.1.incoming.0: incoming name is used twice',
      'attributes.yaml:23:16 attributes.1.incoming.0: incoming name is forbidden',
    ]);
  });

  it('refuses a fallback that is forbidden, or means something already', () => {
    const text = `attributes:\n${row('    fallback: [bsn, givenName]\n')}forbiddenIncoming: [BSN]\n`;
    expect(faultsOf(text)).toEqual([
      'attributes.yaml:13:16 attributes.0.fallback.0: incoming name is forbidden',
      'attributes.yaml:13:21 attributes.0.fallback.1: incoming name is used twice',
    ]);
  });

  it('refuses a transform that the type cannot have', () => {
    const text = `attributes:\n${row().replace('[initial]', '[initial, year]')}forbiddenIncoming: []\n`;
    expect(faultsOf(text)).toEqual([
      'attributes.yaml:6:27 attributes.0.transforms.1: transform year is for type date, not for text',
    ]);
  });

  it.each([
    [
      'groups of another name',
      'type: text',
      'type: groups',
      'type: type groups is for groups, which is made here',
    ],
    ['no incoming name', '[givenName]', '[]', 'incoming: expected at least one incoming name'],
    [
      'a claim that is made here, as text of an IdP',
      'name: given_name',
      'name: groups',
      'type: type groups is for groups',
    ],
    [
      'an incoming name of one',
      'name: given_name',
      'name: groups',
      'incoming: groups is made here, so no name means it',
    ],
    [
      'the same for the id of a school',
      'name: given_name',
      'name: school_id',
      'incoming: school_id is made here',
    ],
    [
      'an id of a school that is not of the register',
      'name: given_name',
      'name: school_id',
      'organisation: organisation is true for school_id, ',
    ],
  ])('refuses %s', (_case, from, to, fault) => {
    const text = `attributes:\n${row().replace(from, to)}forbiddenIncoming: []\n`;
    expect(faultsOf(text).map((line) => line.replace(/^.* attributes\.0\./, ''))).toContainEqual(
      expect.stringContaining(fault),
    );
  });
});

describe('the catalogue of the federation', () => {
  it('has what is made here: no IdP says it', () => {
    const made = [...catalogue.attributes.values()].filter(({ incoming }) => incoming.length === 0);
    expect(made.map((attribute) => attribute.name)).toEqual(['school_id', 'groups']);
  });

  it('flags what links a person across suppliers', () => {
    const linking = [...catalogue.attributes.values()]
      .filter((attribute) => attribute.linking)
      .map((a) => a.name);
    expect(linking).toEqual(['email', 'eckid', 'pupil_number', 'user_name']);
  });

  it('never releases user names, and knows one portable attribute', () => {
    expect(catalogue.attributes.get(name('user_name'))?.releasable).toBe(false);
    const portable = [...catalogue.attributes.values()].filter((attribute) => attribute.portable);
    expect(portable.map((attribute) => attribute.name)).toEqual(['eckid']);
  });

  it('calls every name of an e-mail address unstable', () => {
    expect(catalogue.attributes.get(name('email'))?.incoming.every(isUnstableName)).toBe(true);
  });
});
