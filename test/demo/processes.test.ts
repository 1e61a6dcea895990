import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Child } from '../../demo/launch/child.ts';
import { stopChild } from '../../demo/launch/child.ts';
import { checkPorts } from '../../demo/launch/check-ports.ts';
import { prepareFolders } from '../../demo/launch/prepare-folders.ts';
import { readDemoSettings } from '../../demo/launch/settings.ts';
import { startParty } from '../../demo/launch/start-party.ts';
import { originOf, parties, portOf } from '../../demo/parties.ts';
import { demoFolder, type DemoFolder } from './demo-folder.ts';
import { freeDemoPort } from '../../testkit/machine/demo-ports.ts';

const never = new Promise<never>(() => undefined);

let folder: DemoFolder;
const children: Child[] = [];
beforeEach(async () => {
  folder = await demoFolder({ SLUIS_DEMO_PORT: String(await freeDemoPort()) });
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => stopChild(child, 5000, never)));
  await folder.remove();
});

describe('ports of the demo', () => {
  it.each([
    [{ SLUIS_PORT: 'many' }, /SLUIS_PORT is "many"/],
    [{ SLUIS_DEMO_PORT: '65534' }, /SLUIS_DEMO_PORT is 65534/],
    [{ SLUIS_PORT: '3103' }, /do not overlap/],
  ])('that make no sense are a wrong configuration: %o', (env, message) => {
    expect(() => readDemoSettings(env)).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringMatching(message) }),
    );
  });

  it('that are in use are named, with what to set', async () => {
    const port = portOf('kade', folder.settings.demoPort);
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.2', resolve));
    const check = checkPorts({
      ...folder.settings,
      brokerPort: portOf('regenboog', folder.settings.demoPort),
    });
    await expect(check).rejects.toThrow(new RegExp(`Port ${port} on 127.0.0.2.*in use.*SLUIS_DEMO_PORT`));
    await new Promise((resolve) => other.close(resolve));
  });
});

describe('a data folder', () => {
  it('that cannot be made is named, with what to set', async () => {
    const file = join(folder.settings.dataFolder, 'a-file');
    await writeFile(file, '');
    const settings = readDemoSettings({ SLUIS_DATA: join(file, 'data') });
    await expect(prepareFolders(settings)).rejects.toThrow(/a-file\/data .*ENOTDIR.*SLUIS_DATA/);
  });
});

describe.each(parties)('the process of $label', (party) => {
  it('starts, answers and stops', async () => {
    const { child, ready } = await startParty(party, folder.settings);
    children.push(child);
    await ready;
    const response = await fetch(originOf(party.id, folder.settings.demoPort));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await response.text()).toContain('<html lang="nl">');
    child.signal('SIGTERM');
    expect(await child.ended).toBe('exit code 0');
  });
});

describe('a party', () => {
  it('says why it did not start', async () => {
    const first = await startParty(parties[3], folder.settings);
    children.push(first.child);
    await first.ready;
    const second = await startParty(parties[3], folder.settings);
    children.push(second.child);
    await expect(second.ready).rejects.toThrow(/Leesboom did not start.*EADDRINUSE/s);
  });
});
