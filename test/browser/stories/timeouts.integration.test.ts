import type { Browser } from 'playwright-core';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../../../testkit/actors/chromium.ts';
import { startRedis, type TestRedis } from '../../../testkit/services/redis.ts';
import { headings, labels } from './headings.ts';
import { atKade, atRegenboog, atZee } from './invented-people.ts';
import { openStoryWorld, type StoryWorld } from './story-world.ts';
import { chooseSchool, press, seeChooser, signInAs, signInAtKade, startAt } from './steps.ts';
import { tell, variants, type Story } from './story.ts';

let browser: Browser;
let redis: TestRedis;
let open: StoryWorld;

beforeAll(async () => {
  [browser, redis] = await Promise.all([launchChromium(), startRedis()]);
  open = await openStoryWorld({ postgresUrl: inject('postgres18Url'), redisUrl: redis.url });
});
afterAll(async () => {
  await open.close();
  await Promise.all([browser.close(), redis.stop()]);
});

/** Records of a login on its way, which live fifteen minutes at most (docs/STORAGE.md). */
const loginRecords = ['oidc-Interaction', 'visit', 'answers', 'arrival', 'pick'] as const;

/** A quarter of an hour goes by for every login on its way; sessions live on. */
async function letLoginsExpire(): Promise<void> {
  const client = createClient({ url: redis.url, socket: { reconnectStrategy: false, socketTimeout: 5_000 } });
  try {
    await client.connect();
    const keys = await Promise.all(loginRecords.map((family) => client.keys(`sluis:${family}:*`)));
    expect(await client.del(keys.flat())).toBeGreaterThan(0);
  } finally {
    client.destroy();
  }
}

/** From the page that says that it took too long to the supplier with which it began. */
async function startAgain(story: Story): Promise<void> {
  await story.seeBroker(story.say(...headings.lost));
  await press(story.page, story.say(...labels.startAgain));
}

describe.each(variants)('a sign-in in $language, $width pixels wide,', { timeout: 90_000 }, (variant) => {
  it('starts again after too long a time before the chooser', async () => {
    await tell(browser, open, { name: 'timeout at the chooser', ...variant }, async (story) => {
      const { page } = story;
      await startAt(open.reader, page);
      await seeChooser(story);
      await letLoginsExpire();
      await chooseSchool('De Regenboog', page);
      await startAgain(story);
      await seeChooser(story);
      await chooseSchool('De Regenboog', page);
      await signInAs(atRegenboog.pip, page);
      await story.seeReceived(open.reader);
    });
  });

  it('starts again after too long a time at a SAML school, whose form brings no cookie', async () => {
    await tell(browser, open, { name: 'timeout at a SAML school', ...variant }, async (story) => {
      const { page } = story;
      const received = open.reader.inbox.length;
      await startAt(open.reader, page);
      await chooseSchool('De Regenboog', page);
      await page.waitForSelector('text=Leeromgeving De Regenboog');
      await letLoginsExpire();
      await signInAs(atRegenboog.pip, page);
      await startAgain(story);
      await seeChooser(story);
      expect(open.reader.inbox).toHaveLength(received);
      await page.click('.remembered .choice');
      await signInAs(atRegenboog.pip, page);
      await story.seeReceived(open.reader);
    });
  });

  it('starts again after too long a time at an OpenID Connect school', async () => {
    await tell(browser, open, { name: 'timeout at an OpenID Connect school', ...variant }, async (story) => {
      const { page } = story;
      await startAt(open.reader, page);
      await chooseSchool('College De Kade', page);
      await page.waitForSelector('input[name=login]');
      await letLoginsExpire();
      await signInAtKade(atKade.vera, page);
      await startAgain(story);
      await page.click('.remembered .choice');
      await story.seeReceived(open.reader);
      expect(open.reader.lastReceived().userinfo).toMatchObject({ given_name: 'Vera' });
    });
  });

  it('starts again after too long a time before the choice between two schools', async () => {
    await tell(browser, open, { name: 'timeout at the picker', ...variant }, async (story) => {
      const { page, say } = story;
      await startAt(open.practice, page);
      await chooseSchool('De Vuurtoren', page);
      await signInAs(atZee.testa, page);
      await story.seeBroker(say(...headings.pickSchool));
      await letLoginsExpire();
      await page.click('.choice:has-text("Het Kompas")');
      await startAgain(story);
      await page.click('.remembered .choice');
      await signInAs(atZee.testa, page);
      await page.click('.choice:has-text("Het Kompas")');
      await story.seeReceived(open.practice);
    });
  });

  it('starts again after too long a time before a refusal, which says the same once more', async () => {
    await tell(browser, open, { name: 'timeout at a refusal', ...variant }, async (story) => {
      const { page, say } = story;
      await page.goto(`${open.reader.origin}/login?login_hint=school:de-vuurtoren`);
      await signInAs(atZee.mies, page);
      await story.seeBroker(say(...headings.readerExpired));
      await letLoginsExpire();
      const back = say('Terug naar Leesboom Lezen', 'Back to Leesboom Lezen');
      await press(page, back);
      await startAgain(story);
      await story.seeBroker(say(...headings.readerExpired));
      await press(page, back);
      await story.seeReceived(open.reader);
      expect(open.reader.inbox.at(-1)).toMatchObject({ error: 'access_denied' });
    });
  });
});
