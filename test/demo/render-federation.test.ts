import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDemoSettings, repository } from '../../demo/launch/settings.ts';
import { dayFrom, fillPlaceholders } from '../../demo/launch/placeholders.ts';
import { applyOption, markApplied, renderFederation } from '../../demo/launch/render-federation.ts';
import { keyFileNames } from '../../demo/party/key-files.ts';
import { readAttributeCatalogue } from '../../src/config/attribute-catalogue.ts';
import { recordsOf } from '../../src/register/files/joined-files.ts';
import { readCompleteFolder } from '../../src/register/files/federation-files.ts';
import { onLoopback } from '../../testkit/machine/outgoing-on-loopback.ts';
import { demoFolder, type DemoFolder } from './demo-folder.ts';

const firstStart = new Date('2026-03-01T23:30:00Z');

let folder: DemoFolder;
beforeEach(async () => {
  folder = await demoFolder();
});
afterEach(() => folder.remove());

async function federation() {
  const name = 'attributes.yaml';
  const text = await readFile(join(repository, 'config', name), 'utf8');
  const catalogue = readAttributeCatalogue(text, name);
  const rules = { catalogue, destinations: onLoopback, moment: Date.now() };
  return recordsOf((await readCompleteFolder(folder.settings.federationFolder, rules)).changes);
}

describe('placeholders', () => {
  it('stops at one that nobody knows', async () => {
    const refuse = (kind: string) => Promise.reject(new Error(kind));
    await expect(fillPlaceholders('a ${typo:x} b', refuse)).rejects.toThrow('typo');
  });

  it('counts days over the ends of months and years', () => {
    expect(dayFrom('2026-03-01', -1)).toBe('2026-02-28');
    expect(dayFrom('2026-12-31', 1)).toBe('2027-01-01');
  });
});

describe('the demo federation', () => {
  it('renders into files in which the broker finds no fault', async () => {
    await renderFederation(folder.settings, firstStart);
    const { board, school, idp, service, agreement } = await federation();
    expect([board.length, school.length, idp.length, service.length]).toEqual([2, 4, 3, 4]);
    // In the Netherlands it was already the second of March.
    expect(agreement.find(({ id }) => id === 'zeeuwse-stromen-rekenrijk')?.validUntil).toBe('2026-01-31');
  });

  it('is rendered once, and again with the same dates when the ports have changed', async () => {
    const first = await renderFederation(folder.settings, firstStart);
    expect(applyOption(first)).toBe('--first-apply');
    await markApplied(folder.settings, first);
    const years = 400 * 24 * 3600_000;
    const later = new Date(firstStart.getTime() + years);
    expect(applyOption(await renderFederation(folder.settings, later))).toBe('--first-apply');

    const elsewhere = readDemoSettings({ ...folder.env, SLUIS_DEMO_PORT: '4100' });
    const again = await renderFederation(elsewhere, later);
    expect(again.firstDay).toBe('2026-03-02');
    expect(applyOption(again)).toBe('--apply');
    // A crash before the broker was up must not lose that.
    expect(applyOption(await renderFederation(elsewhere, later))).toBe('--apply');
    await markApplied(elsewhere, again);
    expect(applyOption(await renderFederation(elsewhere, later))).toBe('--first-apply');
    const { service } = await federation();
    expect(service[0]?.startUrl).toBe('http://127.0.0.4:4104/login');
  });

  it('is rendered by this build until a broker has started with it, and kept from then on', async () => {
    const file = join(folder.settings.federationFolder, 'schools.yaml');
    const first = await renderFederation(folder.settings, firstStart);
    const rendered = await readFile(file, 'utf8');
    await writeFile(file, 'of an earlier build');
    const next = await renderFederation(folder.settings, new Date('2026-03-09T12:00:00Z'));
    expect(next).toEqual(first);
    expect(await readFile(file, 'utf8')).toBe(rendered);

    await markApplied(folder.settings, next);
    await writeFile(file, 'of an earlier build');
    expect(await renderFederation(folder.settings, firstStart)).toEqual({ ...first, applied: true });
    expect(await readFile(file, 'utf8')).toBe('of an earlier build');
  });

  it('holds no private key and no secret', async () => {
    await renderFederation(folder.settings, firstStart);
    const secret = await readFile(
      join(folder.settings.keysFolder, keyFileNames.clientSecret('kade-entra')),
      'utf8',
    );
    for (const name of await readdir(folder.settings.federationFolder)) {
      const text = await readFile(join(folder.settings.federationFolder, name), 'utf8');
      expect(text).not.toContain('PRIVATE KEY');
      expect(text).not.toContain('"d":');
      expect(text).not.toContain(secret);
    }
  });
});

describe('keys and secrets', () => {
  it('are for their owner only', async () => {
    for (const keys of [folder.settings.keysFolder, folder.settings.partyKeysFolder]) {
      for (const name of await readdir(keys)) {
        expect((await stat(join(keys, name))).mode & 0o777, name).toBe(0o600);
      }
    }
  });

  it('are kept at the next start', async () => {
    const { makeDemoKeys } = await import('../../demo/launch/keys.ts');
    const file = join(folder.settings.partyKeysFolder, keyFileNames.samlSchool('zeeland'));
    const before = await readFile(file, 'utf8');
    await makeDemoKeys(folder.settings);
    expect(await readFile(file, 'utf8')).toBe(before);
  });
});
