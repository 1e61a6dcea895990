import { dayMillis, type Clock } from '../domain/clock.ts';
import { SluisError } from '../domain/errors.ts';
import { personHandle } from '../domain/ids.ts';
import type {
  AccountId,
  BoardId,
  ObjectionHash,
  PersonHandle,
  PersonRoot,
  SchoolId,
  SectorId,
  Subject,
} from '../domain/ids.ts';
import type { PairwiseIds } from '../domain/pairwise-ids.ts';
import type { IdentifiedPerson, PersonIdentifier, Affiliation } from '../domain/person.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { PseudonymKeys } from '../keyring/keyring.ts';
import type { Identification } from '../storage/identification.ts';
import type { PersonStore } from '../storage/stores/person-store.ts';
import {
  deriveAccountId,
  derivePairwiseGroupId,
  derivePairwiseSchoolId,
  deriveSubject,
  hashIdentifier,
} from './derive.ts';
import type { KeyCheck } from './key-check.ts';
import { createSectorKeys } from './sector-keys.ts';
import { createHashForObjections, type HashForObjections } from './objection-hashes.ts';

/** For so long a root that only a school's own identifier made may give way to that of an ECK iD. */
const provisionalDays = 30;

/** Where somebody signs in. */
export interface SchoolOfSignIn {
  readonly id: SchoolId;
  readonly board: BoardId;
  /** Boards whose objections count there, its own among them. */
  readonly objectionBoards: readonly BoardId[];
}

/** From identifiers to a person, and from a person to what one sector of suppliers sees. */
export interface Pseudonyms {
  /**
   * The person with these identifiers, linking those that are new, and what stands for that person in objections. Throws
   * `identity.foreign_board` when a portable identifier is bound to another board (invariant 7),
   * `identity.identifier_not_allowed` when one is no well-formed Unicode, and
   * `identity.conflict` when the identifiers belong to two people; then nothing is linked and no binding changes.
   */
  identify(identifiers: readonly PersonIdentifier[], school: SchoolOfSignIn): Promise<IdentifiedPerson>;
  /** What `identify` would come to. Changes nothing. Throws for the same identifiers as `identify`. */
  foresee(identifiers: readonly PersonIdentifier[], board: BoardId): ReturnType<PersonStore['foresee']>;
  /** The erasable name of a person in the ledger of one board. */
  handleOf(root: PersonRoot, board: BoardId): Promise<PersonHandle>;
  accountOf(root: PersonRoot, school: SchoolId, affiliation: Affiliation): AccountId;
  /** Pairwise `sub`: the same for ever for this person and sector. */
  subjectFor(root: PersonRoot, sector: SectorId): Promise<Subject>;
  /** What this sector knows schools and groups by: the same for ever, by the key of its `sub`. */
  pairwiseIdsOf(sector: SectorId): Promise<PairwiseIds>;
}

export interface PseudonymOptions {
  readonly keys: PseudonymKeys;
  readonly keyCheck: KeyCheck;
  readonly store: PersonStore;
  readonly clock: Clock;
  readonly randomness: Randomness;
  /** After so many days without being asserted by its board a portable identifier may move to another. */
  readonly portableStaleDays: number;
}

export function createPseudonyms(options: PseudonymOptions): Pseudonyms {
  const { keys, keyCheck, store, clock, randomness, portableStaleDays } = options;
  const hashForObjections = createHashForObjections(keys);
  const keyOf = createSectorKeys({ keys, keyCheck, store });
  const useNamespaces = createNamespaceUse(store, clock);

  const judged = (identifiers: readonly PersonIdentifier[], board: BoardId) => {
    const [first, ...rest] = identifiers.map((identifier) => hashed(keys.root, identifier));
    if (first === undefined) {
      throw new SluisError('identity.identifier_missing', 'a person without an identifier');
    }
    const at = clock.now();
    return {
      identifiers: [first, ...rest] as const,
      board,
      at,
      staleBefore: at - portableStaleDays * dayMillis,
      provisionalSince: at - provisionalDays * dayMillis,
    };
  };

  const handleOf = (root: PersonRoot, board: BoardId): Promise<PersonHandle> => {
    const candidate = personHandle(randomness.uuid());
    if (candidate === undefined) throw new TypeError('the generator made no UUID');
    return store.handleOf(root, board, candidate);
  };

  return {
    async identify(identifiers, school) {
      const asked = judged(identifiers, school.board);
      const hashes = asked.identifiers.map(({ hash }) => hash);
      await keyCheck.identifiers(hashes);
      const found = await store.identify({
        ...asked,
        school: school.id,
        objections: school.objectionBoards.flatMap((board) => hashForObjections(board, hashes)),
      });
      if (found.outcome === 'foreign_board' || found.outcome === 'conflict') throw refused(found.outcome);
      const others = await hashesOfOthers(store, hashForObjections, found, school);
      await useNamespaces(identifiers);
      return {
        root: found.root,
        handle: found.handle ?? (await handleOf(found.root, school.board)),
        objectionHashes: [...new Set([...found.objectionHashes, ...others])],
        ...aboutRoot(found),
      };
    },
    foresee: (identifiers, board) => store.foresee(judged(identifiers, board)),
    handleOf,
    accountOf: (root, school, affiliation) => deriveAccountId(keys.account, root, school, affiliation),
    subjectFor: async (root, sector) => deriveSubject(await keyOf(sector), sector, root),
    async pairwiseIdsOf(sector) {
      const key = await keyOf(sector);
      return {
        school: (id) => derivePairwiseSchoolId(key, sector, id),
        group: (group) => derivePairwiseGroupId(key, sector, group),
      };
    },
  };
}

/** Marks each namespace of a login once, so that nobody makes strangers of its people without knowing. */
function createNamespaceUse(store: Pick<PersonStore, 'useNamespace'>, clock: Clock) {
  const marked = new Set<string>();
  return async (identifiers: readonly PersonIdentifier[]): Promise<void> => {
    for (const { namespace, portable } of identifiers) {
      if (portable || marked.has(namespace)) continue;
      await store.useNamespace(namespace, clock.now());
      marked.add(namespace);
    }
  };
}

/** Whether the root may change, and what the operator is to be told of it. */
function aboutRoot(
  found: Exclude<Identification, { outcome: 'foreign_board' | 'conflict' }>,
): Pick<IdentifiedPerson, 'provisional' | 'withoutPortable' | 'happened'> {
  switch (found.outcome) {
    case 'resolved':
      return {
        provisional: found.provisional === true,
        withoutPortable: false,
        ...(found.former === undefined ? {} : { happened: 'gave_way' }),
      };
    case 'kept_apart':
      return {
        provisional: false,
        withoutPortable: true,
        ...(found.isNew ? { happened: 'kept_apart' } : {}),
      };
  }
}

/** For identifiers of the person that this school did not assert: an objection may know those alone. */
async function hashesOfOthers(
  store: PersonStore,
  hashForObjections: HashForObjections,
  found: Exclude<Identification, { outcome: 'foreign_board' | 'conflict' }>,
  { objectionBoards }: SchoolOfSignIn,
): Promise<readonly ObjectionHash[]> {
  const known = new Set(found.objectionHashes);
  const joined = objectionBoards.map(async (board) => {
    const all = hashForObjections(board, found.identifiers).map(({ hash }) => hash);
    return all.every((hash) => known.has(hash)) ? [] : store.joinObjections(all);
  });
  return (await Promise.all(joined)).flat();
}

/** Lone surrogates are the IdP's fault, and are refused as such before the hash refuses them as ours. */
function hashed(rootKey: Buffer, identifier: PersonIdentifier) {
  const { namespace, value, portable } = identifier;
  if (!namespace.isWellFormed() || !value.isWellFormed()) {
    throw new SluisError('identity.identifier_not_allowed', 'an identifier is no well-formed text');
  }
  return { hash: hashIdentifier(rootKey, identifier), portable };
}

function refused(outcome: 'foreign_board' | 'conflict'): SluisError {
  const message = {
    foreign_board: 'a portable identifier is bound to another board',
    conflict: 'one assertion carries identifiers of two people',
  }[outcome];
  return new SluisError(`identity.${outcome}`, message);
}
