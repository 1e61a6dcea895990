import { z } from 'zod';
import { answerWith, creationOptions, newPasskey, requestOptions, type Passkey } from './passkey.ts';

const patienceMillis = 15_000;
const mostRedirects = 5;

/** Name of the portal's cookie on plain http. */
const sessionCookie = 'portal_session';

/** One visit to the portal, by its own pages alone, as the browser of one person makes it. */
interface PortalVisit {
  go(path: string): Promise<string>;
  post(path: string, fields: Readonly<Record<string, string>>): Promise<string>;
  /** The line that gives a browser the session, once there is one. */
  sessionLine(): string | undefined;
}

/** Accepts an invitation that a passkey opens, and makes that passkey. */
export async function acceptInvitation(broker: string, link: string): Promise<Passkey> {
  const visit = createVisit(broker);
  await visit.go(new URL(link).pathname);
  const page = await visit.post('/portal/invitation', {});
  const { passkey, answer } = newPasskey(creationOptions.parse(optionsIn(page, 'create')), broker);
  await visit.post('/portal/factors/passkey', { name: 'Demo', answer: JSON.stringify(answer) });
  return passkey;
}

/** The line that gives a browser the session; `undefined`: the portal knows this passkey no more. */
export async function signInWith(broker: string, passkey: Passkey): Promise<string | undefined> {
  const visit = createVisit(broker);
  const path = '/portal/sign-in/passkey';
  const asked = requestOptions.parse(optionsIn(await visit.go(path), 'get'));
  await visit.post(path, { answer: JSON.stringify(answerWith(passkey, asked, broker)) });
  return visit.sessionLine();
}

function createVisit(broker: string): PortalVisit {
  const cookies = new Map<string, string>();
  let sessionLine: string | undefined;
  const keep = (line: string): void => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    cookies.set(name, value);
    if (name === sessionCookie) sessionLine = line;
  };
  const request = async (path: string, init: RequestInit): Promise<string> => {
    let [at, next] = [new URL(path, broker), init];
    for (let count = 0; count < mostRedirects; count += 1) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(at, {
        ...next,
        headers: { accept: 'text/html', origin: broker, 'sec-fetch-site': 'same-origin', cookie },
        redirect: 'manual',
        signal: AbortSignal.timeout(patienceMillis),
      });
      response.headers.getSetCookie().forEach(keep);
      const text = await response.text();
      const location = response.headers.get('location');
      if (location === null) return text;
      at = new URL(location, at);
      if (at.origin !== broker) throw new Error('the portal leads elsewhere');
      next = {};
    }
    throw new Error('the portal leads on and on');
  };
  return {
    go: (path) => request(path, {}),
    post: (path, fields) => request(path, { method: 'POST', body: new URLSearchParams(fields) }),
    sessionLine: () => sessionLine,
  };
}

const entities: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', '#39': "'" };

/** What a form of the portal asks of a passkey. */
function optionsIn(page: string, asks: 'create' | 'get'): unknown {
  const [, text] = new RegExp(`data-passkey="${asks}"\\s+data-options="([^"]*)"`).exec(page) ?? [];
  if (text === undefined) throw new Error(`no page of the portal that asks to ${asks} a passkey`);
  const json = text.replaceAll(/&(quot|amp|lt|gt|#39);/g, (_all, name: string) => entities[name] ?? '');
  return z.record(z.string(), z.unknown()).parse(JSON.parse(json));
}
