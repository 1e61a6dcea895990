import { z } from 'zod';
import type { SchoolUser } from '../../testkit/actors/oidc-school.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { openWorld, type World, type WorldOptions } from '../../testkit/world/world.ts';
import type { SupplierService } from '../../testkit/actors/supplier.ts';
import {
  createAnswerRecorder,
  postgresContents,
  recordCalls,
  recordConsole,
  recordInbox,
  redisContents,
  watchRedis,
  type Inbox,
  type SentAnswer,
} from './canary-places.ts';
import type { Canary } from './canary-person.ts';
import type { Place } from './canary-search.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { startSmtpServer, textOf, type TestSmtpServer } from '../../testkit/services/smtp-server.ts';
import { startRedis, type TestRedis } from '../../testkit/services/redis.ts';

/** What the ledger says about one release, and about whom: the person whose story ran when it was written. */
export interface Released {
  readonly person: string;
  readonly service: string;
  readonly claims: ReadonlyMap<string, readonly string[]>;
}

/** A world in which everything that is written anywhere is kept, so that it can be searched afterwards. */
export interface CanaryWorld {
  readonly world: World;
  readonly redis: TestRedis;
  /** Takes what the broker mails. */
  readonly smtp: TestSmtpServer;
  readonly readerInbox: Inbox;
  readonly practiceInbox: Inbox;
  readonly dashboardInbox: Inbox;
  /** Runs the story of one person, one story at a time, and notes what the ledger got meanwhile. */
  story(person: string, run: () => Promise<void>): Promise<void>;
  released(): readonly Released[];
  answers(): readonly SentAnswer[];
  /** Something that went elsewhere, such as a question to a school. */
  keep(place: string, text: string): void;
  /** Every place there is, as it is now. */
  places(): Promise<readonly Place[]>;
  close(): Promise<void>;
}

/** Where released values go. Their answers are compared with the ledger in the inboxes, supplier by supplier. */
const releasingPaths: ReadonlySet<string> = new Set(['/token', '/userinfo', '/introspect']);

const ledgerRow = z.object({
  number: z.coerce.number(),
  service: z.string(),
  released: z.array(z.object({ claim: z.string(), transforms: z.array(z.string()) })),
});

export async function openCanaryWorld(
  options: Pick<WorldOptions, 'postgresUrl' | 'databaseAddress'> & {
    readonly entraUsers?: readonly SchoolUser[];
  },
): Promise<CanaryWorld> {
  const redis = await startRedis();
  const smtp = await startSmtpServer();
  const commands = await watchRedis(redis.port);
  const printed = recordConsole();
  const calls = recordCalls();
  const recorder = createAnswerRecorder();
  const lines: string[] = [];
  const world = await openWorld({
    ...options,
    redisUrl: redis.url,
    smtpUrl: smtp.url,
    portal: true,
    moreEntraUsers: options.entraUsers ?? [],
    logger: createLogger({ level: 'debug', write: (line) => void lines.push(line) }),
    onServer: recorder.watch,
  });
  const inboxOf = (service: SupplierService): Inbox => recordInbox(service);
  const inboxes = {
    readerInbox: inboxOf(world.reader),
    practiceInbox: inboxOf(world.practice),
    dashboardInbox: inboxOf(world.dashboard),
  };
  const kept: Place[] = [];
  const released: Released[] = [];
  let newestEntry = 0;

  return {
    world,
    redis,
    smtp,
    ...inboxes,
    async story(person, run) {
      await run();
      const entries = await entriesAfter(world.databaseUrl, newestEntry);
      newestEntry = Math.max(newestEntry, ...entries.map(({ number }) => number));
      released.push(
        ...entries.map((entry) => ({
          person,
          service: entry.service,
          claims: new Map(entry.released.map(({ claim, transforms }) => [claim, transforms])),
        })),
      );
    },
    released: () => released,
    answers: recorder.answers,
    keep: (name, text) => void kept.push({ name, text }),
    async places() {
      const get = async (path: string): Promise<string> => (await fetch(world.issuer + path)).text();
      const records = await redisContents(redis.url);
      return [
        ...kept,
        { name: 'log', text: lines.join('') },
        { name: 'console', text: printed.text() },
        { name: 'calls of the broker', text: calls.text(new URL(world.issuer).host) },
        { name: 'mail', text: smtp.mails.map((mail) => `${mail.raw}\n${textOf(mail)}`).join('\n') },
        { name: 'metrics', text: await get('/metrics') },
        { name: 'health', text: await get('/health/ready') },
        ...answerPlaces(recorder.answers()),
        { name: 'Redis contents', text: records.map(({ key, value }) => `${key} ${value}`).join('\n') },
        { name: 'Redis commands', text: commands.text() },
        ...(await postgresContents(world.databaseUrl)),
        { name: inboxPlace('leesboom-reader'), text: inboxes.readerInbox.entries.join('\n') },
        { name: inboxPlace('rekenrijk-practice'), text: inboxes.practiceInbox.entries.join('\n') },
        { name: inboxPlace('rekenrijk-dashboard'), text: inboxes.dashboardInbox.entries.join('\n') },
      ];
    },
    async close() {
      printed.stop();
      calls.stop();
      commands.stop();
      await world.close();
      await smtp.close();
      await redis.stop();
    },
  };
}

function inboxPlace(service: string): string {
  return `inbox of ${service}`;
}

function answerPlaces(answers: readonly SentAnswer[]): readonly Place[] {
  return answers
    .filter(({ path }) => !releasingPaths.has(path))
    .map(({ method, path, text }) => ({ name: `answer to ${method} ${path}`, text }));
}

async function entriesAfter(databaseUrl: string, newest: number) {
  const rows = await queryDatabase(
    databaseUrl,
    `select number, service, released from sluis.disclosure where number > ${String(newest)} order by number`,
  );
  return rows.map((row) => ledgerRow.parse(row));
}

/**
 * Whether the ledger explains this value at this place: released to that service, for that person, under that claim,
 * and not reduced. A list that was reduced to allowed values explains those values, never the others.
 */
export function explainedBy(released: readonly Released[]) {
  return (place: Place, { person, attribute }: Canary): boolean =>
    released.some((entry) => {
      // groups tell the names of groups, and are another claim
      const transforms =
        entry.claims.get(attribute) ?? (attribute === 'group' ? entry.claims.get('groups') : undefined);
      return (
        transforms !== undefined &&
        transforms.every((transform) => transform === 'values') &&
        entry.person === person &&
        place.name === inboxPlace(entry.service)
      );
    });
}
