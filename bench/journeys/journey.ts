import { createBrowser, type Browser } from './browser.ts';
import type { Http } from './http.ts';
import type { OidcSchool } from './oidc-school.ts';
import { addressOf, person } from './people.ts';
import type { SamlSchool } from './saml-school.ts';
import type { Supplier } from './supplier.ts';

/** The requests of a login, named by what is asked of the measured program. */
export const stepNames = [
  'authorize',
  'answer of the school',
  'arrive',
  'resume',
  'token',
  'userinfo',
] as const;
export type StepName = (typeof stepNames)[number];

/** Notes how long a step took. */
export type Stopwatch = <Value>(step: StepName, work: () => Promise<Value>) => Promise<Value>;

/** One kind of login, from authorize to userinfo. Throws when anything is not as it has to be. */
export interface Journey {
  /** What has to be there before the first login. */
  prepare(): Promise<void>;
  /** `count` says which person signs in. */
  login(count: number, time: Stopwatch): Promise<void>;
}

export interface JourneyParts {
  readonly http: Http;
  readonly supplier: Supplier;
}

type ReachCode = (browser: Browser, count: number, url: string, time: Stopwatch) => Promise<string>;

const nothing = (): Promise<void> => Promise.resolve();

export function oidcSchoolJourney(parts: JourneyParts & { school: OidcSchool; hint: string }): Journey {
  return fullLogin(parts, parts.hint, async (browser, count, url, time) => {
    const question = await time('authorize', () => browser.follow(url));
    const answer = parts.school.answer(question, person(count));
    const resume = await time('answer of the school', () => browser.follow(answer));
    return time('resume', () => browser.follow(resume));
  });
}

export function samlSchoolJourney(parts: JourneyParts & { school: SamlSchool; hint: string }): Journey {
  return fullLogin(parts, parts.hint, async (browser, count, url, time) => {
    const question = await time('authorize', () => browser.follow(url));
    const { action, fields } = parts.school.answer(question, person(count));
    const arrived = await time('answer of the school', () => browser.postFromOtherSite(action, fields));
    const resume = await time('arrive', () => browser.follow(arrived));
    return time('resume', () => browser.follow(resume));
  });
}

/** The login of bare oidc-provider: its interaction says at once who is there. */
export function bareJourney(parts: JourneyParts): Journey {
  return {
    prepare: nothing,
    async login(count, time) {
      const visit = parts.supplier.begin(person(count).subject);
      const browser = createBrowser(parts.http, addressOf(count));
      const interaction = await time('authorize', () => browser.follow(visit.url));
      const resume = await time('arrive', () => browser.follow(interaction));
      await redeem(parts, visit, await time('resume', () => browser.follow(resume)), time);
    },
  };
}

/** The login of SAML Jackson: from authorize straight to the school, from the school straight back to the supplier. */
export function jacksonJourney(parts: JourneyParts & { school: SamlSchool }): Journey {
  return fullLogin(parts, '', async (browser, count, url, time) => {
    const question = await time('authorize', () => browser.follow(url));
    const { action, fields } = parts.school.answer(question, person(count));
    return time('answer of the school', () => browser.postFromOtherSite(action, fields));
  });
}

const browsersSignedIn = 64;

/** People who are signed in go to the service again: the school is not asked. */
export function singleSignOnJourney(parts: JourneyParts & { school: OidcSchool; hint: string }): Journey {
  const browsers: Browser[] = [];
  return {
    async prepare() {
      for (let count = 0; count < browsersSignedIn; count += 1) {
        const browser = createBrowser(parts.http, addressOf(count));
        const question = await browser.follow(parts.supplier.begin(parts.hint).url);
        const resume = await browser.follow(parts.school.answer(question, person(count)));
        await browser.follow(resume);
        browsers.push(browser);
      }
    },
    async login(count, time) {
      const browser = browsers[count % browsers.length];
      if (browser === undefined) throw new Error('nobody is signed in');
      const visit = parts.supplier.begin(parts.hint);
      await redeem(parts, visit, await time('authorize', () => browser.follow(visit.url)), time);
    },
  };
}

function fullLogin(parts: JourneyParts, hint: string, reachCode: ReachCode): Journey {
  return {
    prepare: nothing,
    async login(count, time) {
      const visit = parts.supplier.begin(hint);
      const callback = await reachCode(createBrowser(parts.http, addressOf(count)), count, visit.url, time);
      await redeem(parts, visit, callback, time);
    },
  };
}

async function redeem(
  { supplier }: JourneyParts,
  visit: ReturnType<Supplier['begin']>,
  callback: string,
  time: Stopwatch,
): Promise<void> {
  const accessToken = await time('token', () => supplier.exchange(visit, callback));
  await time('userinfo', () => supplier.userinfo(accessToken));
}
