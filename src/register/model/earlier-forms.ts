import { isMapping, valueAt, type Mapping } from './mapping.ts';

/** How records of one kind are brought from an earlier form to today's. */
export interface EarlierForm {
  /** What is otherwise today: the reason of the versions that the upgrade at the start writes. */
  readonly reason: string;
  /** Today's body. The same object when it has that form, or none that ever was: then its schema refuses it. Pure. */
  upgraded(body: unknown): unknown;
  /** Why an operator should look at what was upgraded, as a stable code. */
  attention?(upgraded: unknown): string | undefined;
}

/**
 * Forms that records had in earlier versions of the program, by kind. Whatever reads a body goes through here: what is
 * stored until the upgrade at the start, changes that wait since before it, versions that somebody restores, and
 * federation files that were written for the earlier form. Entries stay: histories and files live long.
 */
export const earlierForms: ReadonlyMap<string, EarlierForm> = new Map<string, EarlierForm>([
  [
    'service',
    {
      reason: 'client.requireAuthTime is called client.signInTime',
      upgraded: withSignInTime,
      attention: (body) => (clientOf(body)?.['signInTime'] === true ? 'sign_in_time' : undefined),
    },
  ],
  ['idp', { reason: 'personKind is called affiliation', upgraded: withIdpAffiliation }],
  [
    'agreement',
    {
      reason:
        'what an agreement says of papers and of retention has other names, and kinds is called affiliations',
      upgraded: (body) => withPapers(withAgreedAffiliations(body)),
    },
  ],
  ['supplier', { reason: 'covenant has a status', upgraded: withCovenantStatus }],
  ['access', { reason: 'kinds is called affiliations', upgraded: withAffiliations }],
]);

/** The body in the form that this version of the program reads and writes. */
export function inTodaysForm(kind: string, body: unknown): unknown {
  return earlierForms.get(kind)?.upgraded(body) ?? body;
}

function withSignInTime(body: unknown): unknown {
  const members = clientOf(body);
  if (!isMapping(body) || members === undefined || Object.hasOwn(members, 'signInTime')) return body;
  const { requireAuthTime, ...client } = members;
  if (typeof requireAuthTime !== 'boolean') return body;
  return { ...body, client: { ...client, signInTime: requireAuthTime } };
}

function clientOf(body: unknown): Mapping | undefined {
  const client = valueAt(body, ['client']);
  return isMapping(client) ? client : undefined;
}

function withIdpAffiliation(body: unknown): unknown {
  return renamed(body, 'personKind', 'affiliation');
}

function withAgreedAffiliations(body: unknown): unknown {
  if (!isMapping(body)) return body;
  const { services, annex } = body;
  const today = {
    services: eachUpgraded(services, withAffiliations),
    annex: eachUpgraded(annex, withAffiliations),
  };
  if (today.services === services && today.annex === annex) return body;
  return { ...body, ...(annex === undefined ? { services: today.services } : today) };
}

/** Members of an agreement that had another form, and what each has become. */
const earlierPapers: Readonly<Record<string, (value: unknown) => Mapping | undefined>> = {
  modelVersion: (text) =>
    typeof text === 'string'
      ? { model: text === '4.0' ? { kind: '4.0' } : { kind: 'other', name: text } }
      : undefined,
  documentHash: (hash) =>
    typeof hash === 'string' ? { documents: [{ kind: 'agreement', hash }] } : undefined,
  dpia: (reference) => (typeof reference === 'string' ? { dpia: { reference } } : undefined),
};

function withPapers(body: unknown): unknown {
  const today = withTodaysMembers(body, earlierPapers);
  if (!isMapping(today) || today['annex'] === undefined) return today;
  const annex = eachUpgraded(today['annex'], (row) => withTodaysMembers(row, earlierRetention));
  return annex === today['annex'] ? today : { ...today, annex };
}

const earlierRetention: typeof earlierPapers = {
  retention(duration) {
    const days = typeof duration === 'string' ? daysOf(duration) : undefined;
    return days === undefined ? undefined : { destroyedAfterDays: days };
  },
};

/** Of an ISO 8601 duration: never longer than it, so a year has 365 days and a month 28. */
function daysOf(duration: string): number | undefined {
  const parts = /^P(?=\d)(?:(\d{1,3})Y)?(?:(\d{1,3})M)?(?:(\d{1,5})D)?$/.exec(duration);
  if (parts === null) return undefined;
  const [years = '0', months = '0', days = '0'] = parts.slice(1);
  return Math.min(10_950, Number(years) * 365 + Number(months) * 28 + Number(days));
}

function withCovenantStatus(body: unknown): unknown {
  const covenant = valueAt(body, ['covenant']);
  if (!isMapping(body) || !isMapping(covenant) || Object.hasOwn(covenant, 'status')) return body;
  const { signedOn, ...rest } = covenant;
  if (typeof signedOn !== 'string') return body;
  return { ...body, covenant: { ...rest, status: 'deelnemer', since: signedOn } };
}

/** Each earlier member in the place where it stood; the same object when there is none, or both forms of one. */
function withTodaysMembers(body: unknown, earlier: typeof earlierPapers): unknown {
  if (!isMapping(body)) return body;
  const entries = Object.entries(body).map(([name, value]) => {
    const upgraded = Object.hasOwn(earlier, name) ? earlier[name]?.(value) : undefined;
    const isFree =
      upgraded !== undefined && Object.keys(upgraded).every((to) => to === name || !Object.hasOwn(body, to));
    return isFree ? Object.entries(upgraded) : [[name, value] as const];
  });
  return entries.every((each, index) => each[0]?.[1] === Object.values(body)[index])
    ? body
    : Object.fromEntries(entries.flat());
}

/** The same list when no element has the earlier form. */
function eachUpgraded(list: unknown, upgraded: (element: unknown) => unknown): unknown {
  if (!Array.isArray(list)) return list;
  const elements: readonly unknown[] = list;
  const today = elements.map(upgraded);
  return today.every((element, position) => element === elements[position]) ? list : today;
}

function withAffiliations(body: unknown): unknown {
  return renamed(body, 'kinds', 'affiliations');
}

/** In the place where it stood; the same object when it is not there, or has the new name already. */
function renamed(body: unknown, from: string, to: string): unknown {
  if (!isMapping(body) || !Object.hasOwn(body, from) || Object.hasOwn(body, to)) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name === from ? to : name, value]));
}
