/** How records of one kind are brought from an earlier form to today's. */
export interface EarlierForm {
  /** What is otherwise today: the reason of the versions that the upgrade at the start writes. */
  readonly reason: string;
  /** Today's body. The same object when it has that form, or none that ever was: then its schema refuses it. Pure. */
  upgraded(body: unknown): unknown;
  /** Why an operator should look at what was upgraded, as a stable code. */
  attention?(upgraded: unknown): string | undefined;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * Forms that records had in earlier versions of the program, by kind. Whatever reads a body goes through here: what is
 * stored until the upgrade at the start, changes that wait since before it, versions that somebody restores, and
 * federation files that were written for the earlier form. Entries stay: histories and files live long.
 */
export const earlierForms: ReadonlyMap<string, EarlierForm> = new Map([
  [
    'service',
    {
      reason: 'client.requireAuthTime is called client.signInTime',
      upgraded: withSignInTime,
      attention: (body) => (clientOf(body)?.['signInTime'] === true ? 'sign_in_time' : undefined),
    },
  ],
]);

/** The body in the form that this version of the program reads and writes. */
export function inTodaysForm(kind: string, body: unknown): unknown {
  return earlierForms.get(kind)?.upgraded(body) ?? body;
}

function withSignInTime(body: unknown): unknown {
  const members = clientOf(body);
  if (members === undefined || Object.hasOwn(members, 'signInTime')) return body;
  const { requireAuthTime, ...client } = members;
  if (typeof requireAuthTime !== 'boolean') return body;
  return { ...membersOf(body), client: { ...client, signInTime: requireAuthTime } };
}

function clientOf(body: unknown): Members | undefined {
  return membersOf(membersOf(body)?.['client']);
}

function membersOf(value: unknown): Members | undefined {
  return isMapping(value) ? value : undefined;
}

function isMapping(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
