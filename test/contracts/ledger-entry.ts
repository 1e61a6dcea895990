import {
  agreementId,
  attributeName,
  boardId,
  schoolId,
  serviceId,
  supplierId,
} from '../../src/domain/ids.ts';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import { randomEntryId, randomHandle, required } from '../../testkit/values/ids.ts';

export const schools = [required(schoolId('school-een')), required(schoolId('school-twee'))] as const;
export const services = [required(serviceId('lezer')), required(serviceId('oefenen'))] as const;
export const now = Date.UTC(2026, 8, 1, 7, 30, 15, 123);

/** An entry about somebody new. */
export function entry(changes: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    id: randomEntryId(),
    at: now,
    person: randomHandle(),
    affiliation: 'pupil',
    school: schools[0],
    board: required(boardId('bestuur')),
    supplier: required(supplierId('uitgever')),
    service: services[0],
    released: [{ claim: required(attributeName('given_name')), transforms: ['initial', 'values'] }],
    withheld: [{ claim: required(attributeName('email')), reason: 'not_in_agreement' }],
    basis: { agreement: required(agreementId('overeenkomst')), agreementVersion: 3, policyVersion: 2 },
    subjectProof: 'proof',
    ...changes,
  };
}
