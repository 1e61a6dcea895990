import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import {
  accountId,
  identifierHash,
  objectionHash,
  pairwiseGroupId,
  pairwiseSchoolId,
  subject,
} from '../domain/ids.ts';
import type {
  AccountId,
  BoardId,
  IdentifierHash,
  ObjectionHash,
  PairwiseGroupId,
  PairwiseSchoolId,
  PersonRoot,
  SchoolId,
  SectorId,
  Subject,
} from '../domain/ids.ts';
import { lengthPrefixed } from '../domain/length-prefixed.ts';
import type { NamedGroup } from '../domain/pairwise-ids.ts';
import type { PersonIdentifier, Affiliation } from '../domain/person.ts';

/** Node 24 takes ten times as long for a key that comes as bytes, and half of the time for making the object. */
const keyObjects = new WeakMap<Buffer, KeyObject>();

function keyObjectOf(key: Buffer): KeyObject {
  const object = keyObjects.get(key) ?? createSecretKey(key);
  keyObjects.set(key, object);
  return object;
}

function keyedHash(key: Buffer, ...fields: readonly string[]): string {
  return createHmac('sha256', keyObjectOf(key))
    .update(lengthPrefixed(...fields))
    .digest('base64url');
}

/**
 * Hash of one identifier: HMAC-SHA-256(root key, lp(namespace), lp(value)). The hash of the first identifier that
 * is seen of a person is that person's root. Keyed, because a list of all pupil numbers could be tried in an hour.
 */
export function hashIdentifier(rootKey: Buffer, { namespace, value }: PersonIdentifier): IdentifierHash {
  return must(identifierHash(keyedHash(rootKey, namespace, value)));
}

/** The key of objections: HKDF-SHA-256 (RFC 5869) of the root key, without salt, with `objection` as info; 32 bytes. */
export function objectionKeyOf(rootKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', rootKey, '', 'objection', 32));
}

/**
 * What stands for an identifier in objections made at a board: HMAC-SHA-256(objection key, lp(board), lp(identifier
 * hash)). Another one at every board, and neither root nor handle, so that an objection outlives those and links nobody.
 */
export function hashForObjections(
  objectionKey: Buffer,
  board: BoardId,
  identifier: IdentifierHash,
): ObjectionHash {
  return must(objectionHash(keyedHash(objectionKey, board, identifier)));
}

/** `sub`: HMAC-SHA-256(the sector's key version, lp(sector id), lp(person root)), base64url. */
export function deriveSubject(sectorKey: Buffer, sector: SectorId, root: PersonRoot): Subject {
  return must(subject(keyedHash(sectorKey, sector, root)));
}

/**
 * `school_id`: HMAC-SHA-256(the sector's key version, lp("school id"), lp(sector id), lp(school id)), base64url. Three
 * fields, where `sub` has two and a group's id five, so that none of them is ever another.
 */
export function derivePairwiseSchoolId(
  sectorKey: Buffer,
  sector: SectorId,
  school: SchoolId,
): PairwiseSchoolId {
  return must(pairwiseSchoolId(keyedHash(sectorKey, 'school id', sector, school)));
}

/**
 * `id` of a group: HMAC-SHA-256(the sector's key version, lp("group id"), lp(sector id), lp(school id), lp(school year),
 * lp(name)), base64url. The year of the pupil is not in it: in a combined group it differs.
 */
export function derivePairwiseGroupId(
  sectorKey: Buffer,
  sector: SectorId,
  { school, schoolYear, name }: NamedGroup,
): PairwiseGroupId {
  return must(pairwiseGroupId(keyedHash(sectorKey, 'group id', sector, school, schoolYear, name)));
}

/** What oidc-provider knows as account: one per person, school and affiliation, so that another affiliation is another account. */
export function deriveAccountId(
  key: Buffer,
  root: PersonRoot,
  school: SchoolId,
  affiliation: Affiliation,
): AccountId {
  return must(accountId(keyedHash(key, root, school, affiliation)));
}

function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new TypeError('a keyed hash has an unexpected shape');
  return value;
}
