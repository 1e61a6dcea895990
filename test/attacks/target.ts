import { expect, inject } from 'vitest';
import request from 'supertest';
import { errorId } from '../../src/domain/ids.ts';
import type { AuditEvent } from '../../src/domain/ledger.ts';
import { mostAlikeWritten } from '../../src/ledger/counted-events.ts';
import { createPostgresLedgerStore } from '../../src/storage/postgres/ledger-store.ts';
import { openPostgres } from '../../src/storage/postgres/pool.ts';
import type { LedgerStore } from '../../src/storage/stores/ledger-store.ts';
import { printableFields } from '../../src/telemetry/log-fields.ts';
import type { Arrived, Browser } from '../../testkit/actors/browser.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import type { SupplierService } from '../../testkit/actors/supplier.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { createRecordingLogger } from '../../testkit/machine/recording-logger.ts';

/** Milliseconds in which a refusal has to be there: far more than it takes, far less than a time limit. */
const promptly = 3_000;
/** What people of this world are called: none of it may ever stand in a log. */
const personal = /Pip\b|Voorbeeld|pip@|groep-5|plusklas|pupil-0001|Vera|Verzonnen|oid-vera|kade\.example/;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A world that is attacked, and what must not have happened in it. */
export interface Target {
  readonly world: World;
  /** Expects one generic page with an error id, its audit event with this reason, and nothing gained. */
  refusedByPage(attack: (browser: Browser) => Promise<Arrived>, reason: string | RegExp): Promise<Arrived>;
  /** Expects an OAuth error as JSON or by redirect, its audit event, and nothing gained. */
  refusedAsOAuth(attack: () => Promise<Answer>, error: string, type?: AuditEvent['type']): Promise<Answer>;
  /** A good login still works: others are not affected. And no request raised the alarm of the guard. */
  stillServes(): Promise<void>;
  close(): Promise<void>;
}

export async function openTarget(): Promise<Target> {
  const world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
  const logger = createRecordingLogger();
  const postgres = openPostgres({ url: world.databaseUrl, timeoutMs: 5_000, maxConnections: 1, logger });
  const trail = createTrail(createPostgresLedgerStore(postgres));
  const isKept = createKept();

  const watched = async <Result>(attack: () => Promise<Result>): Promise<Result> => {
    const [releases, begun] = [await trail.releases(), performance.now()];
    const result = await attack();
    expect(performance.now() - begun).toBeLessThan(promptly);
    expect(await trail.releases()).toBe(releases);
    expect(logOf(world)).not.toMatch(personal);
    return result;
  };

  return {
    world,
    async refusedByPage(attack, reason) {
      const browser = world.browser();
      const arrived = await watched(() => attack(browser));
      expectGenericPage(arrived);
      const id = errorIdOn(arrived.body);
      if (isKept(String(reason))) {
        const { code } = await trail.error(id);
        if (typeof reason === 'string') expect(code).toBe(reason);
        else expect(code).toMatch(reason);
      }
      await expectNoSession(world, browser);
      return arrived;
    },
    async refusedAsOAuth(attack, error, type = 'request.rejected') {
      const mark = await trail.mark();
      const answer = await watched(attack);
      expect(oauthErrorOf(answer)).toBe(error);
      expect(`${answer.text}${answer.headers['location'] ?? ''}`).not.toMatch(
        /[?&]code=|access_token|id_token"/,
      );
      if (isKept(`oauth.${error}`)) {
        await trail.find(mark, (one) => one.type === type && one.reason === `oauth.${error}`);
      }
      return answer;
    },
    async stillServes() {
      const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
      expect((await world.reader.receive(visit, arrived.url)).userinfo).toHaveProperty('given_name', 'Pip');
      expect(world.logger.events.filter(({ event }) => event.startsWith('guard.'))).toEqual([]);
    },
    async close() {
      await postgres.close();
      await world.close();
    },
  };
}

/**
 * Of many alike in a minute the broker keeps some error ids and rows, and counts the rest: `floods.integration.test.ts` has
 * that. Here a quick machine may send more, so only so many of a reason are looked for.
 */
function createKept(): (reason: string) => boolean {
  const times = new Map<string, number>();
  return (reason) => {
    const time = (times.get(reason) ?? 0) + 1;
    times.set(reason, time);
    return time <= mostAlikeWritten / 2;
  };
}

/** Newest first, so that what came after a mark is found by how many there were then. */
function createTrail(store: LedgerStore) {
  const events = () => store.listAudit({ limit: 10_000 });
  return {
    mark: async () => (await events()).length,
    error: (text: string) =>
      eventually(async () => {
        const id = errorId(text);
        const found = id && (await store.findError(id));
        if (found === undefined) throw new Error(`the error id ${text} is not known`);
        return found;
      }, 3_000),
    releases: async () => (await store.list({ limit: 10_000 })).length,
    find: (mark: number, matches: (event: AuditEvent) => boolean) =>
      eventually(async () => {
        const all = await events();
        const found = all.slice(0, all.length - mark).find(matches);
        if (found === undefined) throw new Error(`no such event among ${JSON.stringify(all.slice(0, 5))}`);
        return found;
      }, 3_000),
  };
}

function expectGenericPage({ status, body, headers }: Arrived): void {
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(headers.get('content-type')).toContain('text/html');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(body).not.toContain('code=');
  expect(body).not.toMatch(personal);
}

function errorIdOn(page: string): string {
  const id = /\b[A-HJ-NP-Z2-9]{10}\b/.exec(page)?.[0];
  if (id === undefined) throw new Error('the page has no error id');
  return id;
}

async function expectNoSession(world: World, browser: Browser): Promise<void> {
  const silent = await browser.go((await world.reader.begin({ prompt: 'none' })).url);
  expect(silent.url.searchParams.get('error')).toBe('login_required');
}

function oauthErrorOf({ text, headers }: Answer): unknown {
  const location = headers['location'];
  if (location !== undefined) return new URL(location, 'http://relative.invalid').searchParams.get('error');
  const body: unknown = JSON.parse(text);
  return typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
}

/** What the real logger would have written. */
function logOf(world: World): string {
  return JSON.stringify(
    world.logger.events.map(({ event, fields }) => [event, printableFields(fields ?? {})]),
  );
}

/** A form sent to an endpoint by a program. Several values of one name are sent as they stand. */
export function post(
  world: World,
  path: string,
  fields: Readonly<Record<string, string>> | string,
  basic?: readonly [string, string],
): Promise<Answer> {
  const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString();
  const asked = request(world.issuer).post(path).type('form').accept('json');
  return (basic === undefined ? asked : asked.auth(basic[0], basic[1])).send(body).then(answerOf);
}

export function get(
  world: World,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return request(world.issuer).get(path).set(headers).then(answerOf);
}

function answerOf(response: { status: number; headers: Record<string, string>; text: string }): Answer {
  return { status: response.status, headers: response.headers, text: response.text };
}

/** The address of an authorization request of a service, with some of its parameters changed or left out. */
export async function authorizeUrl(
  service: SupplierService,
  changes: Readonly<Record<string, string | undefined>> = {},
): Promise<string> {
  const url = new URL((await service.begin()).url);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.href;
}
