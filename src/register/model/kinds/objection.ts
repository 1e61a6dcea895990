import { z } from 'zod';
import type { Kind } from '../kind.ts';
import type { RecordType } from '../record-type.ts';
import { typedIdentifierValue } from '../typed-identifier.ts';
import {
  anyOf,
  attributeNameValue,
  boardIdValue,
  objectionHashValue,
  objectionIdValue,
  personHandleValue,
  schoolIdValue,
  serviceIdValue,
} from '../values.ts';

/** What an objection is about; the register and the schools write the same. */
const about = {
  id: objectionIdValue,
  school: schoolIdValue,
  /** Absent: every service. */
  service: serviceIdValue.exactOptional(),
  /** Absent: the whole service, so no sign-in. */
  claim: attributeNameValue.exactOptional(),
};

/**
 * A person's objection, registered by the school: to one claim, to one service, or to one claim everywhere. It acts at
 * all schools of the board where it was made, and stays with the school when that moves to another board.
 */
export const objectionRecord = z
  .strictObject({
    ...about,
    /** Keyed hashes of the identifiers of whoever objects, each at one of `boards`. */
    hashes: anyOf(objectionHashValue).default([]),
    /** Boards where it was made; several when it was written again after the school had moved. */
    boards: anyOf(boardIdValue).default([]),
    /** In the place of both, in a record that the program has not upgraded yet: the ledger handle of that person. */
    person: personHandleValue.exactOptional(),
  })
  .refine(({ hashes, boards, person }) => isOneForm(hashes.length, boards.length, person !== undefined), {
    error: 'must say whose objection it is',
    path: ['person'],
  });
export type Objection = RecordType<typeof objectionRecord>;

/** Hashes with their boards, or the handle of former records. */
function isOneForm(hashes: number, boards: number, hasHandle: boolean): boolean {
  return hasHandle ? hashes === 0 && boards === 0 : hashes > 0 && boards > 0;
}

/** As somebody writes it: whose it is by handle or by identifier, or not at all where the objection is there already. */
const writtenObjection = z.strictObject({
  ...about,
  person: z.union([personHandleValue, typedIdentifierValue]).exactOptional(),
});

/** As it is shown: whose it is can be asked by whoever has an identifier of that person, and not the other way round. */
export const shownObjection = writtenObjection.omit({ person: true });

export const objectionKind: Kind<Objection> = {
  schema: objectionRecord,
  idParts: ['id'],
  references: [
    { to: 'school', at: ['school'], outlives: true },
    { to: 'service', at: ['service'], outlives: true },
  ],
  hidden: ['person', 'hashes', 'boards'],
  api: {
    path: 'objections',
    schemaName: 'Objection',
    written: writtenObjection,
    shown: shownObjection,
    filters: ['school', 'service'],
    // objections are people's, so reading them is the same task as registering them
    readScope: 'objections:write',
    writeScope: 'objections:write',
    example: {
      id: 'objection-2026-0042',
      school: 'de-regenboog',
      person: '4e1f6c0a-0000-4000-8000-0123456789ab',
      claim: 'given_name',
    },
  },
};
