import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { during, withRecord } from '../../../testkit/world/change-federation.ts';
import { launchChromium } from '../../../testkit/actors/chromium.ts';
import { headings, labels } from './headings.ts';
import { atKade, atRegenboog } from './invented-people.ts';
import { openStoryWorld, type StoryWorld } from './story-world.ts';
import {
  chooseSchool,
  comeFromRegenboog,
  press,
  seeChooser,
  signInAs,
  signInAtKade,
  startAt,
} from './steps.ts';
import { tell, variants } from './story.ts';

let browser: Browser;
let open: StoryWorld;

beforeAll(async () => {
  browser = await launchChromium();
  open = await openStoryWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterAll(async () => {
  await open.close();
  await browser.close();
});

/** As the reader's own button for it would. */
async function askToSignOut(page: Page): Promise<void> {
  const query = new URLSearchParams({
    client_id: 'leesboom-reader',
    post_logout_redirect_uri: `${open.reader.origin}/bye`,
  });
  await page.goto(`${open.world.issuer}/logout?${query.toString()}`);
}

const onlyGroupEight = withRecord('access', {
  school: 'de-regenboog',
  service: 'leesboom-reader',
  groups: ['groep-8'],
});

describe.each(variants)(
  'a tablet that pupils share in $language, $width pixels wide,',
  { timeout: 90_000 },
  (variant) => {
    it('signs a pupil out by a yes, and the school is asked for the next one anew', async () => {
      await tell(browser, open, { name: 'signed out', ...variant }, async (story) => {
        const { page, say } = story;
        await comeFromRegenboog(story, open.reader, atRegenboog.pip);
        expect(await page.locator('#asked-anew').count()).toBe(0);
        await askToSignOut(page);
        await story.seeBroker(say(...headings.confirmSignOut));
        await press(page, say(...labels.signOutYes));
        await story.seeBroker(say(...headings.signedOut));
        await press(page, say(...labels.onwardsToReader));
        await page.waitForURL(`${open.reader.origin}/bye`);
        await startAt(open.reader, page);
        await seeChooser(story);
        await page.click('.remembered .choice');
        await page.waitForSelector('#asked-anew');
        await signInAs(atRegenboog.sam, page);
        await story.seeReceived(open.reader);
        expect(open.reader.lastReceived().userinfo).toMatchObject({ given_name: 'Sam' });
      });
    });

    it('says only at which school somebody is signed in on the front page, and signs them out', async () => {
      await tell(browser, open, { name: 'front page', ...variant }, async (story) => {
        const { page, say } = story;
        await comeFromRegenboog(story, open.reader, atRegenboog.pip);
        await page.goto(open.world.issuer);
        await story.seeBroker(say(...headings.home));
        expect(await page.innerText('.signed-in')).toContain('De Regenboog');
        expect(await page.innerText('main')).not.toMatch(/Pip|Voorbeeld|groep-5/);
        await press(page, say(...labels.signOut));
        await story.seeBroker(say(...headings.confirmSignOut));
        await press(page, say(...labels.signOutYes));
        await story.seeBroker(say(...headings.signedOut));
        await page.goto(open.world.issuer);
        await story.seeBroker(say(...headings.home));
        expect(await page.locator('.signed-in').count()).toBe(0);
      });
    });

    it('asks with which account after a sign-out at a school in the shape of Entra ID', async () => {
      await tell(browser, open, { name: 'signed out at Entra', ...variant }, async (story) => {
        const { page, say } = story;
        await startAt(open.reader, page);
        await chooseSchool('College De Kade', page);
        await signInAtKade(atKade.vera, page);
        await story.seeReceived(open.reader);
        await askToSignOut(page);
        await press(page, say(...labels.signOutYes));
        await story.seeBroker(say(...headings.signedOut));
        await startAt(open.reader, page);
        await page.click('.remembered .choice');
        await page.waitForSelector('input[name=login]');
        await signInAtKade(atKade.vera, page);
        await story.seeReceived(open.reader);
      });
    });

    it('keeps a pupil signed in by a no, and says so', async () => {
      await tell(
        browser,
        open,
        { name: 'stays signed in', ...variant, context: { javaScriptEnabled: false } },
        async (story) => {
          const { page, say } = story;
          await startAt(open.reader, page);
          await chooseSchool('De Regenboog', page);
          await signInAs(atRegenboog.pip, page);
          await page.click('#go-on');
          await story.seeReceived(open.reader);
          await askToSignOut(page);
          await press(page, say(...labels.signOutNo));
          await story.seeBroker(say(...headings.stillSignedIn));
          await press(page, say(...labels.goOnWithReader));
          await story.seeReceived(open.reader);
        },
      );
    });

    it('answers a sign-out where nobody is signed in with a page, scripts or not', async () => {
      for (const javaScriptEnabled of [true, false]) {
        const options = { name: 'nobody signed in', ...variant, context: { javaScriptEnabled } };
        await tell(browser, open, options, async (story) => {
          await askToSignOut(story.page);
          await story.seeBroker(story.say(...headings.signedOut));
          await press(story.page, story.say(...labels.onwardsToReader));
          await story.page.waitForURL(`${open.reader.origin}/bye`);
        });
      }
    });

    it('tells the next child nothing of the one who may not come in, and lets them sign in', async () => {
      await tell(browser, open, { name: 'next child', ...variant }, async (story) => {
        const { page, say } = story;
        await during(open.world, onlyGroupEight, async () => {
          await startAt(open.reader, page);
          await chooseSchool('De Regenboog', page);
          await signInAs(atRegenboog.pip, page);
          await story.seeBroker(say(...headings.readerNotForClass));
          await startAt(open.reader, page);
          await story.seeBroker(say(...headings.whoAreYou));
          expect(await page.innerText('main')).not.toMatch(/klas|class|groep|Regenboog|Pip/);
        });
        await press(page, say(...labels.signInAsYourself));
        await seeChooser(story);
        await page.click('.remembered .choice');
        await page.waitForSelector('#asked-anew');
        await signInAs(atRegenboog.sam, page);
        await story.seeReceived(open.reader);
        expect(open.reader.lastReceived().userinfo).toMatchObject({ given_name: 'Sam' });
      });
    });

    it('lets somebody else sign in from a refusal that is for the whole school', async () => {
      await tell(browser, open, { name: 'somebody else', ...variant }, async (story) => {
        const { page, say } = story;
        await startAt(open.reader, page);
        await chooseSchool('College De Kade', page);
        await signInAtKade(atKade.vera, page);
        await story.seeReceived(open.reader);
        await startAt(open.practice, page);
        await story.seeBroker(say(...headings.practiceOff));
        await press(page, say(...labels.someoneElse));
        await seeChooser(story);
        await chooseSchool('De Regenboog', page);
        await page.waitForSelector('#asked-anew');
        await signInAs(atRegenboog.sam, page);
        await story.seeReceived(open.practice);
        expect(open.practice.lastReceived().userinfo).toMatchObject({ given_name: 'S.' });
      });
    });
  },
);
