import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkPorts } from '../../demo/launch/check-ports.ts';
import { readDemoSettings, type DemoSettings } from '../../demo/launch/settings.ts';
import { originOf } from '../../demo/parties.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { demoFolder, type DemoFolder } from './demo-folder.ts';
import { freeDemoPort } from '../../testkit/machine/demo-ports.ts';

const program = fileURLToPath(new URL('start-with-stand-in.ts', import.meta.url));

interface Launched {
  readonly process: ChildProcess;
  output(): string;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>;
}

let folder: DemoFolder;
let settings: DemoSettings;
const launched: Launched[] = [];

beforeEach(async () => {
  const base = await freeDemoPort();
  const ports = { SLUIS_PORT: String(base), SLUIS_DEMO_PORT: String(base) };
  folder = await demoFolder(ports);
  settings = readDemoSettings(folder.env);
});
afterEach(async () => {
  for (const one of launched.splice(0)) {
    one.process.kill('SIGKILL');
    await one.ended;
  }
  await portsAreFree();
  await folder.remove();
});

function launch(env: Readonly<Record<string, string>> = folder.env): Launched {
  let output = '';
  const child = spawn(process.execPath, [program], { env: { ...process.env, ...env } });
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
  const one = { process: child, output: () => output, ended };
  launched.push(one);
  return one;
}

async function whenReady(demo: Launched): Promise<void> {
  const ready = /^ready http:\/\/localhost:\d+ http:\/\/127\.0\.0\.4:\d+ /m;
  await eventually(() => expect(demo.output()).toMatch(ready), 20_000);
}

/** No process is left that listens. */
async function portsAreFree(): Promise<void> {
  await eventually(() => checkPorts(settings));
}

function brokerLog(): Promise<string> {
  return readFile(join(settings.logFolder, 'broker.log'), 'utf8');
}

describe('the launcher', () => {
  it('starts every part, says what to open, and stops the broker last on Ctrl-C', async () => {
    const demo = launch();
    await whenReady(demo);
    expect(demo.output()).toContain('Sam van de Proefpersoon (pupil)');
    const told = await (await fetch(settings.broker)).text();
    expect(told).toBe(`serve --first-apply ${settings.federationFolder}`);
    demo.process.kill('SIGINT');
    expect(await demo.ended).toBe(0);
    expect(await brokerLog()).toContain('draining');
    await portsAreFree();
  });

  it('stops everything and fails when one part ends by itself', async () => {
    const demo = launch();
    await whenReady(demo);
    await fetch(`${settings.broker}/crash`).catch(() => undefined);
    expect(await demo.ended).toBe(1);
    expect(demo.output()).toContain('the broker ended (exit code 3)');
    await portsAreFree();
  });

  it('leaves no process behind when it is killed itself', async () => {
    const demo = launch();
    await whenReady(demo);
    demo.process.kill('SIGKILL');
    expect(await demo.ended).toBe('SIGKILL');
    await portsAreFree();
  });

  it('can be stopped while it starts', async () => {
    const demo = launch();
    await eventually(() => expect(demo.output()).toContain('Starting the demo'));
    demo.process.kill('SIGTERM');
    expect(await demo.ended).toBe(0);
    expect(demo.output()).not.toContain('ready');
    await portsAreFree();
  });

  it('names a port that is in use, and leaves the demo that uses it alone', async () => {
    const first = launch();
    await whenReady(first);
    const second = launch();
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(/Port \d+ on 127\.0\.0\.1, for the broker, is in use.*SLUIS_PORT/);
    expect((await fetch(originOf('leesboom', settings.demoPort))).status).toBe(200);
  });

  it('ends with 2 when a variable makes no sense', async () => {
    const demo = launch({ ...folder.env, SLUIS_DEMO_PORT: 'high' });
    expect(await demo.ended).toBe(2);
    expect(demo.output()).toContain('SLUIS_DEMO_PORT is "high"');
  });
});
