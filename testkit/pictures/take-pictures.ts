import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launchChromium } from '../actors/chromium.ts';
import { startGallery } from '../pages/gallery-server.ts';
import { picturesFolder, portalPictures } from './portal-pictures.ts';

/** A telephone: what it shows before somebody scrolls, in as few bytes as one pixel each takes. */
const viewport = { width: 390, height: 700 };

const gallery = await startGallery();
const browser = await launchChromium();
try {
  await mkdir(picturesFolder, { recursive: true });
  for (const { page: name, language, file } of portalPictures) {
    const page = await browser.newPage({ viewport, deviceScaleFactor: 1 });
    await page.goto(`${gallery.origin}/gallery/${name}?lang=${language}`);
    await page.screenshot({ path: join(picturesFolder, file) });
    await page.close();
  }
  process.stdout.write(`${portalPictures.length} pictures in ${picturesFolder}\n`);
} finally {
  await browser.close();
  await gallery.close();
}
