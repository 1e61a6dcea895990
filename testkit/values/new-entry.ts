import {
  agreementId,
  attributeName,
  boardId,
  schoolId,
  serviceId,
  subject,
  supplierId,
  type AttributeName,
  type Subject,
} from '../../src/domain/ids.ts';
import type { NewEntry } from '../../src/ledger/ledger.ts';
import { randomHandle, required } from './ids.ts';

export const claim = (text: string): AttributeName => required(attributeName(text));

/** A `sub` of the right shape that begins so. */
export function someSubject(start: string): Subject {
  return required(subject(start.padEnd(43, '-')));
}

/** What a disclosure of a first letter and some groups says, with these differences. */
export function newEntry(changes: Partial<NewEntry> = {}): NewEntry {
  return {
    person: randomHandle(),
    affiliation: 'pupil',
    school: required(schoolId('de-regenboog')),
    board: required(boardId('waterland')),
    supplier: required(supplierId('leesboom')),
    service: required(serviceId('leesboom-reader')),
    released: [
      { claim: claim('given_name'), transforms: ['initial'] },
      { claim: claim('group'), transforms: ['values'] },
    ],
    withheld: [{ claim: claim('email'), reason: 'not_in_agreement' }],
    basis: { agreement: required(agreementId('waterland-leesboom')), agreementVersion: 4, policyVersion: 7 },
    subject: someSubject('pip'),
    ...changes,
  };
}
