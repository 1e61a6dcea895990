import type { Operation } from '../operation.ts';

export interface HeaderDescription {
  readonly name: string;
  readonly required: boolean;
  readonly description: string;
  readonly example: string;
}

const reason: HeaderDescription = {
  name: 'Sluis-Reason',
  required: true,
  description:
    'Why: kept for ever with the version, or in the audit trail with the look-up of a person. One line of at most 300 characters, percent-encoded where it is not ASCII. It must not name anybody.',
  example: 'ticket 42: new reading programme',
};
const idempotencyKey: HeaderDescription = {
  name: 'Idempotency-Key',
  required: false,
  description:
    'A value that the API client makes anew for each change, such as a UUID. A call that is sent again with it within 24 hours is not done again: it gets the first answer.',
  example: '7f0c1d6e-6f4b-4c3e-9a55-0f2f6f1c9b11',
};
const ifMatch: HeaderDescription = {
  name: 'If-Match',
  required: false,
  description: 'The ETag that was read: the change is made only if the record is still at that version.',
  example: '"3"',
};
const ifNoneMatch: HeaderDescription = {
  name: 'If-None-Match',
  required: false,
  description: '`*`: only if there is no such record yet.',
  example: '*',
};

/** Headers that an operation understands besides Authorization. */
export function headersOf({
  changes,
  precondition,
  aboutOnePerson,
}: Operation): readonly HeaderDescription[] {
  return [
    ...(precondition === 'version' ? [{ ...ifMatch, required: true }] : []),
    ...(precondition === 'create' ? [ifMatch, ifNoneMatch] : []),
    ...(changes || aboutOnePerson === true ? [reason] : []),
    ...(changes ? [idempotencyKey] : []),
  ];
}
