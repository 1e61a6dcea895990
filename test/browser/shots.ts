import { join } from 'node:path';
import type { Page } from 'playwright-core';

const folder = process.env['SLUIS_TEST_SHOTS'];

/** A telephone and a desk. */
const widths = [390, 1280] as const;

/** Pictures of a whole page in the folder that `SLUIS_TEST_SHOTS` names; without it, nothing. For people to look at. */
export async function takeShots(page: Page, { story, step }: { story: string; step: string }): Promise<void> {
  if (folder === undefined || folder === '') return;
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: join(folder, story, `${step}-${String(width)}.png`), fullPage: true });
  }
}
