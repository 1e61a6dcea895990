import { createHash, randomUUID } from 'node:crypto';
import {
  identifierHash,
  objectionHash,
  ledgerEntryId,
  personHandle,
  personRoot,
  type IdentifierHash,
  type LedgerEntryId,
  type ObjectionHash,
  type PersonHandle,
  type PersonRoot,
} from '../../src/domain/ids.ts';

/** The value, or a failed test: for identifiers that a test writes out. */
export function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new TypeError('a test used an identifier of a wrong shape');
  return value;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** Stands for the keyed hash of an identifier with this name. */
export function hashOf(name: string): IdentifierHash {
  return required(identifierHash(digest(name)));
}

/** Stands for what an objection knows of an identifier with this name. */
export function objectionHashOf(name: string): ObjectionHash {
  return required(objectionHash(digest(`objection ${name}`)));
}

/** The root of a person whose first identifier was `hashOf(name)`. */
export function rootOf(name: string): PersonRoot {
  return required(personRoot(digest(name)));
}

export function randomHandle(): PersonHandle {
  return required(personHandle(randomUUID()));
}

export function randomEntryId(): LedgerEntryId {
  return required(ledgerEntryId(randomUUID()));
}
