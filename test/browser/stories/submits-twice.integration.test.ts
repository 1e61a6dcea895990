import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../../../testkit/actors/chromium.ts';
import { atRegenboog } from './invented-people.ts';
import { openStoryWorld, type StoryWorld } from './story-world.ts';
import { comeFromRegenboog } from './steps.ts';
import { tell, variants } from './story.ts';

/* A school whose page posts its answer twice: a script that submits, and a button or a second script that does too. */

let browser: Browser;
let open: StoryWorld;

beforeAll(async () => {
  browser = await launchChromium();
  open = await openStoryWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterEach(() => {
  open.regenboog.submitOnce();
});
afterAll(async () => {
  await open.close();
  await browser.close();
});

describe.each(variants)(
  'at a school whose page submits twice, in $language, $width pixels wide, a pupil',
  { timeout: 90_000 },
  (variant) => {
    it('signs in when the second comes before the first is answered', async () => {
      await tell(browser, open, { name: 'submits twice at once', ...variant }, async (story) => {
        open.regenboog.submitTwice('at once');
        const received = open.reader.inbox.length;
        await comeFromRegenboog(story, open.reader, atRegenboog.pip);
        expect(open.reader.inbox).toHaveLength(received + 1);
        expect(open.reader.lastReceived().userinfo).toMatchObject({ given_name: 'Pip' });
      });
    });

    it('signs in when the second comes after the first went on as far as the supplier', async () => {
      await tell(browser, open, { name: 'submits twice late', ...variant }, async (story) => {
        const received = open.reader.inbox.length;
        const firstIsThere = open.reader.ignoreNextCallback();
        open.regenboog.submitTwice(() => firstIsThere);
        await comeFromRegenboog(story, open.reader, atRegenboog.pip);
        expect(open.reader.inbox).toHaveLength(received + 1);
        expect(open.reader.lastReceived().userinfo).toMatchObject({ given_name: 'Pip' });
      });
    });
  },
);
