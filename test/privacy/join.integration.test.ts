import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findLinks, valuesSeenByBoth, valuesUnderAnyName, type LoginRecord } from './canary-linkability.ts';
import { outgoingChannels } from '../../outgoing-channels.ts';
import { createCanaryPerson } from './canary-person.ts';
import { edit, type Lists } from '../../testkit/world/change-federation.ts';
import { z } from 'zod';
import { openCanaryWorld, type CanaryWorld } from './canary-world.ts';
import { goThroughRegenboog } from './stories.ts';
import { lookClosely, type CuriousService } from './supplier-view.ts';

/*
 * Two suppliers put all that they ever saw on one pile and try to find out which pupils they share.
 *
 * What they cannot be kept from: the time. A pupil who goes from one service to the other within a minute asks both for
 * tokens within that minute, and each knows when it was asked; with few pupils at once that is enough for a guess. The
 * test below only holds that `iat` tells nothing beyond that. `auth_time` is exact and the same for both, so it is
 * given only to services with `client.signInTime`; two of those can join on it, as they can on a claim that is marked as linking.
 * What else a request may ask for is in `join-by-wishes.integration.test.ts`. Addresses of browsers are the suppliers' own to see.
 */

const people = Array.from({ length: 20 }, (_, index) => createCanaryPerson(index + 1));
const logins = 50;

/** What the service asks for in any case, and which school it is: by an id that two suppliers must not have in common. */
function scopesOf({ releasedClaims }: CuriousService): { readonly scope: string } {
  return { scope: `openid profile school${releasedClaims.has('group') ? ' group birthdate' : ''}` };
}

/** The lists with the id of the school for one service more. */
function withSchoolId(service: string, lists: Lists): Lists {
  const more = (record: Lists[string][number], member: string, added: unknown) => ({
    ...record,
    [member]: [...z.array(z.unknown()).parse(record[member]), added],
  });
  const row = { service, claim: 'school_id', purposes: ['access'], affiliations: ['pupil'] };
  const changed = (
    list: string,
    isMeant: (record: Lists[string][number]) => boolean,
    member: string,
    added: unknown,
  ) => (lists[list] ?? []).map((record) => (isMeant(record) ? more(record, member, added) : record));
  return {
    ...lists,
    services: changed('services', ({ id }) => id === service, 'claims', {
      name: 'school_id',
      purpose: 'access',
      required: false,
    }),
    agreements: changed(
      'agreements',
      ({ id }) => id === `waterland-${service.split('-')[0] ?? ''}`,
      'annex',
      row,
    ),
    policies: changed(
      'policies',
      (policy) => policy['school'] === 'de-regenboog' && policy['service'] === service,
      'claims',
      'school_id',
    ),
  };
}

let canaryWorld: CanaryWorld;
const atReader: LoginRecord[] = [];
const atPractice: LoginRecord[] = [];

beforeAll(async () => {
  canaryWorld = await openCanaryWorld({ postgresUrl: inject('postgres15Url') });
  const { world, readerInbox, practiceInbox } = canaryWorld;
  await edit(world, (lists) =>
    ['leesboom-reader', 'rekenrijk-practice'].reduce(
      (before, service) => withSchoolId(service, before),
      lists,
    ),
  );
  const reader: CuriousService = {
    service: world.reader,
    inbox: readerInbox,
    releasedClaims: new Set(['given_name']),
  };
  const practice: CuriousService = {
    service: world.practice,
    inbox: practiceInbox,
    releasedClaims: new Set(['given_name', 'group', 'birthdate']),
  };
  for (let login = 0; login < logins; login += 1) {
    const person = people[login % people.length] ?? createCanaryPerson(1);
    const order = [
      { side: reader, records: atReader },
      { side: practice, records: atPractice },
    ];
    if (login % 2 === 1) order.reverse();
    const [first, second] = order;
    if (first === undefined || second === undefined) throw new RangeError('two suppliers are needed');
    const browser = world.browser();
    const { service } = first.side;
    const { visit, arrived } = await goThroughRegenboog(
      canaryWorld,
      browser,
      service,
      person.saml,
      scopesOf(first.side),
    );
    const seenFirst = await lookClosely(first.side, visit, arrived.url);
    first.records.push({ person: person.name, features: seenFirst });
    const again = await second.side.service.begin(scopesOf(second.side));
    const seenSecond = await lookClosely(second.side, again, (await browser.go(again.url)).url);
    second.records.push({ person: person.name, features: seenSecond });
  }
});
afterAll(() => canaryWorld.close());

describe('what two suppliers saw of 20 pupils in 50 logins', () => {
  it('is a lot, so that the test is about something', () => {
    expect(atReader).toHaveLength(logins);
    expect(atPractice).toHaveLength(logins);
    const names = [...(atReader[0]?.features.keys() ?? [])];
    expect(names).toEqual(
      expect.arrayContaining([
        'callback code',
        'id_token sub',
        '/token body access_token',
        '/introspect body sub',
        '/userinfo body school_id',
      ]),
    );
    expect([...(atPractice[0]?.features.keys() ?? [])]).toContain('id_token school_id');
  });

  it('is of registered channels alone, and of each that suppliers see', () => {
    const registered = Object.values(outgoingChannels).flatMap(({ joinFields }) =>
      'without' in joinFields ? [] : joinFields,
    );
    const fields = new Set([...atReader, ...atPractice].flatMap(({ features }) => [...features.keys()]));
    const begins = (field: string) => registered.some((begin) => field.startsWith(begin));
    expect([...fields].filter((field) => !begins(field))).toEqual([]);
    expect(registered.filter((begin) => ![...fields].some((field) => field.startsWith(begin)))).toEqual([]);
  });

  it('names nobody: no field and no pair of fields joins better than guessing', () => {
    expect(findLinks(atReader, atPractice)).toEqual([]);
  });

  it('has no value in common, under any name, but constants that everybody has', () => {
    expect(valuesSeenByBoth(atReader, atPractice)).toEqual([]);
    expect(valuesUnderAnyName(atReader, atPractice)).toEqual([]);
  });

  it('has no school in common, though all pupils are of one', () => {
    const schoolsAt = (records: readonly LoginRecord[]) =>
      new Set(records.map(({ features }) => features.get('/userinfo body school_id')));
    expect([schoolsAt(atReader).size, schoolsAt(atPractice).size]).toEqual([1, 1]);
    expect([...schoolsAt(atReader)].filter((school) => schoolsAt(atPractice).has(school))).toEqual([]);
  });

  it('tells each supplier its own pupils apart, by sub and nothing else that lasts', () => {
    for (const records of [atReader, atPractice]) {
      const [early, late] = [records.slice(0, 20), records.slice(20, 40)];
      const links = findLinks(early, late).map(({ fields }) => fields);
      expect(links).toContainEqual(['id_token sub']);
      expect(links.filter((fields) => !fields.some((field) => field.endsWith(' sub')))).toEqual([]);
    }
  });

  it('says nothing of sessions and sign-ins', () => {
    for (const { features } of [...atReader, ...atPractice]) {
      const words = [...features.keys()].join(' ');
      expect(words).not.toMatch(/\b(?:sid|jti|auth_time|acr|amr|session_state)\b/);
    }
  });

  it('dates tokens by the moment of the supplier’s own request', async () => {
    const { world } = canaryWorld;
    const [person] = people;
    if (person === undefined) throw new RangeError('nobody');
    const browser = world.browser();
    const { visit, arrived } = await goThroughRegenboog(canaryWorld, browser, world.reader, person.saml);
    const asked = Math.floor(Date.now() / 1000);
    const tokens = await world.reader.exchange(visit, arrived.url);
    const { iat } = decodeJwt(tokens.id_token ?? '');
    expect(iat).toBeGreaterThanOrEqual(asked);
    expect(iat).toBeLessThanOrEqual(Math.ceil(Date.now() / 1000));
  });
});
