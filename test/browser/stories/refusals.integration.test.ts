import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../../../testkit/actors/chromium.ts';
import { runSluis } from '../../../testkit/machine/run-sluis.ts';
import { headings, labels } from './headings.ts';
import { atKade, atRegenboog, atZee } from './invented-people.ts';
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

describe.each(variants)('a refusal in $language, $width pixels wide,', { timeout: 90_000 }, (variant) => {
  it('says that the agreement is over to a pupil who signed in, and takes them back to the supplier', async () => {
    await tell(browser, open, { name: 'agreement expired', ...variant }, async (story) => {
      const { page, say } = story;
      await page.goto(`${open.reader.origin}/login?login_hint=school:de-vuurtoren`);
      await signInAs(atZee.mies, page);
      await story.seeBroker(say(...headings.readerExpired));
      expect(await page.textContent('.turn-who')).toContain(
        say('Het bestuur van je school', 'The board of your school'),
      );
      await press(page, say('Terug naar Leesboom Lezen', 'Back to Leesboom Lezen'));
      await story.seeReceived(open.reader);
      expect(open.reader.inbox.at(-1)).toMatchObject({ error: 'access_denied' });
    });
  });

  it('finds a school whose agreement is over, says whose turn it is, and does not send the pupil there', async () => {
    await tell(browser, open, { name: 'school does not take part', ...variant }, async (story) => {
      const { page, say } = story;
      await startAt(open.reader, page);
      await seeChooser(story);
      expect(await page.innerText('#results')).not.toContain('De Vuurtoren');
      await page.fill('#q', 'vuurtoren in veer');
      await page.waitForFunction(() => document.querySelectorAll('#results .choice').length === 1);
      await seeChooser(story);
      expect(await page.innerText('#results')).toContain(
        say('Het bestuur van de school kan dat regelen.', 'The board of the school can arrange that.'),
      );
      await chooseSchool('De Vuurtoren', page);
      await story.seeBroker(say(...headings.readerNotNow));
      expect(await page.textContent('.turn-who')).toContain(
        say('Het bestuur van je school', 'The board of your school'),
      );
      await press(page, say(...labels.otherSchool));
      await seeChooser(story);
      await chooseSchool('De Regenboog', page);
      await signInAs(atRegenboog.pip, page);
      await story.seeReceived(open.reader);
    });
  });

  it('gives the pupil two words and a number, by which the help desk finds the refusal', async () => {
    await tell(browser, open, { name: 'two words and a number', ...variant }, async (story) => {
      const { page, say } = story;
      await page.goto(`${open.reader.origin}/login?login_hint=school:de-vuurtoren`);
      await signInAs(atZee.mies, page);
      await story.seeBroker(say(...headings.readerExpired));
      expect(await page.innerText('.short-error-id')).toContain(
        say('Zeg tegen je juf, meester of leraar:', 'Tell your teacher:'),
      );
      const spoken = await page.innerText('.short-error-id strong');
      const find = ['error', 'find', spoken, '--school', 'de-vuurtoren'];
      const found = await runSluis(find, { DATABASE_URL: open.world.databaseUrl });
      expect(found).toMatchObject({
        code: 0,
        out: expect.stringContaining(' · agreement_expired · school de-vuurtoren'),
      });
      expect(found.out).toContain(await page.innerText('.error-id code'));
      await page.reload();
      await story.seeBroker(say(...headings.readerExpired));
      expect(await page.innerText('.short-error-id strong')).toBe(spoken);
    });
  });

  it('finds a school that has not switched the service on, also without script', async () => {
    const options = { name: 'school switched off', ...variant, context: { javaScriptEnabled: false } };
    await tell(browser, open, options, async (story) => {
      const { page, say } = story;
      await startAt(open.practice, page);
      await seeChooser(story);
      await page.fill('#q', 'colege de kade');
      await page.press('#q', 'Enter');
      await seeChooser(story);
      expect(await page.locator('#q:focus').count()).toBe(1);
      await chooseSchool('College De Kade', page);
      await story.seeBroker(say(...headings.practiceNotNow));
      await press(page, say('Terug naar Rekenrijk Oefenen', 'Back to Rekenrijk Oefenen'));
      await page.waitForURL(`${open.practice.origin}/**`);
      expect(open.practice.inbox.at(-1)).toMatchObject({ error: 'access_denied' });
    });
  });

  it('says that the school has not switched the service on', async () => {
    await tell(browser, open, { name: 'not switched on', ...variant }, async (story) => {
      const { page, say } = story;
      await startAt(open.reader, page);
      await chooseSchool('College De Kade', page);
      await signInAtKade(atKade.vera, page);
      await story.seeReceived(open.reader);
      await startAt(open.practice, page);
      await story.seeBroker(say(...headings.practiceOff));
      expect(await page.textContent('.turn-who')).toContain('College De Kade');
      await press(page, say('Terug naar Rekenrijk Oefenen', 'Back to Rekenrijk Oefenen'));
      await story.seeReceived(open.practice);
      expect(open.practice.inbox.at(-1)).toMatchObject({ error: 'access_denied' });
    });
  });

  it('says to a pupil that the service was made for teachers', async () => {
    await tell(browser, open, { name: 'wrong affiliation', ...variant }, async (story) => {
      const { page, say } = story;
      await startAt(open.dashboard, page);
      await signInAtKade(atKade.vera, page);
      await story.seeBroker(say(...headings.dashboardForTeachers));
      await press(page, say('Terug naar Rekenrijk Dashboard', 'Back to Rekenrijk Dashboard'));
      await story.seeReceived(open.dashboard);
      expect(open.dashboard.inbox.at(-1)).toMatchObject({ error: 'access_denied' });
    });
  });

  it('does not believe an IdP that speaks for another school, and lets the pupil start again', async () => {
    await tell(browser, open, { name: 'school not in scope', ...variant }, async (story) => {
      const { page, say } = story;
      const before = open.reader.inbox.length;
      await startAt(open.reader, page);
      await chooseSchool('De Regenboog', page);
      await signInAs(atRegenboog.wisse, page);
      await story.seeBroker(say(...headings.otherSchool));
      expect(await page.innerText('.error-id code')).toMatch(/^\S{6,}$/);
      expect(open.reader.inbox).toHaveLength(before);
      await press(page, say(...labels.startAgain));
      await seeChooser(story);
      await chooseSchool('De Regenboog', page);
      await signInAs(atRegenboog.pip, page);
      await story.seeReceived(open.reader);
    });
  });

  it('lets a pupil who turned back at a SAML school try again there', async () => {
    await tell(browser, open, { name: 'cancelled', ...variant }, async (story) => {
      const { page, say } = story;
      await startAt(open.reader, page);
      await chooseSchool('De Regenboog', page);
      await signInAs(undefined, page);
      await story.seeBroker(say(...headings.cancelled));
      await press(page, say(...labels.tryAgain));
      await signInAs(atRegenboog.pip, page);
      await story.seeReceived(open.reader);
      expect(open.reader.lastReceived().userinfo).toMatchObject({ given_name: 'Pip' });
    });
  });

  it('lets a pupil who turned back at an OpenID Connect school choose another one', async () => {
    await tell(browser, open, { name: 'cancelled, other school', ...variant }, async (story) => {
      const { page, say } = story;
      await startAt(open.reader, page);
      await chooseSchool('College De Kade', page);
      await signInAtKade('nobody', page);
      await story.seeBroker(say(...headings.cancelled));
      await press(page, say(...labels.otherSchool));
      await seeChooser(story);
      await chooseSchool('De Regenboog', page);
      await signInAs(atRegenboog.sam, page);
      await story.seeReceived(open.reader);
      expect(open.reader.lastReceived().userinfo).toMatchObject({ given_name: 'Sam' });
    });
  });

  it('opens when the school switches the service on while the pupil reads that it is off', async () => {
    await tell(browser, open, { name: 'opens meanwhile', ...variant }, async (story) => {
      const { page, say } = story;
      await comeFromRegenboog(story, open.reader, atRegenboog.pip);
      await open.setEnabled('de-regenboog', 'rekenrijk-practice', false);
      await startAt(open.practice, page);
      await story.seeBroker(say(...headings.practiceOff));
      await open.setEnabled('de-regenboog', 'rekenrijk-practice', true);
      await page.reload();
      await story.seeReceived(open.practice);
      expect(open.practice.lastReceived().userinfo).toHaveProperty('sub');
    });
  });
});
