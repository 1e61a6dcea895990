import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { serviceId, supplierId } from '../../../src/domain/ids.ts';
import { systemClock } from '../../../src/domain/clock.ts';
import { createPostgresAnnouncementStore } from '../../../src/storage/postgres/announcement-store.ts';
import { openPostgres } from '../../../src/storage/postgres/pool.ts';
import { launchChromium } from '../../../testkit/actors/chromium.ts';
import { eventually } from '../../../testkit/machine/eventually.ts';
import { required } from '../../../testkit/values/ids.ts';
import { headings } from './headings.ts';
import { chooseSchool, seeChooser, startAt } from './steps.ts';
import { openStoryWorld, type StoryWorld } from './story-world.ts';
import { tell, variants } from './story.ts';

const nl = 'Leesboom is traag sinds 8:20. We werken eraan.';
const en = 'Leesboom has been slow since 8:20. We are working on it.';

let browser: Browser;
let open: StoryWorld;
beforeAll(async () => {
  browser = await launchChromium();
  open = await openStoryWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
  const { databaseUrl: url, logger } = open.world;
  const postgres = openPostgres({ url, timeoutMs: 5_000, maxConnections: 1, logger });
  const postedAt = systemClock.now();
  await createPostgresAnnouncementStore(postgres).post(
    {
      service: required(serviceId('leesboom-reader')),
      supplier: required(supplierId('leesboom')),
      nl,
      en,
      postedAt,
      endsAt: postedAt + 3_600_000,
    },
    { author: 'api:leesboom-client', statedReason: 'a story' },
  );
  await postgres.close();
});
afterAll(async () => {
  await open.close();
  await browser.close();
});

describe.each(variants)(
  'an announcement in $language, $width pixels wide,',
  { timeout: 90_000 },
  (variant) => {
    it('is read by a pupil who chooses a school, and on the refusal that follows', async () => {
      await tell(browser, open, { name: 'announcement', ...variant }, async (story) => {
        const { page, say } = story;
        await eventually(async () => {
          await startAt(open.reader, page);
          expect(await page.locator('.announcement').count()).toBe(1);
        });
        await seeChooser(story);
        expect(await page.innerText('.announcement')).toContain(say(nl, en));
        expect(await page.innerText('.announcement h2')).toContain(
          say('Melding van Uitgeverij Leesboom over ', 'Message from Uitgeverij Leesboom about '),
        );
        await page.fill('#q', 'vuurtoren in veer');
        await page.waitForFunction(() => document.querySelectorAll('#results .choice').length === 1);
        expect(await page.locator('.announcement').count()).toBe(1);
        await chooseSchool('De Vuurtoren', page);
        await story.seeBroker(say(...headings.readerNotNow));
        expect(await page.innerText('.announcement')).toContain(say(nl, en));
        expect(await page.locator('.announcement a').count()).toBe(0);
      });
    });
  },
);
