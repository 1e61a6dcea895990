import type { CanaryPerson } from './canary-person.ts';
import type { CanaryWorld } from './canary-world.ts';
import type { Inbox } from './canary-places.ts';
import type { AnswerWishes } from '../../testkit/actors/saml-school.ts';
import { firstForm, type Arrived, type Browser } from '../../testkit/actors/browser.ts';
import { postedCallback, type SupplierService, type Visit } from '../../testkit/actors/supplier.ts';
import * as client from 'openid-client';

const loginHint = { login_hint: 'school:de-regenboog' };

/** Goes to the SAML school for a service and comes back with this person's answer. */
export async function goThroughRegenboog(
  canaryWorld: CanaryWorld,
  browser: Browser,
  service: SupplierService,
  wishes: AnswerWishes,
  parameters: Readonly<Record<string, string>> = {},
): Promise<{ readonly visit: Visit; readonly arrived: Arrived }> {
  const { world } = canaryWorld;
  const visit = await service.begin({ ...loginHint, ...parameters });
  const atSchool = await browser.go(visit.url);
  canaryWorld.keep('question to a school', world.questionAt(atSchool).xml);
  return { visit, arrived: await world.answerAtRegenboog(browser, atSchool, wishes) };
}

/** Takes all that a supplier can get with a code: tokens, userinfo twice, introspection. */
async function takeEverything(
  service: SupplierService,
  inbox: Inbox,
  visit: Visit,
  callback: URL,
): Promise<string> {
  inbox.brought(callback);
  const { tokens } = await service.receive(visit, callback);
  await service.userinfo(tokens);
  await client.tokenIntrospection(service.configuration, tokens.access_token);
  return tokens.id_token ?? '';
}

/** First visit at the SAML school, a second service by single sign-on with claims in its id_token, and sign-out. */
export async function wholeDayOfPupil(canaryWorld: CanaryWorld, person: CanaryPerson): Promise<void> {
  const { world, readerInbox, practiceInbox } = canaryWorld;
  const browser = world.browser();
  const { visit, arrived } = await goThroughRegenboog(canaryWorld, browser, world.reader, person.saml);
  const idToken = await takeEverything(world.reader, readerInbox, visit, arrived.url);
  for (const [service, inbox] of [
    [world.practice, practiceInbox],
    [world.reader, readerInbox],
  ] as const) {
    const again = await service.begin();
    await takeEverything(service, inbox, again, (await browser.go(again.url)).url);
  }
  await callbackByForm(canaryWorld, browser);
  const closed = await browser.go((await world.dashboard.begin()).url);
  await browser.go(`${closed.url.origin}${closed.url.pathname}/not-available`);
  const wish = {
    id_token_hint: idToken,
    logout_hint: person.value('email'),
    post_logout_redirect_uri: 'https://reader.leesboom.example/bye',
  };
  await browser.postFromOtherSite(`${world.issuer}/logout`, wish);
  const question = await browser.go(`${world.issuer}/logout?${new URLSearchParams(wish).toString()}`);
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(question.body)?.[1] ?? '';
  await browser.post(`${world.issuer}/logout/confirm`, { xsrf, logout: 'yes' });
}

/** A service posts its request and wants its answer as a form. */
async function callbackByForm({ world, practiceInbox }: CanaryWorld, browser: Browser): Promise<void> {
  const visit = await world.practice.begin({ response_mode: 'form_post' });
  const parameters = Object.fromEntries(new URL(visit.url).searchParams);
  const page = await browser.postFromOtherSite(`${world.issuer}/authorize`, parameters);
  const form = firstForm(page.body);
  practiceInbox.brought(form);
  await world.practice.receive(visit, postedCallback(form));
}

/** The OpenID Connect school: a service that is switched on, one that is not, and silent questions. */
export async function dayAtEntra(
  canaryWorld: CanaryWorld,
  person: CanaryPerson,
  service: SupplierService,
  inbox: Inbox,
): Promise<void> {
  const { world, practiceInbox } = canaryWorld;
  const browser = world.browser();
  world.entra.signInAs(person.name);
  const visit = await service.begin({ login_hint: 'school:de-kade' });
  await takeEverything(service, inbox, visit, (await browser.go(visit.url)).url);
  const refused = await browser.go((await world.practice.begin()).url);
  practiceInbox.brought((await browser.go(`${refused.url.origin}${refused.url.pathname}/not-available`)).url);
  practiceInbox.brought((await browser.go((await world.practice.begin({ prompt: 'none' })).url)).url);
}

/** Every way in which the SAML school's answer is no good; none ends in a session. */
export async function badAnswers(
  canaryWorld: CanaryWorld,
  person: CanaryPerson,
): Promise<readonly Arrived[]> {
  const { world } = canaryWorld;
  const { saml } = person;
  const told = `<samlp:StatusMessage>${person.value('unknown')}</samlp:StatusMessage>`;
  const status = (value: string): string =>
    `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${value}"></samlp:StatusCode>${told}`;
  const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
  const wishes: readonly AnswerWishes[] = [
    { ...saml, editResponse: (xml) => xml.replace(/(<saml:AttributeValue>)/, '$1x') },
    { ...saml, signature: { key: world.zee.key } },
    { ...saml, signed: 'none' },
    { ...saml, issuedAt: '2001-01-01T00:00:00Z' },
    { ...saml, assertionIssuer: person.value('email') },
    { ...saml, destination: `https://${person.value('email')}` },
    { ...saml, status: status('Responder') },
    { ...saml, attributes: saml.attributes.filter(([name]) => name !== 'eduPersonAffiliation') },
    { ...saml, attributes: [...saml.attributes, ['nlEduPersonHomeOrganizationId', [person.value('oid')]]] },
    {
      nameId: `<saml:NameID Format="${transient}">${person.value('nameid')}</saml:NameID>`,
      attributes: saml.attributes.filter(([name]) => name !== 'eckId'),
    },
    { ...saml, editResponse: (xml) => `${xml}<!-- ${person.value('unknown')}` },
    { ...saml, editResponse: (xml) => `<!DOCTYPE x [<!ENTITY a "${person.value('oid')}">]>${xml}` },
  ];
  const ends: Arrived[] = [];
  for (const wish of wishes) {
    ends.push((await goThroughRegenboog(canaryWorld, world.browser(), world.reader, wish)).arrived);
  }
  return ends;
}

/** The OpenID Connect school's answers that are no good, and a person who goes back. */
export async function badAnswersOfEntra(
  canaryWorld: CanaryWorld,
  person: CanaryPerson,
): Promise<readonly Arrived[]> {
  const { world } = canaryWorld;
  const { entra } = world;
  const visit = async (): Promise<Arrived> => {
    const { url } = await world.reader.begin({ login_hint: 'school:de-kade' });
    return world.browser().go(url);
  };
  const ends: Arrived[] = [];
  entra.signInAs(person.name);
  for (const claims of [
    { aud: person.value('email') },
    { nonce: person.value('oid') },
    { iss: person.value('email') },
    { exp: 1 },
    { groups: [person.value('group')] },
    { tid: person.value('oid') },
  ]) {
    entra.sayInIdToken(claims);
    ends.push(await visit());
  }
  entra.rewriteIdToken((token) => `${token.slice(0, -8)}AAAAAAAA`);
  ends.push(await visit());
  entra.rewrite('token', () => ({ error: 'invalid_grant', error_description: person.value('unknown') }));
  ends.push(await visit());
  entra.rewrite('token', () => ({ nonsense: person.value('unknown') }));
  ends.push(await visit());
  entra.behave();
  entra.refuseWith('access_denied');
  ends.push(await visit());
  entra.refuseWith(person.value('oid'));
  ends.push(await visit());
  return ends;
}

/** Redirect URIs with values in all parts but the words of a path, which are the supplier's to choose. */
function hidingPlacesIn(person: CanaryPerson): readonly string[] {
  const [email, number] = [person.value('email'), person.value('bsn')];
  const callback = 'https://reader.leesboom.example/callback';
  return [
    `${callback}?who=${encodeURIComponent(email)}&pgn=${number}`,
    `${callback}?${number}`,
    `${callback}#${email}`,
    `${callback}/${email}/${number}`,
    `${callback}/${encodeURIComponent(email)}`,
    `https://${encodeURIComponent(email)}:${number}@reader.leesboom.example/callback`,
    email,
  ];
}

/** Values where nobody expects them: in addresses, forms, headers and cookies, as people and suppliers send them. */
export async function valuesInStrangePlaces(canaryWorld: CanaryWorld, person: CanaryPerson): Promise<void> {
  const { world } = canaryWorld;
  const email = encodeURIComponent(person.value('email'));
  const number = person.value('bsn');
  const headers = {
    referer: `https://school.example/?who=${email}`,
    'user-agent': person.value('email'),
    'accept-language': person.value('email'),
    'x-forwarded-for': person.value('email'),
    cookie: `sluis_session=${email}; language=${email}`,
  };
  for (const path of [
    `/${email}`,
    `/login/${email}`,
    `/login/${number}/school/${number}`,
    `/saml/${number}/metadata`,
    `/oidc/kade-entra/callback?code=${email}&state=${email}`,
    `/oidc/kade-entra/callback?error=${email}&error_description=${email}`,
    `/authorize?client_id=${email}`,
    `/authorize?client_id=leesboom-reader&scope=${email}&response_type=${email}`,
    `/logout?id_token_hint=${email}`,
    ...hidingPlacesIn(person).flatMap((address) => [
      `/authorize?client_id=leesboom-reader&redirect_uri=${encodeURIComponent(address)}`,
      `/logout?client_id=leesboom-reader&post_logout_redirect_uri=${encodeURIComponent(address)}`,
    ]),
    `/userinfo?access_token=${email}`,
  ]) {
    await fetch(world.issuer + path, { headers, redirect: 'manual' });
  }
  const forms: readonly (readonly [string, Record<string, string>])[] = [
    ['/saml/regenboog-saml/acs', { SAMLResponse: person.value('email'), RelayState: person.value('email') }],
    ['/saml/regenboog-saml/acs', { SAMLResponse: Buffer.from(`<x>${number}</x>`).toString('base64') }],
    ['/token', { grant_type: number, client_id: 'rekenrijk-practice', client_secret: person.value('email') }],
    ['/token', { grant_type: 'authorization_code', client_id: number, code: person.value('email') }],
    ...hidingPlacesIn(person).map((redirect_uri): readonly [string, Record<string, string>] => [
      '/par',
      { client_id: 'leesboom-app', response_type: 'code', scope: 'openid', redirect_uri },
    ]),
    ['/introspect', { token: person.value('email'), client_id: person.value('email') }],
    ['/revoke', { token: person.value('email'), client_id: person.value('email') }],
    ['/par', { client_id: 'leesboom-app', login_hint: person.value('email'), response_type: number }],
    ['/logout/confirm', { xsrf: person.value('email') }],
    ['/authorize', { client_id: 'leesboom-reader', login_hint: person.value('email'), scope: number }],
    ['/logout', { id_token_hint: person.value('email'), post_logout_redirect_uri: person.value('email') }],
  ];
  for (const [path, fields] of forms) {
    await fetch(world.issuer + path, { method: 'POST', headers, body: new URLSearchParams(fields) });
  }
  const hinted = await world.reader.begin({ login_hint: person.value('email'), ui_locales: number });
  const chooser = await world.browser().go(hinted.url);
  await world.browser().go(`${chooser.url.href}/schools?q=${email}`);
}
