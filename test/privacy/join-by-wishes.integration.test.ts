import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  findLinks,
  valuesSeenByBoth,
  valuesUnderAnyName,
  type Features,
  type LoginRecord,
} from './canary-linkability.ts';
import { createCanaryPerson, type CanaryPerson } from './canary-person.ts';
import { openCanaryWorld, type CanaryWorld } from './canary-world.ts';
import { firstForm, type Arrived, type Browser } from '../../testkit/actors/browser.ts';
import { postedCallback, type Callback, type SupplierService } from '../../testkit/actors/supplier.ts';
import { goThroughRegenboog } from './stories.ts';
import { parametersWithoutWish, wishesOf } from './supplier-wishes.ts';
import { lookClosely, type CuriousService } from './supplier-view.ts';

/*
 * The same two suppliers as in `join.integration.test.ts`, and now both ask for whatever a request can ask for, of pupils
 * who are signed in already: what is told of a session is the same for both.
 */

const people = Array.from({ length: 8 }, (_, index) => createCanaryPerson(index + 1));
const wishes = [...wishesOf('').keys()];

let canaryWorld: CanaryWorld;
/** What each supplier saw, by wish. */
const seen = new Map<string, { readonly reader: LoginRecord[]; readonly practice: LoginRecord[] }>();

beforeAll(async () => {
  canaryWorld = await openCanaryWorld({ postgresUrl: inject('postgres15Url') });
  for (const wish of wishes) seen.set(wish, { reader: [], practice: [] });
  for (const [index, person] of people.entries()) await askEverything(person, index);
}, 120_000);
afterAll(() => canaryWorld.close());

async function askEverything(person: CanaryPerson, index: number): Promise<void> {
  const { world, readerInbox, practiceInbox } = canaryWorld;
  const given = ['given_name', 'group', 'birthdate'];
  const reader = { service: world.reader, inbox: readerInbox, releasedClaims: new Set(given) };
  const practice = { service: world.practice, inbox: practiceInbox, releasedClaims: new Set(given) };
  const browser = world.browser();
  const signedInAt = new Date(Date.now() - (index + 1) * 60_000).toISOString();
  const { visit, arrived } = await goThroughRegenboog(canaryWorld, browser, world.reader, {
    ...person.saml,
    authnInstant: signedInAt.replace(/\.\d+/, ''),
  });
  const ownToken = (await world.reader.exchange(visit, arrived.url)).id_token ?? '';
  const again = await world.practice.begin();
  const otherToken = (await world.practice.exchange(again, (await browser.go(again.url)).url)).id_token ?? '';
  const features = async (side: CuriousService, idToken: string, wish: string): Promise<LoginRecord> => ({
    person: person.name,
    features: await ask(side, browser, person, wishesOf(idToken).get(wish) ?? {}),
  });
  for (const wish of wishes) {
    seen.get(wish)?.reader.push(await features(reader, ownToken, wish));
    seen.get(wish)?.practice.push(await features(practice, otherToken, wish));
  }
}

async function ask(
  side: CuriousService,
  browser: Browser,
  person: CanaryPerson,
  parameters: Readonly<Record<string, string>>,
): Promise<Features> {
  const { service } = side;
  const visit = await service.begin({ login_hint: 'school:de-regenboog', ...parameters });
  const at = await browser.go(visit.url);
  const brought =
    broughtTo(service, at) ??
    broughtTo(service, await canaryWorld.world.answerAtRegenboog(browser, at, person.saml));
  if (brought === undefined) throw new Error(`the browser does not come back, but is at ${at.url.pathname}`);
  return await lookClosely(side, visit, brought);
}

/** What the browser brings to the supplier: an address, or the form of a page of the broker. */
function broughtTo(service: SupplierService, { url, body }: Arrived): Callback | undefined {
  if (url.href.startsWith(service.redirectUri)) return url;
  const form = firstForm(body);
  return form.action === service.redirectUri ? postedCallback(form) : undefined;
}

describe('what two suppliers saw of signed-in pupils, asking by', () => {
  it('every parameter that the library reads', async () => {
    expect(await parametersWithoutWish()).toEqual([]);
  });

  it.each(wishes)('%s joins nobody', (wish) => {
    const { reader, practice } = seen.get(wish) ?? { reader: [], practice: [] };
    expect(reader).toHaveLength(people.length);
    expect(findLinks(reader, practice)).toEqual([]);
    expect(valuesSeenByBoth(reader, practice)).toEqual([]);
    expect(valuesUnderAnyName(reader, practice)).toEqual([]);
  });

  it.each([
    'prompt=none',
    'prompt=login',
    'id_token_hint',
    'response_mode=form_post',
    'claims acr_values claims_locales display ui_locales',
  ])('%s: they were answered with tokens, so that this is about something', (wish) => {
    for (const { features } of seen.get(wish)?.reader ?? []) {
      expect(features.get('id_token sub')).toBeDefined();
    }
  });
});
