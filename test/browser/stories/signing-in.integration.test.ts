import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../../../testkit/actors/chromium.ts';
import { headings, labels } from './headings.ts';
import { atRegenboog, atZee } from './invented-people.ts';
import { openStoryWorld, type StoryWorld } from './story-world.ts';
import { chooseSchool, comeFromRegenboog, press, seeChooser, signInAs, startAt } from './steps.ts';
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

describe.each(variants)('a sign-in in $language, $width pixels wide,', { timeout: 90_000 }, (variant) => {
  it('brings a pupil to the supplier at the first visit, past the chooser and the school', async () => {
    await tell(browser, open, { name: 'first visit', ...variant }, async (story) => {
      await startAt(open.reader, story.page);
      await seeChooser(story);
      expect(await story.page.locator('.remembered').count()).toBe(0);
      await story.page.fill('#q', 'monnick');
      await story.page.waitForFunction(() => document.querySelectorAll('#results .choice').length === 1);
      await chooseSchool('De Regenboog', story.page);
      await signInAs(atRegenboog.pip, story.page);
      await story.seeReceived(open.reader);
      expect(open.reader.lastReceived().userinfo).toMatchObject({ given_name: 'Pip' });
    });
  });

  it('puts the school of the last time on top, and lets it be forgotten', async () => {
    await tell(browser, open, { name: 'return visit', ...variant }, async (story) => {
      const { page, say } = story;
      await comeFromRegenboog(story, open.reader, atRegenboog.pip);
      await endSession(story.page.context());
      await startAt(open.reader, page);
      await seeChooser(story);
      expect(await page.textContent('.remembered .choice')).toContain('De Regenboog');
      await press(page, say('Deze school vergeten', 'Forget this school'));
      await seeChooser(story);
      expect(await page.locator('.remembered').count()).toBe(0);
    });
  });

  it('goes on with the school of the last time by one click, or with another one', async () => {
    await tell(browser, open, { name: 'return and change', ...variant }, async (story) => {
      const { page } = story;
      await comeFromRegenboog(story, open.practice, atRegenboog.pip);
      const first = open.practice.lastReceived();
      await endSession(page.context());
      await startAt(open.practice, page);
      await page.click('.remembered .choice');
      await signInAs(atRegenboog.pip, page);
      await story.seeReceived(open.practice);
      expect(open.practice.lastReceived().userinfo).toEqual(first.userinfo);

      await endSession(page.context());
      await startAt(open.practice, page);
      await chooseSchool('Het Kompas', page);
      await signInAs(atZee.kees, page);
      await story.seeReceived(open.practice);
      expect(open.practice.lastReceived().userinfo).not.toEqual(first.userinfo);
      await endSession(page.context());
      await startAt(open.practice, page);
      expect(await page.textContent('.remembered .choice')).toContain('Het Kompas');
    });
  });

  it('signs on to a second supplier without a page in between, with another pseudonym and fewer claims', async () => {
    await tell(browser, open, { name: 'single sign-on', ...variant }, async (story) => {
      await comeFromRegenboog(story, open.reader, atRegenboog.sam);
      const documents: string[] = [];
      story.page.on('framenavigated', (frame) => documents.push(new URL(frame.url()).origin));
      await startAt(open.practice, story.page);
      await story.seeReceived(open.practice);
      expect(documents).toEqual([open.practice.origin, open.practice.origin]);
      const { userinfo } = open.practice.lastReceived();
      expect(userinfo).toEqual({ sub: userinfo['sub'], given_name: 'S.', group: ['groep-5'] });
      expect(userinfo['sub']).not.toBe(open.reader.lastReceived().userinfo['sub']);
    });
  });

  it('shows at the supplier nothing of what the school holds back', async () => {
    await tell(browser, open, { name: 'withheld claim', ...variant }, async (story) => {
      await comeFromRegenboog(story, open.practice, atRegenboog.pip);
      const shown = await story.page.innerText('#received');
      expect(shown).toContain('"P."');
      for (const withheld of ['Pip', 'Voorbeeld', 'plusklas', 'id-of-pip', '99AA']) {
        expect(shown).not.toContain(withheld);
      }
    });
  });

  it('asks a teacher of two schools for which one this visit is', async () => {
    await tell(browser, open, { name: 'two schools', ...variant }, async (story) => {
      await startAt(open.practice, story.page);
      await chooseSchool('De Vuurtoren', story.page);
      await signInAs(atZee.testa, story.page);
      await story.seeBroker(story.say(...headings.pickSchool));
      await story.page.reload();
      await story.seeBroker(story.say(...headings.pickSchool));
      await story.page.click('.choice:has-text("Het Kompas")');
      await story.seeReceived(open.practice);
      expect(Object.keys(open.practice.lastReceived().userinfo)).toEqual(['sub']);
    });
  });

  it('ends the session of the first pupil when a second one signs in at the same tablet', async () => {
    await tell(browser, open, { name: 'person switched', ...variant }, async (story) => {
      const { page } = story;
      await comeFromRegenboog(story, open.reader, atRegenboog.pip);
      const first = open.reader.lastReceived();
      await page.goto(`${open.reader.origin}/login?prompt=login`);
      await seeChooser(story);
      await page.click('.remembered .choice');
      await signInAs(atRegenboog.sam, page);
      await story.seeReceived(open.reader);
      const second = open.reader.lastReceived();
      expect(second.userinfo).toMatchObject({ given_name: 'Sam' });
      expect(second.userinfo['sub']).not.toBe(first.userinfo['sub']);
      await startAt(open.practice, page);
      await story.seeReceived(open.practice);
      expect(open.practice.lastReceived().userinfo).toMatchObject({ given_name: 'S.' });
    });
  });

  it('changes the language and stays at the same step', async () => {
    await tell(browser, open, { name: 'language switch', ...variant }, async (story) => {
      const { page, say } = story;
      const language = story.language === 'nl' ? 'en' : 'nl';
      await startAt(open.reader, page);
      await seeChooser(story);
      await press(page, say('English', 'Nederlands'));
      await story.seeBroker(say('Choose your school', 'Kies je school'), { language });
      await chooseSchool('De Regenboog', page);
      await signInAs(undefined, page);
      await story.seeBroker(say(headings.cancelled[1], headings.cancelled[0]), { language });
      await press(page, say('Nederlands', 'English'));
      await story.seeBroker(say(...headings.cancelled));
      await press(page, say(...labels.tryAgain));
      await signInAs(atRegenboog.pip, page);
      await story.seeReceived(open.reader);
    });
  });
});

/** As if an hour had gone by: the broker's session in this browser is over, what the device remembers is not. */
async function endSession(context: ReturnType<Browser['contexts']>[number]): Promise<void> {
  await context.clearCookies({ name: /^sluis_session/ });
}
