import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from 'vitest';
import { boardId, schoolId, type BoardId, type PersonRoot } from '../../src/domain/ids.ts';
import type {
  ForeseenIdentification,
  Identification,
  IdentificationInput,
} from '../../src/storage/identification.ts';
import type { PersonStore } from '../../src/storage/stores/person-store.ts';
import { hashOf, required, rootOf } from '../../testkit/values/ids.ts';

export const boards = [required(boardId('bestuur-een')), required(boardId('bestuur-twee'))] as const;
const school = required(schoolId('de-school'));
export const day = 86_400_000;
export const now = Date.UTC(2026, 7, 17, 7);

export interface ProvisionalCase {
  readonly people: PersonStore;
  /** Makes a root one that was there before the migration that brought provisional roots. */
  fromBefore(root: PersonRoot): Promise<void>;
  /** A release about this person, in the name of a board. */
  disclosed(root: PersonRoot, board: BoardId): Promise<void>;
  close(): Promise<void>;
}

interface When {
  readonly board?: BoardId;
  readonly at?: number;
}
interface Names {
  readonly own?: string;
  readonly eck?: string;
}

export function inputOf({ own, eck }: Names, { board = boards[0], at = now }: When) {
  const [first, ...rest] = [
    ...(eck === undefined ? [] : [{ hash: hashOf(eck), portable: true }]),
    ...(own === undefined ? [] : [{ hash: hashOf(own), portable: false }]),
  ];
  return {
    identifiers: [required(first), ...rest] as const,
    board,
    school,
    at,
    staleBefore: at - 30 * day,
    provisionalSince: at - 30 * day,
    objections: [],
  };
}

/** Whom a sign-in is about, without the hashes and the name in the ledger that come along: `person-conformance.ts` is about these. */
export type Whom = DistributiveOmit<Identification, 'identifiers' | 'objectionHashes' | 'handle'>;
type DistributiveOmit<Union, Keys extends string> = Union extends unknown ? Omit<Union, Keys> : never;

export async function identify(people: PersonStore, input: IdentificationInput): Promise<Whom> {
  const found = await people.identify(input);
  if (found.outcome === 'foreign_board' || found.outcome === 'conflict') return found;
  const { identifiers: _identifiers, objectionHashes: _hashes, handle: _name, ...whom } = found;
  return whom;
}

/** A sign-in of somebody with these identifiers. What was foreseen has to be what happens. */
export async function signIn(people: PersonStore, names: Names, when: When = {}): Promise<Whom> {
  const foreseen = await people.foresee(inputOf(names, when));
  const found = await identify(people, inputOf(names, when));
  expect(outcomesOf[foreseen](found), `${foreseen}, then ${found.outcome}`).toBe(true);
  return found;
}
export const gaveWay = (found: Whom) => found.outcome === 'resolved' && found.former !== undefined;
const outcomesOf: Record<ForeseenIdentification, (found: Whom) => boolean> = {
  known: (found) => found.outcome === 'resolved' && !gaveWay(found),
  linked: (found) => found.outcome === 'resolved' && !gaveWay(found),
  gives_way: gaveWay,
  kept_apart: ({ outcome }) => outcome === 'kept_apart',
  conflict: ({ outcome }) => outcome === 'conflict',
  foreign_board: ({ outcome }) => outcome === 'foreign_board',
};

/** Names that no other test uses: a pupil's own identifier at the new school, and the ECK iD. */
export function pupil() {
  const id = randomUUID();
  return { own: `own ${id}`, eck: `eck ${id}` };
}

export const conflict = { outcome: 'conflict' };
export const resolved = (name: string) => ({ outcome: 'resolved', root: rootOf(name) });
export const provisional = (name: string) => ({ ...resolved(name), provisional: true });
export const movedTo = (name: string, former: string) => ({ ...resolved(name), former: rootOf(former) });

/** Opens the store before the tests and closes it after them. */
export function openedBefore(open: () => Promise<ProvisionalCase>): () => ProvisionalCase {
  let opened: ProvisionalCase | undefined;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  return () => {
    if (opened === undefined) throw new Error('the store was not opened');
    return opened;
  };
}
