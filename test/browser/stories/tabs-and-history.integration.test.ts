import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../../../testkit/actors/chromium.ts';
import { headings, labels } from './headings.ts';
import { atRegenboog, atZee } from './invented-people.ts';
import { openStoryWorld, type StoryWorld } from './story-world.ts';
import { chooseSchool, comeFromRegenboog, goBackTo, press, seeChooser, signInAs, startAt } from './steps.ts';
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

describe.each(variants)(
  'a browser with its tabs and history in $language, $width pixels wide,',
  { timeout: 90_000 },
  (variant) => {
    it('keeps two tabs apart that go through the same steps by turns', async () => {
      await tell(browser, open, { name: 'two tabs', ...variant }, async (story) => {
        const [one, two] = [story.page, await story.newTab()];
        await startAt(open.reader, one);
        await startAt(open.practice, two);
        await seeChooser(story, two);
        await chooseSchool('De Regenboog', one);
        await chooseSchool('De Regenboog', two);
        await signInAs(atRegenboog.pip, two);
        await story.seeReceived(open.practice, two);
        await signInAs(atRegenboog.pip, one);
        await story.seeReceived(open.reader, one);
        expect(open.practice.lastReceived().userinfo).toMatchObject({ given_name: 'P.' });
        expect(open.reader.lastReceived().userinfo).toMatchObject({ given_name: 'Pip' });
      });
    });

    it('lets the person of the last tab have the browser when two sign in at once', async () => {
      await tell(browser, open, { name: 'two people in two tabs', ...variant }, async (story) => {
        const [one, two] = [story.page, await story.newTab()];
        await startAt(open.reader, one);
        await startAt(open.practice, two);
        await chooseSchool('De Regenboog', one);
        await chooseSchool('Het Kompas', two);
        await signInAs(atZee.kees, two);
        await story.seeReceived(open.practice, two);
        const kees = open.practice.lastReceived().userinfo;
        await signInAs(atRegenboog.pip, one);
        await story.seeReceived(open.reader, one);
        expect(open.reader.lastReceived().userinfo).toMatchObject({ given_name: 'Pip' });
        await startAt(open.practice, two);
        await story.seeReceived(open.practice, two);
        expect(open.practice.lastReceived().userinfo).toMatchObject({ given_name: 'P.' });
        expect(open.practice.lastReceived().userinfo['sub']).not.toBe(kees['sub']);
      });
    });

    it('goes back from the school to the chooser, and on to another school', async () => {
      await tell(browser, open, { name: 'back from the school', ...variant }, async (story) => {
        const { page } = story;
        await startAt(open.practice, page);
        await seeChooser(story);
        const chooser = page.url();
        await chooseSchool('De Regenboog', page);
        await page.waitForSelector('text=Leeromgeving De Regenboog');
        await goBackTo(chooser, page);
        await seeChooser(story);
        await chooseSchool('Het Kompas', page);
        await page.waitForSelector('text=Leerlingpas Zeeland');
        await goBackTo(chooser, page);
        await seeChooser(story);
        await chooseSchool('De Regenboog', page);
        await signInAs(atRegenboog.pip, page);
        await story.seeReceived(open.practice);
      });
    });

    it('goes back from the supplier to steps that are over, and says so', async () => {
      await tell(browser, open, { name: 'back from the supplier', ...variant }, async (story) => {
        const { page, say } = story;
        await comeFromRegenboog(story, open.reader, atRegenboog.pip);
        const received = open.reader.inbox.length;
        await page.goBack();
        await signInAs(atRegenboog.pip, page);
        await story.seeBroker(say(...headings.lost));
        expect(open.reader.inbox).toHaveLength(received);
        await press(page, say(...labels.startAgain));
        await story.seeReceived(open.reader);
        expect(open.reader.inbox).toHaveLength(received + 1);
      });
    });

    it('goes back from the supplier to the chooser, and is led on to the supplier', async () => {
      await tell(browser, open, { name: 'back to the chooser', ...variant }, async (story) => {
        const { page } = story;
        await startAt(open.reader, page);
        await seeChooser(story);
        const chooser = page.url();
        await chooseSchool('De Regenboog', page);
        await signInAs(atRegenboog.pip, page);
        await story.seeReceived(open.reader);
        const received = open.reader.inbox.length;
        await page.goto(chooser);
        await story.seeReceived(open.reader);
        expect(open.reader.inbox).toHaveLength(received + 1);
      });
    });

    it('goes back from a refusal to the school and forward again', async () => {
      await tell(browser, open, { name: 'back from a refusal', ...variant }, async (story) => {
        const { page, say } = story;
        await comeFromRegenboog(story, open.practice, atRegenboog.pip);
        await page.goto(`${open.reader.origin}/login?login_hint=school:het-kompas&prompt=login`);
        await signInAs(atZee.kees, page);
        await story.seeBroker(say(...headings.readerExpired));
        await page.goBack();
        await page.goForward();
        await story.seeBroker(say(...headings.readerExpired));
        await press(page, say('Terug naar Leesboom Lezen', 'Back to Leesboom Lezen'));
        await story.seeReceived(open.reader);
        await page.goBack();
        await story.seeBroker(say(...headings.readerExpired));
      });
    });

    it("leads from the bookmark of somebody else's login to the front page, and from there to the material", async () => {
      let bookmark = '';
      await tell(browser, open, { name: 'bookmark is made', ...variant }, async (story) => {
        await startAt(open.reader, story.page);
        await seeChooser(story);
        bookmark = story.page.url();
      });
      await tell(browser, open, { name: 'bookmark in another browser', ...variant }, async (story) => {
        const { page, say } = story;
        await page.goto(bookmark);
        await story.seeBroker(say(...headings.lost));
        await press(page, say(...labels.startAgain));
        await story.seeBroker(say(...headings.home));
        await page.click('.choice:has-text("Leesboom Lezen")');
        await seeChooser(story);
        await chooseSchool('De Regenboog', page);
        await signInAs(atRegenboog.pip, page);
        await story.seeReceived(open.reader);
      });
    });

    it('leads from the bookmark of a login that was used to the same supplier', async () => {
      await tell(browser, open, { name: 'bookmark after use', ...variant }, async (story) => {
        const { page } = story;
        await startAt(open.reader, page);
        await seeChooser(story);
        const bookmark = page.url();
        await page.goto('about:blank');
        await page.goto(bookmark);
        await chooseSchool('De Regenboog', page);
        await signInAs(atRegenboog.pip, page);
        await story.seeReceived(open.reader);
        const received = open.reader.inbox.length;
        await page.goto(bookmark);
        await story.seeReceived(open.reader);
        expect(open.reader.inbox).toHaveLength(received + 1);
      });
    });
  },
);
