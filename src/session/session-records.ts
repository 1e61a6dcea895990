import { z } from 'zod';
import {
  accountId,
  attributeName,
  idpId,
  objectionHash,
  personHandle,
  personRoot,
  requestHandle,
  schoolId,
  sessionId,
  transactionId,
} from '../domain/ids.ts';
import type { AttributeName } from '../domain/ids.ts';
import { personKinds } from '../domain/person.ts';

/*
 * What is kept in the short-lived store, as JSON (left side of each codec) and as the types of the domain.
 * What does not have the expected shape any more, after an update for instance, counts as not found.
 */

function branded<Value extends string>(read: (text: string) => Value | undefined) {
  return z.codec(
    z.string(),
    z.custom<Value>((value) => typeof value === 'string'),
    {
      decode: (text, context) => {
        const value = read(text);
        if (value !== undefined) return value;
        context.issues.push({ code: 'custom', input: text, message: 'unexpected shape' });
        return z.NEVER;
      },
      encode: (value) => value,
    },
  );
}

const attributeValues = z.codec(
  z.array(z.tuple([z.string(), z.array(z.string())])),
  z.custom<ReadonlyMap<AttributeName, readonly string[]>>((value) => value instanceof Map),
  {
    decode: (entries) => {
      const map = new Map<AttributeName, readonly string[]>();
      for (const [name, values] of entries) {
        const known = attributeName(name);
        if (known !== undefined) map.set(known, values);
      }
      return map;
    },
    encode: (map) => [...map].map(([name, values]): [string, string[]] => [name, [...values]]),
  },
);

/** One browser, one person, one school, one kind. */
export const browserSessionRecord = z.object({
  id: branded(sessionId),
  account: branded(accountId),
  root: branded(personRoot),
  /** The root may give way to another one, which ends the session; absent: it never will. */
  provisional: z.literal(true).exactOptional(),
  /** All that stand for this person in objections that count at the school. */
  objectionHashes: z.array(branded(objectionHash)).readonly(),
  /** The ledger handle when the person signed in, by which former records of objections are found. */
  person: branded(personHandle),
  school: branded(schoolId),
  kind: z.enum(personKinds),
  idp: branded(idpId),
  attributes: attributeValues,
  /** Seconds since the epoch, as the IdP says; absent when it does not. */
  authenticatedAt: z.int().exactOptional(),
  /** Seconds since the epoch: the session ends then at the latest, because the IdP said so. */
  sessionEndsAt: z.int().exactOptional(),
  /** Milliseconds since the epoch. */
  startedAt: z.int(),
});
export type BrowserSession = Readonly<z.output<typeof browserSessionRecord>>;

/** Who somebody turned out to be, between the school's answer and the session; part of the login result. */
export const newSessionRecord = browserSessionRecord.omit({ id: true, startedAt: true });
export type NewSession = Readonly<z.output<typeof newSessionRecord>>;

/** A visit to a school's IdP that has not come back yet. */
export const pendingRecord = z.object({
  transaction: branded(transactionId),
  /** The school that was chosen; the IdP may speak for others too. */
  school: branded(schoolId),
  pending: z.object({
    handle: branded(requestHandle),
    idpId: branded(idpId),
    startedAt: z.int(),
    maxAge: z.int().exactOptional(),
    signInAnew: z.enum(['no', 'ask', 'prove']),
    requestId: z.string().exactOptional(),
    nonce: z.string().exactOptional(),
    codeVerifier: z.string().exactOptional(),
  }),
});
export type PendingVisit = Readonly<z.output<typeof pendingRecord>>;

/** A verified answer of a school that waits for the browser which began the transaction. */
export const arrivalRecord = z.object({
  transaction: branded(transactionId),
  identity: z.object({
    idpId: branded(idpId),
    schools: z.array(branded(schoolId)).min(1).readonly(),
    kind: z.enum(personKinds),
    identifiers: z
      .array(z.object({ namespace: z.string(), value: z.string(), portable: z.boolean() }))
      .readonly(),
    attributes: attributeValues,
    authenticatedAt: z.int().exactOptional(),
    sessionEndsAt: z.int().exactOptional(),
  }),
});
export type Arrival = Readonly<z.output<typeof arrivalRecord>>;
