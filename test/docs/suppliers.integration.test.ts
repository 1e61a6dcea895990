import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrowser, formOf, type Browser, type Shown } from '../../testkit/actors/demo-browser.ts';
import { freeDemoPort } from '../../testkit/machine/demo-ports.ts';
import { root } from '../../testkit/machine/project-files.ts';
import type { StartedProcess } from '../../testkit/machine/child-process.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { freePort } from '../../testkit/machine/free-port.ts';
import { snippetWith, snippetsToRun } from './snippets.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

const page = 'docs/SUPPLIERS.md';

let workplace: Workplace;
let origin: string;
const running: StartedProcess[] = [];

beforeAll(async () => {
  const [opened, demoPort, port] = await Promise.all([openWorkplace(), freeDemoPort(), freePort()]);
  workplace = opened;
  origin = `http://127.0.0.1:${String(port)}`;
  workplace.inPlaceOf
    .set('http://127.0.0.1:4000', origin)
    .set('http://localhost:3000', `http://localhost:${String(demoPort)}`);
  const demo = await startDemo(demoPort);
  running.push(demo);
  const ready = `http://localhost:${String(demoPort)}/health/ready`;
  await Promise.race([eventually(() => isUp(ready), 60_000), demo.ended.then(endedTooEarly)]);
  await register();
  running.push(await startProgram());
  await eventually(() => isUp(origin), 10_000);
});
afterAll(async () => {
  for (const one of running.reverse()) await one.end('SIGTERM');
  await workplace.remove();
});

/** The demo, with its data where `npm start` in a clone puts them. */
function startDemo(port: number): Promise<StartedProcess> {
  Object.assign(workplace.env, { SLUIS_PORT: String(port), SLUIS_DEMO_PORT: String(port) });
  const text = `SLUIS_DATA="$PWD/.sluis" exec "$NODE" ${join(root, 'demo/start.ts')}`;
  return workplace.start({ document: page, line: 0, language: 'sh', mark: 'serve', text });
}

function endedTooEarly(): never {
  throw new Error('the demo ended before it was ready');
}

async function register(): Promise<void> {
  await workplace.save(
    '.sluis/demo/federation/try-out.yaml',
    snippetWith(page, 'yaml', 'client_secret_basic'),
  );
  const { code, out, said } = await workplace.run(snippetWith(page, 'sh', 'apply'));
  expect({ code, said }).toEqual({ code: 0, said: '' });
  expect(out).toContain('+ service try-out');
}

async function startProgram(): Promise<StartedProcess> {
  await workplace.save('try-out.mjs', snippetWith(page, 'js', 'createServer'));
  const [start, ...others] = snippetsToRun(page, 'sh', 'serve');
  if (start === undefined || others.length > 0) throw new Error('not exactly one block that serves');
  return workplace.start(start);
}

async function isUp(url: string): Promise<void> {
  expect((await fetch(url, { signal: AbortSignal.timeout(2_000) })).status).toBe(200);
}

/** Signs in at the SAML school of the demo, as somebody on its list; only De Regenboog has the service. */
async function signIn(browser: Browser, person: string): Promise<Shown> {
  const people = formOf(await browser.open(`${origin}/login`));
  const answer = formOf(await browser.submit(people.action, { ...people.fields, person }));
  return browser.submit(answer.action, answer.fields);
}

describe('docs/SUPPLIERS.md: the complete program, against the demo', () => {
  it('shows what a pupil brings: a pseudonym, a first name, groups, and nothing that was not agreed', async () => {
    const shown = await signIn(createBrowser(), 'sam');
    expect(shown.url).toBe(`${origin}/`);
    expect(JSON.parse(shown.text)).toEqual({
      sub: expect.stringMatching(/^[\w-]{43}$/),
      given_name: 'Sam',
      group: ['groep-5', 'plusklas-maan'],
    });
  });

  it('shows no group of a teacher, as the annex has it for pupils only', async () => {
    const shown = await signIn(createBrowser(), 'testa');
    expect(JSON.parse(shown.text)).toEqual({ sub: expect.any(String), given_name: 'Testa' });
  });

  it('has another session and no person after signing out', async () => {
    const browser = createBrowser();
    await signIn(browser, 'pip');
    expect((await browser.open(`${origin}/`)).text).toContain('Pip');
    const asked = formOf(await browser.open(`${origin}/logout`));
    const gone = await browser.submit(asked.action, { ...asked.fields, logout: 'yes' });
    const onwards = /class="button primary" href="([^"]*)"/.exec(gone.text)?.[1] ?? '';
    expect(onwards.split('?')[0]).toBe(`${origin}/`);
    const back = await browser.open(onwards);
    expect(back.text).toContain('Nobody is signed in');
  });

  it('says kindly that somebody may not come in', async () => {
    const browser = createBrowser();
    const people = formOf(await browser.open(`${origin}/login`));
    const answer = formOf(await browser.submit(people.action, { ...people.fields, cancel: 'yes' }));
    const cancelled = await browser.submit(answer.action, answer.fields);
    const back = await browser.open(cancelled.url.replace(/\/school\/.*$/, '/back'));
    expect(back.url).toContain(`${origin}/callback?error=access_denied`);
    expect(back.status).toBe(403);
    expect(back.text).toContain('You are not signed in. Perhaps your school has not switched this on');
  });

  it('takes a callback that it did not ask for to its front page', async () => {
    const shown = await createBrowser().open(`${origin}/callback?code=stolen&state=unknown`);
    expect(shown.url).toBe(`${origin}/`);
    expect(shown.text).toContain('Nobody is signed in');
  });
});
