import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { CookieJar } from 'tough-cookie';
import { startProcess } from '../machine/child-process.ts';
import { eventually } from '../machine/eventually.ts';
import { freePort } from '../machine/free-port.ts';

export interface ModAuthOpenidcOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly authentication: 'client_secret_basic' | 'client_secret_post';
  readonly scope: string;
  readonly idTokenAlgorithm: 'ES256' | 'RS256';
  /** A loopback address that is another site than the broker's; default 127.0.0.9. */
  readonly host?: string;
  /** Default true. */
  readonly pkce?: boolean;
  /** HTML for errors, with two `%s`: the error and its description. */
  readonly errorTemplate?: string;
  /** Further directives of the module, one a line. */
  readonly directives?: readonly string[];
}

/** A supplier's website on Apache, whose pages below `/lesson/` mod_auth_openidc protects. */
export interface ModAuthOpenidc {
  readonly origin: string;
  readonly redirectUri: string;
  readonly lessonUrl: string;
  /** Where the supplier's own logout leads to the broker's, and then to `byeUrl`. */
  readonly logoutUrl: string;
  readonly byeUrl: string;
  /** JSON of what the module learned about the visitor. */
  readonly infoUrl: string;
  visitor(): SupplierVisitor;
  errorLog(): Promise<string>;
  stop(): Promise<void>;
}

export interface SupplierPage {
  /** 0 when the address lies elsewhere and was not visited. */
  readonly status: number;
  readonly url: URL;
  readonly body: string;
}

/**
 * A browser at the supplier's site. Not `fetch`, which says `Sec-Fetch-Mode: cors` with every request, while the
 * module sends no script to a login. Follows redirects as long as they stay at the site.
 */
export interface SupplierVisitor {
  go(url: string | URL): Promise<SupplierPage>;
  /** A form of another site is posted here. */
  post(form: {
    readonly action: string;
    readonly fields: Readonly<Record<string, string>>;
  }): Promise<SupplierPage>;
  forgetCookies(): Promise<void>;
}

const modules = [
  ['mpm_event_module', 'mod_mpm_event.so'],
  ['authn_core_module', 'mod_authn_core.so'],
  ['authz_core_module', 'mod_authz_core.so'],
  ['authz_user_module', 'mod_authz_user.so'],
  ['dir_module', 'mod_dir.so'],
  ['mime_module', 'mod_mime.so'],
  ['auth_openidc_module', 'mod_auth_openidc.so'],
] as const;

/** Debian's Apache with a configuration, a port and a folder of its own. */
export async function startModAuthOpenidc(options: ModAuthOpenidcOptions): Promise<ModAuthOpenidc> {
  const host = options.host ?? '127.0.0.9';
  const [folder, port] = await Promise.all([mkdtemp(join(tmpdir(), 'mod-auth-openidc-')), freePort()]);
  const origin = `http://${host}:${String(port)}`;
  const redirectUri = `${origin}/lesson/callback`;
  const text = configuration(options, { folder, address: `${host}:${String(port)}`, redirectUri });
  await writeFiles(folder, text, options.errorTemplate ?? '');
  const { end } = await startProcess('apache2', ['-f', join(folder, 'apache2.conf'), '-DFOREGROUND'], {
    stdio: 'ignore',
  });
  const errorLog = () => readFile(join(folder, 'error.log'), 'utf8');
  const stop = async (): Promise<void> => {
    await end('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  };
  const visitor = () => createVisitor(origin);
  try {
    await eventually(() => visitor().go(`${origin}/bye.html`), 15_000);
  } catch (error) {
    const log = await errorLog().catch(() => 'no log');
    await stop();
    throw new Error(`Apache does not answer:\n${log}`, { cause: error });
  }
  const byeUrl = `${origin}/bye.html`;
  return {
    origin,
    redirectUri,
    lessonUrl: `${origin}/lesson/index.html`,
    logoutUrl: `${redirectUri}?logout=${encodeURIComponent(byeUrl)}`,
    byeUrl,
    infoUrl: `${redirectUri}?info=json`,
    visitor,
    errorLog,
    stop,
  };
}

async function writeFiles(folder: string, text: string, errorTemplate: string): Promise<void> {
  await mkdir(join(folder, 'www/lesson'), { recursive: true });
  await writeFile(join(folder, 'www/lesson/index.html'), 'The lesson');
  await writeFile(join(folder, 'www/bye.html'), 'Bye');
  await writeFile(join(folder, 'error.html'), errorTemplate);
  await writeFile(join(folder, 'apache2.conf'), text, { mode: 0o600 });
  // Apache's workers run as another user where the test runs as root
  await chmod(folder, 0o755);
}

function configuration(
  options: ModAuthOpenidcOptions,
  site: { readonly folder: string; readonly address: string; readonly redirectUri: string },
): string {
  const { folder, address, redirectUri } = site;
  const isRoot = userInfo().uid === 0;
  return [
    ...modules.map(([name, file]) => `LoadModule ${name} /usr/lib/apache2/modules/${file}`),
    `ServerRoot ${folder}`,
    `ServerName ${address}`,
    `Listen ${address}`,
    `PidFile ${folder}/apache2.pid`,
    `DefaultRuntimeDir ${folder}`,
    `ErrorLog ${folder}/error.log`,
    'LogLevel warn auth_openidc:info',
    'TypesConfig /etc/mime.types',
    'StartServers 1',
    'ThreadsPerChild 8',
    'MaxRequestWorkers 8',
    ...(isRoot ? ['User www-data', 'Group www-data'] : []),
    `DocumentRoot ${folder}/www`,
    `OIDCProviderMetadataURL ${options.issuer}/.well-known/openid-configuration`,
    `OIDCClientID ${options.clientId}`,
    `OIDCClientSecret ${options.clientSecret}`,
    `OIDCProviderTokenEndpointAuth ${options.authentication}`,
    `OIDCRedirectURI ${redirectUri}`,
    `OIDCCryptoPassphrase ${randomBytes(24).toString('hex')}`,
    `OIDCScope "${options.scope}"`,
    'OIDCResponseType code',
    ...(options.pkce === false ? [] : ['OIDCPKCEMethod S256']),
    `OIDCIDTokenSignedResponseAlg ${options.idTokenAlgorithm}`,
    'OIDCInfoHook id_token userinfo session',
    'OIDCHTTPTimeoutShort 5',
    ...(options.errorTemplate === undefined ? [] : [`OIDCHTMLErrorTemplate ${folder}/error.html`]),
    ...(options.directives ?? []),
    '<Location /lesson/>',
    'AuthType openid-connect',
    'Require valid-user',
    '</Location>',
    '',
  ].join('\n');
}

function createVisitor(origin: string): SupplierVisitor {
  const cookies = new CookieJar();
  const visit = async (address: URL, form?: string): Promise<SupplierPage> => {
    let [url, body] = [address, form];
    for (let count = 0; count < 10 && url.origin === origin; count += 1) {
      const answer = await ask(url, await cookies.getCookieString(url.href), body);
      for (const line of answer.setCookie) await cookies.setCookie(line, url.href);
      if (answer.location === undefined) return { status: answer.status, url, body: answer.body };
      [url, body] = [new URL(answer.location, url), undefined];
    }
    return { status: 0, url, body: '' };
  };
  return {
    go: (address) => visit(new URL(address)),
    post: ({ action, fields }) => visit(new URL(action), new URLSearchParams(fields).toString()),
    forgetCookies: () => cookies.removeAllCookies(),
  };
}

interface RawAnswer {
  readonly status: number;
  readonly location: string | undefined;
  readonly setCookie: readonly string[];
  readonly body: string;
}

/** By hand, since Node's parser does not stand that the module sends more than it announced below its error pages. */
function ask(url: URL, cookie: string, form?: string): Promise<RawAnswer> {
  const lines = [
    `${form === undefined ? 'GET' : 'POST'} ${url.pathname}${url.search} HTTP/1.0`,
    `Host: ${url.host}`,
    'Accept: text/html',
    'Sec-Fetch-Mode: navigate',
    'Sec-Fetch-Dest: document',
    ...(cookie === '' ? [] : [`Cookie: ${cookie}`]),
    ...(form === undefined
      ? []
      : ['Content-Type: application/x-www-form-urlencoded', `Content-Length: ${String(form.length)}`]),
  ];
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(url.port), url.hostname, () => {
      socket.write(`${lines.join('\r\n')}\r\n\r\n${form ?? ''}`);
    });
    socket.setTimeout(15_000, () => socket.destroy(new Error('the supplier does not answer')));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('end', () => {
      resolve(rawAnswer(Buffer.concat(chunks).toString('utf8')));
    });
  });
}

function rawAnswer(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const [statusLine = '', ...fields] = text.slice(0, end).split('\r\n');
  const valuesOf = (name: string): readonly string[] =>
    fields
      .filter((field) => field.toLowerCase().startsWith(`${name}:`))
      .map((field) => field.slice(name.length + 1).trim());
  const [length] = valuesOf('content-length');
  const body = text.slice(end + 4);
  return {
    status: Number(statusLine.split(' ')[1] ?? 0),
    location: valuesOf('location')[0],
    setCookie: valuesOf('set-cookie'),
    body: length === undefined ? body : body.slice(0, Number(length)),
  };
}
