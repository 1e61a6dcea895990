import { createHmac } from 'node:crypto';
import type { AttributeName, IdpId } from '../domain/ids.ts';
import type { SchoolIdentity } from '../domain/person.ts';
import type { Randomness } from '../domain/randomness.ts';
import { looksLikeNationalNumber } from './national-number.ts';

/** From so many different people on, the share says something: of innocent numbers one in eleven passes. */
const enoughPeople = 20;
const suspiciousShare = 0.95;
/** The newest so many people count, which bounds the memory and lets a mended IdP show it. */
const windowOfPeople = 200;

export interface NationalNumberReport {
  readonly idp: IdpId;
  readonly attribute: AttributeName;
  /** How many people the finding rests on. */
  readonly people: number;
}

export interface NationalNumberMonitor {
  /**
   * Counts the values of this sign-in and gives the identity back without the attributes that, at this IdP, are
   * national numbers for nearly everyone. Once withheld, an attribute stays so until `forget`.
   */
  screen(identity: SchoolIdentity): SchoolIdentity;
  /** Counts anew for an IdP, for instance when its record has changed. */
  forget(idp: IdpId): void;
}

interface Count {
  /** Handle of a person → whether that person's values passed, the longest ago first. */
  readonly people: Map<string, boolean>;
  passed: number;
  isWithheld: boolean;
}

/**
 * Watches, per IdP and attribute, which share of different people has a value that passes the BSN's eleven-test
 * (invariant 5). Holds no value and no identifier: people are told apart by a hash under a key that lives and dies
 * with this process. `report` is called once for each attribute that is withheld.
 */
export function createNationalNumberMonitor(
  randomness: Randomness,
  report: (finding: NationalNumberReport) => void,
): NationalNumberMonitor {
  const key = randomness.bytes(32);
  const counts = new Map<IdpId, Map<AttributeName, Count>>();

  function isInnocent(
    identity: SchoolIdentity,
    attribute: AttributeName,
    values: readonly string[],
    person: string,
  ) {
    const count = countOf(counts, identity.idpId, attribute);
    record(count, person, values.some(looksLikeNationalNumber));
    if (!count.isWithheld && isSuspicious(count)) {
      count.isWithheld = true;
      report({ idp: identity.idpId, attribute, people: count.people.size });
    }
    return !count.isWithheld;
  }

  return {
    screen(identity) {
      const person = handleOf(identity, key);
      const innocent = [...identity.attributes].filter(([name, values]) =>
        isInnocent(identity, name, values, person),
      );
      return { ...identity, attributes: new Map(innocent) };
    },
    forget: (idp) => void counts.delete(idp),
  };
}

function countOf(counts: Map<IdpId, Map<AttributeName, Count>>, idp: IdpId, attribute: AttributeName): Count {
  const ofIdp = counts.get(idp) ?? new Map<AttributeName, Count>();
  const count = ofIdp.get(attribute) ?? { people: new Map<string, boolean>(), passed: 0, isWithheld: false };
  counts.set(idp, ofIdp.set(attribute, count));
  return count;
}

/** A person counts once, with what was sent last; the one longest ago makes room. */
function record(count: Count, person: string, passes: boolean): void {
  const leaving =
    count.people.has(person) || count.people.size < windowOfPeople ? person : firstOf(count.people);
  if (count.people.get(leaving) === true) count.passed -= 1;
  count.people.delete(leaving);
  count.people.set(person, passes);
  if (passes) count.passed += 1;
}

function firstOf(people: ReadonlyMap<string, boolean>): string {
  const [first] = people.keys();
  return first ?? '';
}

function isSuspicious({ people, passed }: Count): boolean {
  return people.size >= enoughPeople && passed / people.size >= suspiciousShare;
}

function handleOf({ identifiers }: SchoolIdentity, key: Buffer): string {
  const hash = createHmac('sha256', key);
  for (const { namespace, value } of identifiers) {
    hash.update(`${String(namespace.length)}:${namespace}${value}\n`);
  }
  return hash.digest('base64url').slice(0, 16);
}
