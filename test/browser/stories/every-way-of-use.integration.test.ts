import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../../../testkit/actors/chromium.ts';
import { headings, labels } from './headings.ts';
import { atRegenboog, atZee } from './invented-people.ts';
import { openStoryWorld, type StoryWorld } from './story-world.ts';
import { chooseSchool, press, seeChooser, signInAs, startAt } from './steps.ts';
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
  it('works without JavaScript: search, form to the school, form back', async () => {
    const context = { javaScriptEnabled: false };
    await tell(browser, open, { name: 'without script', ...variant, context }, async (story) => {
      const { page, say } = story;
      await startAt(open.practice, page);
      await seeChooser(story);
      await page.fill('#q', 'veere');
      await page.click('button[type=submit]');
      await page.waitForURL(/\/schools\?q=veere$/);
      await seeChooser(story);
      expect(await page.locator('#results .choice').count()).toBe(1);
      await chooseSchool('De Vuurtoren', page);
      await story.seeBroker(say(...headings.sendToVuurtoren));
      await press(page, say(...labels.goToSchool));
      await signInAs(atZee.testa, page);
      await page.click('#go-on');
      await story.seeBroker(say(...headings.pickSchool));
      await page.click('.choice:has-text("De Vuurtoren")');
      await story.seeReceived(open.practice);
      expect(open.practice.lastReceived().userinfo).toMatchObject({ group: ['groep-5', 'plusklas'] });
    });
  });

  it('works by keyboard alone, with the focus to be seen at every stop', async () => {
    await tell(browser, open, { name: 'keyboard', ...variant }, async (story) => {
      const { page, say } = story;
      await startAt(open.reader, page);
      await seeChooser(story);
      const stops = await tabThrough(page, 6);
      expect(stops).toEqual([
        say('Ga naar de inhoud', 'Skip to content'),
        'Sluis',
        say('English', 'Nederlands'),
        'q',
        say('Zoek', 'Search'),
        'College De Kade',
      ]);
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.type('regenb');
      await page.waitForFunction(() => document.querySelectorAll('#results .choice').length === 1);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForSelector('text=Leeromgeving De Regenboog');
      for (let count = 0; count <= Object.keys(atRegenboog).length; count += 1) {
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Enter');
      await story.seeBroker(say(...headings.cancelled));
      expect((await tabThrough(page, 4)).at(-1)).toBe(say(...labels.tryAgain));
      await page.keyboard.press('Enter');
      await page.waitForSelector('text=Leeromgeving De Regenboog');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await story.seeReceived(open.reader);
    });
  });

  it('jumps over the header by the skip link', async () => {
    await tell(browser, open, { name: 'skip link', ...variant }, async (story) => {
      const { page } = story;
      await startAt(open.reader, page);
      await seeChooser(story);
      await page.keyboard.press('Tab');
      expect(await page.locator('.skip-link').boundingBox()).toMatchObject({ y: 8 });
      await page.keyboard.press('Enter');
      expect(await tabThrough(page, 1)).toEqual(['q']);
    });
  });
});

describe.each([
  { how: 'on the narrowest screen', width: 320, context: {} },
  { how: 'zoomed to 200 %', width: 640, context: { deviceScaleFactor: 2 } },
])('$how, by somebody who wants no movement', { timeout: 90_000 }, ({ how, width, context }) => {
  it('fits, and nothing moves', async () => {
    const wishes = { ...context, reducedMotion: 'reduce' } as const;
    const options = { name: how, language: 'nl', width, context: wishes } as const;
    await tell(browser, open, options, async (story) => {
      const { page, say } = story;
      await startAt(open.reader, page);
      await seeChooser(story);
      expect(await moving(page)).toEqual([]);
      const chooser = page.url();
      await chooseSchool('De Regenboog', page);
      await signInAs(undefined, page);
      await story.seeBroker(say(...headings.cancelled));
      await press(page, say(...labels.otherSchool));
      await seeChooser(story);
      await page.fill('#q', 'vuurtoren');
      await chooseSchool('De Vuurtoren', page);
      await story.seeBroker(say(...headings.readerNotNow));
      expect(await moving(page)).toEqual([]);
      await page.click('text=Terug naar Leesboom Lezen');
      await story.seeReceived(open.reader);
      await page.goto(chooser);
      await story.seeBroker(say(...headings.lost));
    });
  });
});

/** What the next presses of the tab key stop at: an id, else the first line of the text. Each stop must be visible. */
async function tabThrough(page: Page, presses: number): Promise<readonly string[]> {
  const stops: string[] = [];
  for (let count = 0; count < presses; count += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!(focused instanceof HTMLElement)) return undefined;
      const { outlineStyle, outlineWidth } = getComputedStyle(focused);
      const { top, bottom, height } = focused.getBoundingClientRect();
      return {
        name: focused.id === '' ? (focused.innerText.trim().split('\n')[0] ?? '') : focused.id,
        outlined: outlineStyle === 'solid' && Number.parseFloat(outlineWidth) >= 2,
        onScreen: height > 0 && bottom > 0 && top < window.innerHeight,
      };
    });
    expect(stop).toMatchObject({ outlined: true, onScreen: true });
    stops.push(stop?.name ?? '');
  }
  return stops;
}

/** Elements with a transition or an animation. */
function moving(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => {
        const { transitionDuration, animationName } = getComputedStyle(element);
        return animationName !== 'none' || transitionDuration.split(', ').some((time) => time !== '0s');
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );
}
