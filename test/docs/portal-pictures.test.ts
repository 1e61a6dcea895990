import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gallery } from '../../testkit/pages/gallery.ts';
import { picturesFolder, portalPictures } from '../../testkit/pictures/portal-pictures.ts';

const page = await readFile('docs/PORTAL.md', 'utf8');
const shown = [...page.matchAll(/!\[([^\]]*)\]\(pictures\/([^)]+)\)/g)].map(([, alt, file]) => ({
  alt,
  file,
}));
const files = portalPictures.map(({ file }) => file).toSorted();

describe('the pictures of docs/PORTAL.md', () => {
  it('are those that npm run pages -- --pictures takes, each of them once, and nothing else is kept', async () => {
    expect(shown.map(({ file }) => file).toSorted()).toEqual(files);
    expect((await readdir(picturesFolder)).toSorted()).toEqual(files);
  });

  it('say in words what they show, each something else', () => {
    expect(shown.filter(({ alt = '' }) => alt.length < 20)).toEqual([]);
    expect(new Set(shown.map(({ alt }) => alt)).size).toBe(shown.length);
  });

  it('are of pages that the gallery has', () => {
    const pages = gallery.map(({ name }) => name);
    expect(portalPictures.filter((picture) => !pages.includes(picture.page))).toEqual([]);
  });

  it('are small, all together less than 600 kB', async () => {
    const sizes = await Promise.all(files.map(async (file) => (await stat(join(picturesFolder, file))).size));
    expect(sizes.every((size) => size > 1000)).toBe(true);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(600_000);
  });
});
