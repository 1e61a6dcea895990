import { CookieJar } from 'tough-cookie';
import { z } from 'zod';
import { answerForm, readRedirectQuestion } from '../../testkit/actors/saml-school-page.ts';
import { pip, secrets, type World } from '../../testkit/world/world.ts';
import type { Visit } from '../../testkit/actors/supplier.ts';

/** Every request of a login to the broker, in order. Between any two of them something may break. */
export const loginSteps = [
  'post',
  'authorize',
  'chooser',
  'to the school',
  'assertion',
  'arrived',
  'code',
  'token',
  'userinfo',
] as const;
export type LoginStep = (typeof loginSteps)[number];

export interface StepAnswer {
  readonly step: LoginStep;
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** Where it leads, absolute. */
  readonly location: URL | undefined;
  readonly retryAfter: string | null;
  readonly tookMs: number;
}

/** What a login needs: a broker with the usual federation, its SAML school and its reader. */
export type LoginWorld = Pick<World, 'issuer' | 'regenboog' | 'reader'>;

/** One pupil of the SAML school on the way to the reader, one request at a time. */
export interface SteppedLogin {
  /** The request that comes next. */
  next(): LoginStep;
  /** Sends it. When it succeeds the login has moved on, otherwise the same request can be sent again. */
  go(): Promise<StepAnswer>;
  /** Sends again what was sent last and succeeded, as a thief or an impatient person would. */
  repeat(): Promise<StepAnswer>;
  goUpTo(step: LoginStep): Promise<void>;
  /** Every `sub` that the supplier received, and where. */
  readonly received: readonly { readonly channel: 'id_token' | 'userinfo'; readonly sub: string }[];
}

/** Milliseconds after which a request counts as never answered. */
const givenUpMs = 20_000;

interface Request {
  readonly url: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Another site sends the browser here, or it is no browser: no cookies. */
  readonly withoutCookies?: boolean;
}

export async function beginLogin(world: LoginWorld): Promise<SteppedLogin> {
  const visit = await world.reader.begin();
  const cookies = new CookieJar();
  const received: { channel: 'id_token' | 'userinfo'; sub: string }[] = [];
  let [position, request]: [number, Request] = [0, postOf(visit)];
  let last: { readonly position: number; readonly request: Request } | undefined;

  const send = async (at: number, sent: Request): Promise<StepAnswer> => {
    const answer = await ask(world, cookies, loginSteps[at] ?? 'userinfo', sent);
    received.push(...subjectsIn(answer));
    return answer;
  };
  const go = async (): Promise<StepAnswer> => {
    const answer = await send(position, request);
    const following = requestAfter(world, visit, answer);
    if (following !== undefined) {
      last = { position, request };
      position = Math.min(position + 1, loginSteps.length - 1);
      request = following;
    }
    return answer;
  };
  const next = (): LoginStep => loginSteps[position] ?? 'userinfo';
  return {
    received,
    next,
    go,
    async repeat() {
      if (last === undefined) throw new RangeError('nothing to repeat');
      const again = await send(last.position, last.request);
      // the ticket of the last answer voids the one before
      if (again.step === 'assertion') request = requestAfter(world, visit, again) ?? request;
      return again;
    },
    async goUpTo(step) {
      while (next() !== step) {
        const { step: done, status, body } = await go();
        if (next() === done) throw new Error(`${done} answered ${String(status)}: ${body.slice(0, 200)}`);
      }
    },
  };
}

/** A page of the supplier posts its request, so that one step more can be broken than with an address. */
function postOf({ url }: Visit): Request {
  const { origin, pathname, searchParams } = new URL(url);
  return { url: origin + pathname, form: Object.fromEntries(searchParams), withoutCookies: true };
}

async function ask(
  world: LoginWorld,
  cookies: CookieJar,
  step: LoginStep,
  { url, form, headers, withoutCookies = false }: Request,
): Promise<StepAnswer> {
  const cookie = withoutCookies ? '' : await cookies.getCookieString(url);
  const start = performance.now();
  const response = await fetch(url, {
    method: form === undefined ? 'GET' : 'POST',
    headers: { accept: 'text/html', ...(cookie === '' ? {} : { cookie }), ...headers },
    body: form === undefined ? null : new URLSearchParams(form),
    redirect: 'manual',
    signal: AbortSignal.timeout(givenUpMs),
  });
  const body = await response.text();
  const tookMs = performance.now() - start;
  for (const line of response.headers.getSetCookie()) await cookies.setCookie(line, url);
  const location = response.headers.get('location');
  return {
    step,
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body,
    location: location === null ? undefined : new URL(location, world.issuer),
    retryAfter: response.headers.get('retry-after'),
    tookMs,
  };
}

/** What a success leads to; `undefined` when the answer was no success. */
function requestAfter(
  world: LoginWorld,
  visit: Visit,
  { step, status, location, body }: StepAnswer,
): Request | undefined {
  const href = location?.href ?? '';
  switch (step) {
    case 'post':
      return location?.pathname.startsWith('/authorize/posted/') === true ? { url: href } : undefined;
    case 'authorize':
      return location?.pathname.startsWith('/login/') === true ? { url: href } : undefined;
    case 'chooser': {
      const link = /href="([^"]*\/school\/de-regenboog)"/.exec(body)?.[1];
      return link === undefined ? undefined : { url: new URL(link, world.issuer).href };
    }
    case 'to the school':
      return location?.origin === 'https://regenboog.example' ? answerOfSchool(world, location) : undefined;
    case 'assertion':
      return location?.pathname.endsWith('/arrived') === true ? { url: href } : undefined;
    case 'arrived':
      return location?.pathname.startsWith('/authorize/') === true ? { url: href } : undefined;
    case 'code':
      return location?.searchParams.has('code') === true ? tokenRequest(world, visit, location) : undefined;
    case 'token':
      return status === 200 ? userinfoRequest(world, body) : undefined;
    case 'userinfo':
      return status === 200 ? { url: `${world.issuer}/userinfo` } : undefined;
  }
}

function answerOfSchool(world: LoginWorld, location: URL): Request {
  const broker = {
    issuer: world.issuer,
    idp: 'regenboog-saml',
    entityId: 'https://regenboog.example/metadata',
    now: Date.now(),
  };
  const { action, fields } = answerForm(world.regenboog, readRedirectQuestion(location), broker, {
    attributes: pip,
  });
  return { url: action, form: fields, withoutCookies: true, headers: { 'sec-fetch-site': 'cross-site' } };
}

function tokenRequest(world: LoginWorld, visit: Visit, callback: URL): Request {
  const credentials = Buffer.from(`leesboom-reader:${secrets.TEST_READER_SECRET}`).toString('base64');
  return {
    url: `${world.issuer}/token`,
    withoutCookies: true,
    headers: { accept: 'application/json', authorization: `Basic ${credentials}` },
    form: {
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: world.reader.redirectUri,
      code_verifier: visit.codeVerifier,
    },
  };
}

const tokens = z.looseObject({ access_token: z.string(), id_token: z.string() });
const claims = z.looseObject({ sub: z.string() });

function userinfoRequest(world: LoginWorld, body: string): Request {
  return {
    url: `${world.issuer}/userinfo`,
    withoutCookies: true,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${tokens.parse(JSON.parse(body)).access_token}`,
    },
  };
}

function subjectsIn({ step, status, body }: StepAnswer) {
  if (status !== 200) return [];
  if (step === 'userinfo') return [{ channel: 'userinfo' as const, sub: claims.parse(JSON.parse(body)).sub }];
  if (step !== 'token') return [];
  const [, payload = ''] = tokens.parse(JSON.parse(body)).id_token.split('.');
  const opened: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  return [{ channel: 'id_token' as const, sub: claims.parse(opened).sub }];
}
