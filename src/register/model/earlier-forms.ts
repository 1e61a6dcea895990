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
  ['agreement', { reason: 'kinds is called affiliations', upgraded: withAgreedAffiliations }],
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
  const today = { services: eachWithAffiliations(services), annex: eachWithAffiliations(annex) };
  if (today.services === services && today.annex === annex) return body;
  return { ...body, ...(annex === undefined ? { services: today.services } : today) };
}

/** The same list when no element has the earlier form. */
function eachWithAffiliations(list: unknown): unknown {
  if (!Array.isArray(list)) return list;
  const elements: readonly unknown[] = list;
  const today = elements.map(withAffiliations);
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
