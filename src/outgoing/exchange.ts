import * as http from 'node:http';
import * as https from 'node:https';
import type { LookupFunction } from 'node:net';
import { SluisError } from '../domain/errors.ts';
import type { OutgoingRequest } from '../domain/outgoing.ts';

/**
 * Milliseconds that a connection stays open for the next call. Short: what the other side closes at the moment of the
 * next call would cost somebody their sign-in.
 */
const idleMilliseconds = 4_000;

/** How long and how large an answer may be, from the first look-up to the last byte. */
export interface Bounds {
  readonly seconds: number;
  readonly bytes: number;
}

export type Exchange = (
  request: OutgoingRequest,
  url: URL,
  lookup: LookupFunction,
  bounds: Bounds,
) => Promise<Response>;

/**
 * One request and its whole answer over HTTP/1.1. The connections are of our own agents, which know no proxies, and
 * belong to one host and port each, to an address that was checked when they were opened.
 */
export function createExchange(): Exchange {
  const kept = { keepAlive: true, timeout: idleMilliseconds };
  const agents = { 'http:': new http.Agent(kept), 'https:': new https.Agent(kept) };
  return async (request, url, lookup, bounds) => {
    const { method, body } = request;
    const common = { method, headers: headersOf(request), lookup };
    const sent =
      url.protocol === 'https:'
        ? // said here, so that no variable of the environment says otherwise
          https.request(url, { ...common, agent: agents['https:'], rejectUnauthorized: true })
        : http.request(url, { ...common, agent: agents['http:'] });
    let late: SluisError | undefined;
    const timer = setTimeout(() => {
      late = tooLate();
      sent.destroy(late);
    }, bounds.seconds * 1000);
    try {
      const answered = answerTo(sent);
      sent.end(body?.toString());
      return await wholeAnswer(await answered, bounds.bytes);
    } catch (cause) {
      // an answer that was not read to its end must not stay in the way of the next one
      sent.destroy();
      if (late !== undefined) throw late;
      if (cause instanceof SluisError) throw cause;
      throw new SluisError('outgoing.no_answer', 'nobody answered, or not to the end', { cause });
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Its cause tells it from a server that is not there: whoever asked has waited. */
function tooLate(): SluisError {
  const cause = new DOMException('the time was up', 'TimeoutError');
  return new SluisError('outgoing.no_answer', 'there was no whole answer in time', { cause });
}

function headersOf({ headers, body }: OutgoingRequest): http.OutgoingHttpHeaders {
  return {
    ...Object.fromEntries(new Headers(headers)),
    'accept-encoding': 'identity',
    ...(body === undefined
      ? undefined
      : {
          'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
          'content-length': Buffer.byteLength(body.toString()),
        }),
  };
}

function answerTo(sent: http.ClientRequest): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    sent.on('response', resolve);
    // stays: a request that is torn down after its answer may still have something to say
    sent.on('error', reject);
  });
}

async function wholeAnswer(answer: http.IncomingMessage, most: number): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const encoding = answer.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    throw new SluisError('outgoing.no_answer', 'the answer is compressed, which was not asked for');
  }
  for await (const chunk of answer.iterator({ destroyOnReturn: false })) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('an answer is bytes');
    bytes += chunk.byteLength;
    if (bytes > most) throw new SluisError('outgoing.answer_too_large', 'the answer is too large');
    chunks.push(chunk);
  }
  const status = answer.statusCode ?? 0;
  const body = [204, 205, 304].includes(status) ? null : Buffer.concat(chunks);
  return new Response(body, { status, headers: repeatable(answer.headersDistinct) });
}

function repeatable(headers: NodeJS.Dict<string[]>): Headers {
  const all = new Headers();
  for (const [name, values = []] of Object.entries(headers)) {
    for (const value of values) all.append(name, value);
  }
  return all;
}
