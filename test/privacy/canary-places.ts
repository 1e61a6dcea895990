import { once } from 'node:events';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ClientRequest, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import * as client from 'openid-client';
import { createClient, RESP_TYPES } from 'redis';
import type { SupplierService } from '../../testkit/actors/supplier.ts';
import type { Place } from './canary-search.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';

/** One answer of a server, as its bytes went over the line: status, headers and body. */
export interface SentAnswer {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  /** Bytes as characters (latin1), so that nothing is lost in decoding, with chunks put together. */
  readonly text: string;
}

export interface AnswerRecorder {
  /** To be called before the server listens. */
  readonly watch: (server: Server) => void;
  answers(): readonly SentAnswer[];
}

/** Sees everything that a server writes to its sockets, below all of its own code. */
export function createAnswerRecorder(): AnswerRecorder {
  const answers: { method: string; path: string; chunks: Buffer[] }[] = [];
  const current = new WeakMap<Socket, { chunks: Buffer[] }>();
  const watchSocket = (socket: Socket): void => {
    const write = socket.write.bind(socket);
    Object.assign(socket, {
      write: (...parameters: Parameters<Socket['write']>) => {
        const [chunk, encoding] = parameters;
        const bytes =
          typeof chunk === 'string'
            ? Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8')
            : Buffer.from(chunk);
        current.get(socket)?.chunks.push(bytes);
        return write(...parameters);
      },
    });
  };
  return {
    watch(server) {
      server.on('connection', watchSocket);
      server.prependListener('request', ({ method = '', url = '', socket }) => {
        const answer = { method, path: url.split('?', 1)[0] ?? '', chunks: [] };
        answers.push(answer);
        current.set(socket, answer);
      });
    },
    answers: () =>
      answers.map(({ method, path, chunks }) => ({
        method,
        path,
        text: Buffer.concat(chunks)
          .toString('latin1')
          .replace(/\r\n[0-9a-f]+\r\n/g, ''),
      })),
  };
}

export interface ReceivedAnswer {
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** All that came in at one supplier's service: token and userinfo answers, introspection, and what browsers brought. */
export interface Inbox {
  /** Each begins with path and status, as `/token 200`, or is an address. */
  readonly entries: readonly string[];
  readonly answers: readonly ReceivedAnswer[];
  /** A browser came back with this address, or posted a form to it. */
  brought(callback: URL | PostedForm): void;
}

/** A form on a page of the broker, as a browser posts it to a supplier. */
interface PostedForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** From now on keeps every answer that the service gets, as it was sent and with its JWTs opened. */
export function recordInbox(service: SupplierService): Inbox {
  const entries: string[] = [];
  const answers: ReceivedAnswer[] = [];
  const { configuration } = service;
  configuration[client.customFetch] = async (url, options) => {
    // the options of openid-client are those of fetch, with a body that is a form or nothing
    const form = options.body instanceof URLSearchParams ? options.body : null;
    const { method, headers, redirect, signal } = options;
    const limit = signal === undefined ? {} : { signal };
    const response = await fetch(url, { method, headers, redirect, body: form, ...limit });
    const body = await response.clone().text();
    const head = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    const path = new URL(url).pathname;
    answers.push({ path, status: response.status, headers: response.headers, body });
    entries.push(`${path} ${String(response.status)}\n${head}\n\n${body}\n${openedTokens(body)}`);
    return response;
  };
  return {
    entries,
    answers,
    brought(callback) {
      const written =
        callback instanceof URL
          ? [callback.href, decodeURIComponent(callback.href)]
          : [callback.action, ...Object.entries(callback.fields).flat()];
      entries.push(written.join('\n'));
    },
  };
}

function openedTokens(text: string): string {
  const tokens = text.match(/eyJ[\w-]+\.[\w-]+\.[\w-]*/g) ?? [];
  return tokens
    .flatMap((token) => token.split('.', 2).map((part) => Buffer.from(part, 'base64url').toString('utf8')))
    .join('\n');
}

/** One key of Redis with its value and the seconds that it has left; -1 when it would live for ever. */
export interface RedisRecord {
  readonly key: string;
  readonly secondsLeft: number;
  readonly value: string;
}

/** Everything a Redis holds, read raw: past the broker, its sealing and its prefixes. */
export async function redisContents(url: string): Promise<readonly RedisRecord[]> {
  const redis = createClient({ url }).withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  redis.on('error', () => undefined);
  await redis.connect();
  try {
    const records: RedisRecord[] = [];
    for await (const keys of redis.scanIterator()) {
      for (const key of keys) {
        const kind = await redis.type(key);
        const found: readonly (Buffer | null)[] =
          kind === 'set' ? await redis.sMembers(key) : [await redis.get(key)];
        const value = found.map((bytes) => bytes?.toString('latin1') ?? '').join('\n');
        records.push({ key: key.toString('latin1'), secondsLeft: await redis.ttl(key), value });
      }
    }
    return records;
  } finally {
    redis.destroy();
  }
}

/** Every command that reaches a Redis, also about records that are gone when the contents are read. */
export async function watchRedis(port: number): Promise<{ text(): string; stop(): void }> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  await once(socket, 'connect');
  socket.write('MONITOR\r\n');
  await once(socket, 'data');
  return {
    text: () => Buffer.concat(chunks).toString('latin1'),
    stop: () => void socket.destroy(),
  };
}

/** Every row of every table of a database, as text; bytes are hexadecimal there. */
export async function postgresContents(url: string): Promise<readonly Place[]> {
  const tables = await queryDatabase(
    url,
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') order by 1`,
  );
  return Promise.all(
    tables.map(async ({ name }) => {
      const rows = await queryDatabase(url, `select t::text as row from ${String(name)} t`);
      return { name: `PostgreSQL ${String(name)}`, text: rows.map(({ row }) => String(row)).join('\n') };
    }),
  );
}

/**
 * Every request that the broker makes of others, as it is given to `node:http`: address, headers and form. The tests of
 * this process ask by the same means, but nobody else than the broker itself.
 */
export function recordCalls(): { text(broker: string): string; stop(): void } {
  const calls: { readonly to: string; readonly text: string }[] = [];
  const made = (message: unknown): void => {
    if (!isRequestMade(message)) return;
    const { request } = message;
    const end = request.end.bind(request);
    Object.assign(request, {
      end: (...parameters: Parameters<typeof end>) => {
        const to = String(request.getHeader('host'));
        const head = `${request.method} ${to}${request.path}\n${JSON.stringify(request.getHeaders())}`;
        calls.push({ to, text: `${head}\n${String(parameters[0] ?? '')}` });
        return end(...parameters);
      },
    });
  };
  subscribe('http.client.request.created', made);
  return {
    text: (broker) =>
      calls
        .filter(({ to }) => to !== broker)
        .map(({ text }) => text)
        .join('\n'),
    stop: () => void unsubscribe('http.client.request.created', made),
  };
}

function isRequestMade(message: unknown): message is { readonly request: ClientRequest } {
  return (
    typeof message === 'object' &&
    message !== null &&
    'request' in message &&
    message.request instanceof ClientRequest
  );
}

/** What code that knows no logger prints. */
export function recordConsole(): { text(): string; stop(): void } {
  const printed: string[] = [];
  const methods = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;
  const originals = methods.map((method) => [method, console[method]] as const);
  for (const method of methods) {
    console[method] = (...parameters: unknown[]) => void printed.push(parameters.map(String).join(' '));
  }
  return {
    text: () => printed.join('\n'),
    stop: () => {
      for (const [method, original] of originals) console[method] = original;
    },
  };
}
