import type { Arrived, Browser } from '../../testkit/actors/browser.ts';
import {
  choosable,
  chosenIn,
  formsAfter,
  people,
  serviceIn,
  type Forms,
  type Row,
} from './agreed-by-hand.ts';
import { claims, schools, type Act, type Place } from './portal-acts.ts';

/** What a school may be taken to have chosen: whether it is on, and the forms of what leaves by it. */
export interface Chosen {
  readonly enabled: boolean;
  readonly forms: Forms;
}

/** Something that was chosen and does not count yet. */
interface Kept {
  readonly at: Place;
  readonly chosen: Chosen;
}

/** What schools chose, as far as the answers of the portal say that it took it. */
export interface Schools {
  readonly chosen: Map<string, Chosen>;
  readonly admitted: Map<string, readonly string[]>;
  readonly waiting: Kept[];
  readonly drafts: (Kept & { readonly path: string })[];
}

export interface Acting {
  readonly issuer: string;
  /** Chooses and publishes; and signs and proposes, which is another account. */
  readonly administrator: Browser;
  readonly signer: Browser;
  readonly today: string;
  /** A day as it is written, so many from today. */
  readonly day: (days: number) => string;
  stored(): Promise<readonly Row[]>;
  write(agreement: string, says: Readonly<Record<string, unknown>>): Promise<void>;
  /** The last change that waits has its day now. */
  letTheDayCome(): Promise<void>;
}

export const idOf = ({ school, service }: Place): string => `${school}/${service}`;
const versionIn = (all: readonly Row[], kind: string, id: string) =>
  all.find((each) => each.kind === kind && each.id === id)?.version ?? 0;
const boardOf = (school: string) => Object.entries(schools).find(([id]) => id === school)?.[1] ?? '';
const pathOf = ({ school, service }: Place) => `/portal/schools/${school}/services/${service}`;

/** Does it, and keeps what the answer says became of it. */
export async function doAct(acting: Acting, state: Schools, act: Act): Promise<void> {
  switch (act.does) {
    case 'choose':
    case 'choose for a day':
    case 'draft':
      return choose(acting, state, act, { ...act.fields, enabled: act.enabled ? 'yes' : 'no' });
    case 'template':
      return fromForm(acting, state, act.at, `${pathOf(act.at)}/change?template=${act.template}`);
    case 'restore': {
      const version = versionIn(await acting.stored(), 'policy', idOf(act.at)) - act.back;
      return fromForm(acting, state, act.at, `${pathOf(act.at)}/versions/${String(version)}/change`);
    }
    case 'publish':
      return publish(acting, state);
    case 'the day comes':
      return theDayComes(acting, state);
    case 'admit':
      return admit(acting, state, act);
    case 'sign':
      return sign(acting, act.agreement);
    case 'give-back':
    case 'suspend':
    case 'resume':
    case 'end':
      return actOn(acting, act);
    case 'switch on':
      return switchOn(acting, state, act);
    case 'write':
      return acting.write(act.agreement, act.says);
  }
}

const said = (page: Arrived, word: string) => page.status === 200 && page.url.search === `?${word}`;

/** What these fields choose of what can be chosen at all. */
function chosenBy(
  acting: Acting,
  all: readonly Row[],
  at: Place,
  fields: Readonly<Record<string, string>>,
): Chosen {
  const open = choosable(all, { board: boardOf(at.school), service: at.service, today: acting.today });
  const forms = new Map<string, readonly string[]>();
  for (const key of open) {
    const [claim = ''] = key.split('.');
    const kind = fields[key];
    const allow = (fields[`${key}.allow`] ?? '').split(',').map((each) => each.trim());
    if (kind === 'whole') forms.set(key, formsAfter(claim, []));
    if (kind === 'initial' || kind === 'year') forms.set(key, formsAfter(claim, [kind]));
    if (kind === 'values') forms.set(key, formsAfter(claim, [{ values: allow }]));
    if (kind === 'as_it_is') forms.set(key, chosenIn(all, idOf(at)).forms.get(key) ?? []);
  }
  return { enabled: fields['enabled'] === 'yes', forms };
}

async function choose(
  acting: Acting,
  state: Schools,
  { at, does }: { readonly at: Place; readonly does: 'choose' | 'choose for a day' | 'draft' },
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const all = await acting.stored();
  const chosen = chosenBy(acting, all, at, fields);
  const version = String(versionIn(all, 'policy', idOf(at)));
  const day = acting.day(3);
  const form = {
    ...fields,
    version,
    seen: 'yes',
    reason: 'zo kiezen wij',
    ...(does === 'choose for a day' && { from: 'day', day, lookedAt: day }),
  };
  const browser = does === 'draft' ? acting.signer : acting.administrator;
  const page = await browser.post(`${acting.issuer}${pathOf(at)}/change`, form);
  if (said(page, 'done')) state.chosen.set(idOf(at), chosen);
  if (said(page, 'waits')) state.waiting.push({ at, chosen });
  const drafts = [...page.body.matchAll(/\/portal\/schools\/[^"]*\/drafts\/[0-9a-f-]{36}/g)].map(
    ([path]) => path,
  );
  const path = drafts.find((each) => state.drafts.every((draft) => draft.path !== each));
  if (said(page, 'drafted') && path !== undefined) state.drafts.push({ at, chosen, path });
}

/** Sends a form as the page filled it in. */
async function fromForm(acting: Acting, state: Schools, at: Place, path: string): Promise<void> {
  const { status, body } = await acting.administrator.go(`${acting.issuer}${path}`);
  if (status !== 200) return;
  const selects = [...body.matchAll(/<select id="([^"]+)"[\s\S]*?<\/select>/g)].map(([text, name = '']) => [
    name,
    /<option value="(\w+)" selected/.exec(text)?.[1] ?? 'off',
  ]);
  const typed = [...body.matchAll(/name="([a-z_]+\.[a-z]+\.allow)"[^>]*?value="([^"]*)"/g)].map(
    ([, name, value]) => [name, value],
  );
  const enabled = /name="enabled"[^>]*value="yes"[^>]*checked/.test(body) ? 'yes' : 'no';
  return choose(
    acting,
    state,
    { at, does: 'choose' },
    { ...Object.fromEntries([...selects, ...typed]), enabled },
  );
}

async function publish(acting: Acting, state: Schools): Promise<void> {
  const draft = state.drafts.pop();
  if (draft === undefined) return;
  const version = String(versionIn(await acting.stored(), 'policy', idOf(draft.at)));
  const page = await acting.administrator.post(`${acting.issuer}${draft.path}`, { act: 'publish', version });
  if (said(page, 'done')) state.chosen.set(idOf(draft.at), draft.chosen);
}

async function theDayComes(acting: Acting, state: Schools): Promise<void> {
  const change = state.waiting.pop();
  if (change === undefined) return;
  const before = versionIn(await acting.stored(), 'policy', idOf(change.at));
  await acting.letTheDayCome();
  const after = versionIn(await acting.stored(), 'policy', idOf(change.at));
  if (after > before) state.chosen.set(idOf(change.at), change.chosen);
}

async function admit(acting: Acting, state: Schools, act: Extract<Act, { does: 'admit' }>): Promise<void> {
  const id = idOf(act.at);
  const until = acting.day(act.until);
  const page = await acting.administrator.post(`${acting.issuer}${pathOf(act.at)}/access`, {
    ...Object.fromEntries(act.people.map((person) => [`people.${person}`, 'yes'])),
    from: acting.day(-10),
    until,
    version: String(versionIn(await acting.stored(), 'access', id)),
    seen: 'yes',
    reason: 'wie erin mag',
  });
  if (said(page, 'done')) state.admitted.set(id, until < acting.today ? [] : act.people);
}

async function sign({ issuer, signer }: Acting, agreement: string): Promise<void> {
  const address = `${issuer}/portal/agreements/${agreement}/sign`;
  const { body } = await signer.go(address);
  const text = /name="text" value="([^"]*)"/.exec(body)?.[1] ?? '';
  await signer.post(address, { text, as: 'bestuurder', status: 'active', annex: 'family_name' });
}

async function actOn(
  { issuer, signer, stored }: Acting,
  { does, agreement }: { readonly does: string; readonly agreement: string },
): Promise<void> {
  const version = String(versionIn(await stored(), 'agreement', agreement));
  await signer.post(`${issuer}/portal/agreements/${agreement}/acts/${does}`, {
    version,
    reason: 'dat is beter',
  });
}

async function switchOn(
  acting: Acting,
  state: Schools,
  act: Extract<Act, { does: 'switch on' }>,
): Promise<void> {
  const all = await acting.stored();
  const { service, template } = act;
  const places = act.schools.map((school) => ({ school, service }));
  const address = `${acting.issuer}/portal/agreements/${act.agreement}/services/${service}`;
  const page = await acting.administrator.post(address, {
    ...Object.fromEntries(
      places.map((at) => [`school.${at.school}`, String(versionIn(all, 'policy', idOf(at)))]),
    ),
    template,
    seen: 'yes',
    reason: 'nieuw schooljaar',
    'given_name.pupil': 'whole',
  });
  if (!said(page, 'done')) return;
  const fields = Object.fromEntries([
    ...claims
      .filter((claim) => isPartOf(template, claim, all, service))
      .flatMap((claim) => people.map((person) => [`${claim}.${person}`, 'whole'])),
    ['enabled', 'yes'],
  ]);
  for (const at of places) {
    const isOurs = boardOf(at.school) === 'waterland';
    if (isOurs && state.chosen.get(idOf(at))?.enabled !== true) {
      state.chosen.set(idOf(at), chosenBy(acting, all, at, fields));
    }
  }
}

function isPartOf(template: string, claim: string, all: readonly Row[], service: string): boolean {
  const isRequired = serviceIn(all, service).claims.some(({ name, required }) => name === claim && required);
  if (template === 'by_name') return isRequired || claim === 'given_name';
  return template === 'pseudonymous' && isRequired && (claim === 'group' || claim === 'birthdate');
}
