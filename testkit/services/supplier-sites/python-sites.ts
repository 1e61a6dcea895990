import { join } from 'node:path';
import { startProcess } from '../../machine/child-process.ts';
import { eventually } from '../../machine/eventually.ts';
import { freePort } from '../../machine/free-port.ts';
import type { Registration, SupplierSite } from './site.ts';

export interface AuthlibSettings extends Registration {
  /** `client_kwargs` besides the scope. */
  readonly library?: Readonly<Record<string, string>>;
}

export function openAuthlibSite({ library = {}, ...registration }: AuthlibSettings): Promise<SupplierSite> {
  return openPythonSite('authlib-site.py', { host: '127.0.0.26', ...registration, library });
}

export interface SocialAuthSettings extends Registration {
  /** Settings by their names in Django. */
  readonly library?: Readonly<Record<string, unknown>>;
  /** With our subclass of the backend, which has no PKCE itself. */
  readonly pkce?: boolean;
}

export function openSocialAuthSite(settings: SocialAuthSettings): Promise<SupplierSite> {
  const { library = {}, pkce = true, ...registration } = settings;
  return openPythonSite('social-auth-site.py', { host: '127.0.0.27', ...registration, library, pkce });
}

/** With Debian's own Python, for which the libraries are installed, whatever other one is found first. */
const python = '/usr/bin/python3';

async function openPythonSite(
  program: string,
  settings: { readonly host: string } & Readonly<Record<string, unknown>>,
): Promise<SupplierSite> {
  const port = await freePort();
  const origin = `http://${settings.host}:${String(port)}`;
  const redirectUri = `${origin}/callback`;
  const { end } = await startProcess(python, [join(import.meta.dirname, program)], {
    env: { SETTINGS: JSON.stringify({ ...settings, port, redirectUri }), PYTHONDONTWRITEBYTECODE: '1' },
    stdio: 'ignore',
  });
  try {
    await eventually(() => fetch(origin, { signal: AbortSignal.timeout(2_000) }), 15_000);
  } catch (error) {
    await end('SIGTERM');
    throw new Error(`${program} does not answer`, { cause: error });
  }
  return { origin, redirectUri, startUrl: `${origin}/login`, stop: () => end('SIGTERM') };
}
