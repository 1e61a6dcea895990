import { z } from 'zod';
import { educationSectors } from './register.ts';
import {
  anyOf,
  attributeNameValue,
  boardIdValue,
  idpIdValue,
  mapOf,
  objectionHashValue,
  objectionIdValue,
  personHandleValue,
  schoolIdValue,
  serviceIdValue,
} from './values.ts';

/** What an objection is about; the register and the schools write the same. */
const about = {
  id: objectionIdValue,
  school: schoolIdValue,
  service: serviceIdValue.exactOptional(),
  claim: attributeNameValue.exactOptional(),
};

/** As the register keeps it. */
export const objectionRecord = z
  .strictObject({
    ...about,
    hashes: anyOf(objectionHashValue).default([]),
    boards: anyOf(boardIdValue).default([]),
    person: personHandleValue.exactOptional(),
  })
  .refine(({ hashes, boards, person }) => isOneForm(hashes.length, boards.length, person !== undefined), {
    error: 'must say whose objection it is',
    path: ['person'],
  });

/** Hashes with their boards, or the handle of former records. */
function isOneForm(hashes: number, boards: number, hasHandle: boolean): boolean {
  return hasHandle ? hashes === 0 && boards === 0 : hashes > 0 && boards > 0;
}

/** One value of an identifier; what is cut off and refused beyond this depends on the IdP. */
const typedText = z.string().min(1, { error: 'must not be empty' }).max(4096, {
  error: 'must be at most 4096 characters',
});

/** An identifier as somebody types it: an ECK iD, or what the school's login sends. */
export const typedIdentifierValue = z.union([
  z.strictObject({ eckId: typedText, sector: z.enum(educationSectors).exactOptional() }),
  z.strictObject({ idp: idpIdValue.exactOptional(), values: mapOf(typedText) }),
]);

/** As somebody writes it: whose it is by handle or by identifier, or not at all where the objection is there already. */
export const writtenObjection = z.strictObject({
  ...about,
  person: z.union([personHandleValue, typedIdentifierValue]).exactOptional(),
});

/** As it is shown: whose it is can be asked by whoever has an identifier of that person, and not the other way round. */
export const shownObjection = writtenObjection.omit({ person: true });
