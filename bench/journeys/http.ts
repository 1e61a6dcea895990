import { Agent, request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Headers = Readonly<Record<string, string>>;

/** Milliseconds. Under load a login may wait; one that waits longer is lost. */
const longestWaitMs = 20_000;

/** HTTP as light as it gets, over connections that are kept: the driver must not be what is measured. */
export interface Http {
  get(url: string, headers: Headers): Promise<Answer>;
  post(url: string, fields: Headers, headers: Headers): Promise<Answer>;
  /** A form that is written out already. */
  postText(url: string, body: string, headers: Headers): Promise<Answer>;
  close(): void;
}

export function createHttp(): Http {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 256, scheduling: 'lifo' });
  const send = (method: string, url: string, headers: Headers, body?: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const options = {
        method,
        agent,
        headers: { ...headers },
        timeout: longestWaitMs,
        maxHeaderSize: 65_536,
      };
      const sent = request(url, options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
        });
      });
      sent.once('error', reject);
      sent.once('timeout', () => sent.destroy(new Error(`no answer from ${url.split('?')[0]}`)));
      sent.end(body);
    });
  const postText = (url: string, body: string, headers: Headers): Promise<Answer> => {
    const type = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(body.length),
    };
    return send('POST', url, { ...headers, ...type }, body);
  };
  return {
    get: (url, headers) => send('GET', url, headers),
    post: (url, fields, headers) => postText(url, new URLSearchParams(fields).toString(), headers),
    postText,
    close: () => {
      agent.destroy();
    },
  };
}
