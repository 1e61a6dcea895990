import { type Objection, objectionRecord } from '../register/model/kinds/objection.ts';
import type { School } from '../register/model/kinds/school.ts';
import type { Clock } from '../domain/clock.ts';
import type { BoardId, PersonHandle } from '../domain/ids.ts';
import { personHandle } from '../domain/ids.ts';
import type { AuditEvent } from '../domain/ledger.ts';
import type { TypedIdentifier } from '../register/model/typed-identifier.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { Registry } from '../register/changes/registry.ts';
import { hashIdentifier } from '../pseudonym/derive.ts';
import type { KeyCheck } from '../pseudonym/key-check.ts';
import type { HashForObjections } from '../pseudonym/objection-hashes.ts';
import type { LedgerStore } from '../storage/stores/ledger-store.ts';
import type { PersonAtBoard, PersonStore } from '../storage/stores/person-store.ts';
import type { NoIdentifier } from '../upstream/typed-identifier.ts';
import type { ReadTypedPerson } from './typed-person.ts';

/** Who asks about a person, and why; kept in the audit trail, to be shown to that person. */
export interface Asking {
  /** `api:<client id>`, or the name that somebody gave. */
  readonly author: string;
  readonly reason: string;
}

/** A person of the school that asked. */
export interface FoundPerson {
  /** Names in the ledger of the school's board; none where nothing was ever released. */
  readonly handles: readonly PersonHandle[];
  /** Those at the board of the school. */
  readonly objections: readonly Objection[];
}

export interface PersonSearch {
  /**
   * Looks for a person of a school by what its login sends, or by ECK iD. Hash, root and handle are made in memory, and
   * nothing of what was typed is kept. A person is the school's when the ledger has an entry of the school about that
   * person, or the person's ECK iD is bound to its board; everybody else is `unknown`, with the same work done.
   * Written in the audit trail before it answers.
   */
  find(
    typed: TypedIdentifier,
    school: School,
    asking: Asking,
  ): Promise<FoundPerson | 'unknown' | NoIdentifier>;
  /** Objections at a board of whom a handle names there, as they are now. */
  objectionsOf(handle: PersonHandle, board: BoardId): Promise<readonly Objection[]>;
  /** How many entries a board has about whom a handle names there; `undefined`: it names nobody there. */
  countEntries(handle: PersonHandle, board: BoardId): Promise<number | undefined>;
  /**
   * Makes all entries of a board about whom a handle names there be about nobody; `false`: it names nobody there. Takes
   * nothing from other boards, and neither pseudonyms nor objections from the person.
   */
  erase(handle: PersonHandle, board: BoardId, asking: Asking): Promise<boolean>;
}

export interface PersonSearchParts {
  readonly rootKey: Buffer;
  readonly keyCheck: Pick<KeyCheck, 'identifiers'>;
  readonly hashForObjections: HashForObjections;
  readonly readTyped: ReadTypedPerson;
  readonly registry: Pick<Registry, 'findAll'>;
  readonly people: Pick<
    PersonStore,
    'findAt' | 'handlesAt' | 'rootOf' | 'identifiersOf' | 'objectionsWith' | 'erase'
  >;
  readonly ledger: Pick<LedgerStore, 'list' | 'count' | 'appendAudit'>;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export function createPersonSearch(parts: PersonSearchParts): PersonSearch {
  const { people, ledger, clock } = parts;
  const handlesOf = async (handle: PersonHandle, board: BoardId): Promise<readonly PersonHandle[]> => {
    const root = await people.rootOf(handle, board);
    return root === undefined ? [] : people.handlesAt(root, board);
  };
  return {
    async find(typed, school, asking) {
      const identifier = await parts.readTyped(typed, school);
      if ('problem' in identifier) return identifier;
      const hash = hashIdentifier(parts.rootKey, identifier);
      await parts.keyCheck.identifiers([hash]);
      const person = await people.findAt(hash, school.board);
      const isSchools = (await hasEntry(parts, person, school)) || person.isBound;
      const identifiers = [...new Set([hash, ...person.identifiers])];
      const objections = await objectionsOf(parts, school.board, identifiers);
      const [handle] = person.handles;
      await ledger.appendAudit({
        type: isSchools ? 'person.found' : 'person.not_found',
        at: clock.now(),
        school: school.id,
        ...askedBy(asking, school.board),
        ...(isSchools && handle !== undefined ? { person: handle } : {}),
      });
      return isSchools ? { handles: person.handles, objections } : 'unknown';
    },
    async objectionsOf(handle, board) {
      const root = await people.rootOf(handle, board);
      return root === undefined ? [] : objectionsOf(parts, board, await people.identifiersOf({ root }));
    },
    async countEntries(handle, board) {
      const handles = await handlesOf(handle, board);
      if (handles.length === 0) return undefined;
      const counts = await Promise.all(handles.map((person) => ledger.count({ person, board })));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    async erase(handle, board, asking) {
      const handles = await handlesOf(handle, board);
      const event = { type: 'person.erased', at: clock.now(), person: handle } as const;
      return handles.length > 0 && people.erase(handles, board, { ...event, ...askedBy(asking, board) });
    },
  };
}

function askedBy(
  { author, reason }: Asking,
  board: BoardId,
): Pick<AuditEvent, 'author' | 'board' | 'statedReason'> {
  return { author, board, statedReason: reason };
}

/** Of somebody who has no handle it asks about a handle that nobody has, so that it takes the same. */
async function hasEntry(
  { ledger, randomness }: Pick<PersonSearchParts, 'ledger' | 'randomness'>,
  { handles }: PersonAtBoard,
  school: School,
): Promise<boolean> {
  const nobody = personHandle(randomness.uuid());
  if (nobody === undefined) throw new TypeError('the generator made no UUID');
  const asked = handles.length === 0 ? [nobody] : handles;
  const found = await Promise.all(
    asked.map((person) => ledger.list({ person, board: school.board, school: school.id, limit: 1 })),
  );
  return found.some((entries) => entries.length > 0);
}

async function objectionsOf(
  {
    people,
    registry,
    hashForObjections,
  }: Pick<PersonSearchParts, 'people' | 'registry' | 'hashForObjections'>,
  board: BoardId,
  identifiers: Parameters<HashForObjections>[1],
): Promise<readonly Objection[]> {
  const hashes = hashForObjections(board, identifiers).map(({ hash }) => hash);
  const names = await people.objectionsWith(hashes);
  const records = await registry.findAll(names.map((id) => ({ kind: 'objection', id }) as const));
  return records.flatMap(({ body }) => objectionRecord.safeParse(body).data ?? []);
}
