import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { during, withMembers, withRecord } from '../../../testkit/world/change-federation.ts';
import { launchChromium } from '../../../testkit/actors/chromium.ts';
import { headings, labels } from './headings.ts';
import { atKade, atRegenboog } from './invented-people.ts';
import { openStoryWorld, type StoryWorld } from './story-world.ts';
import { chooseSchool, press, seeChooser, signInAs, signInAtKade, startAt } from './steps.ts';
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

const rule = (members: object) =>
  withRecord('access', { school: 'de-regenboog', service: 'leesboom-reader', ...members });

/** The chooser sends nobody to a school that does not take part; a supplier's hint does, and the exact reason is told. */
const hint = 'login_hint=school:de-regenboog';

describe.each(variants)(
  'a gate that closes in $language, $width pixels wide,',
  { timeout: 90_000 },
  (variant) => {
    it('says that a login is switched off, and lets the pupil choose another school', async () => {
      const switchedOff = withMembers('idps', 'regenboog-saml', { disabled: true });
      await tell(browser, open, { name: 'login switched off', ...variant }, async (story) => {
        const { page, say } = story;
        await during(open.world, switchedOff, async () => {
          await page.goto(`${open.reader.origin}/login?${hint}`);
          await story.seeBroker(say(...headings.loginOff));
          await press(page, say(...labels.otherSchool));
          await seeChooser(story);
          await chooseSchool('College De Kade', page);
          await signInAtKade(atKade.vera, page);
          await story.seeReceived(open.reader);
        });
      });
    });

    it('says that the service is closed, to somebody who has just come', async () => {
      const blocked = withMembers('services', 'leesboom-reader', { blocked: true });
      await tell(browser, open, { name: 'service blocked', ...variant }, async (story) => {
        const { page, say } = story;
        await during(open.world, blocked, async () => {
          await startAt(open.reader, page);
          await story.seeBroker(say(...headings.readerBlocked));
          await press(page, say('Terug naar Leesboom Lezen', 'Back to Leesboom Lezen'));
          await story.seeReceived(open.reader);
          expect(open.reader.inbox.at(-1)).toMatchObject({ error: 'access_denied' });
        });
      });
    });

    it('says that a school closed while the pupil chose it', async () => {
      const closed = withMembers('schools', 'de-regenboog', { closed: { on: '2026-01-01' } });
      await tell(browser, open, { name: 'school closed', ...variant }, async (story) => {
        const { page, say } = story;
        await startAt(open.reader, page);
        await seeChooser(story);
        await during(open.world, closed, async () => {
          await chooseSchool('De Regenboog', page);
          await story.seeBroker(say(...headings.regenboogClosed));
        });
      });
    });

    it('says that the service is not for this class, and opens after a new sign-in once it is', async () => {
      await tell(browser, open, { name: 'class not in access', ...variant }, async (story) => {
        const { page, say } = story;
        await during(open.world, rule({ groups: ['groep-8'] }), async () => {
          await startAt(open.reader, page);
          await chooseSchool('De Regenboog', page);
          await signInAs(atRegenboog.pip, page);
          await story.seeBroker(say(...headings.readerNotForClass));
          expect(await page.textContent('.turn-who')).toContain('De Regenboog');
        });
        await press(page, say(...labels.signInAgain));
        await seeChooser(story);
        await chooseSchool('De Regenboog', page);
        await signInAs(atRegenboog.pip, page);
        await story.seeReceived(open.reader);
      });
    });

    it('says that the licence is over', async () => {
      const over = rule({ licence: { from: '2026-01-01', until: '2026-01-31' } });
      await tell(browser, open, { name: 'licence over', ...variant }, async (story) => {
        const { page, say } = story;
        await during(open.world, over, async () => {
          await page.goto(`${open.reader.origin}/login?${hint}`);
          await signInAs(atRegenboog.sam, page);
          await story.seeBroker(say(...headings.readerExpired));
        });
      });
    });
  },
);
