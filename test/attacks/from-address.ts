import { Agent, request } from 'node:http';

export interface PlainAnswer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

/** Keeps connections apart by their local address. */
const agent = new Agent({ keepAlive: true });

/** A request from another address of this machine (`127.0.0.0/8`), so that limits by address do not meet. */
export function requestFrom(
  localAddress: string,
  url: string,
  form?: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<PlainAnswer> {
  const target = new URL(url);
  const body = form && new URLSearchParams(form).toString();
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        localAddress,
        // the other addresses of the machine are IPv4
        hostname: '127.0.0.1',
        port: target.port,
        path: target.pathname + target.search,
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          host: target.host,
          accept: 'text/html',
          ...(body === undefined
            ? {}
            : {
                'content-type': 'application/x-www-form-urlencoded',
                'content-length': String(Buffer.byteLength(body)),
              }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}
