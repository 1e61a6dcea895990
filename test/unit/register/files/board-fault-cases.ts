import type { FaultCase } from './school-fault-cases.ts';

const covers = 'covers: [login, pseudonyms, ledger]';
const at = 'boards[0].operatorAgreement';

/** Of what a board and the operator have agreed. */
export const boardFaultCases: readonly FaultCase[] = [
  ['a task that nobody knows', covers, 'covers: [login, backups]', `${at}.covers[1]`, /must be one of login/],
  ['an agreement that covers nothing', covers, 'covers: []', `${at}.covers`, /at least one element/],
  ['a task that is there twice', covers, 'covers: [login, login]', `${at}.covers`, /anything twice/],
  ['an agreement without what it covers', `, ${covers}`, '', `${at}.covers`, /is missing/],
  ['an agreement with a name for a hash', /hash: \w+/, 'hash: signed-pdf', `${at}.hash`, /must be a SHA-256/],
  [
    'an agreement that ends before it begins',
    covers,
    `validUntil: 2019-12-31, ${covers}`,
    `${at}.validUntil`,
    /ends on 2019-12-31, before it begins on 2020-01-01/,
  ],
  [
    'a sub-processor outside the EEA without a ground',
    covers,
    `subProcessors: [{ name: Verrekijk Ltd, purpose: hosting, country: GB }], ${covers}`,
    `${at}.subProcessors[0].transferGround`,
    /must be there for a country outside/,
  ],
  [
    'a signature of a supplier',
    covers,
    `signatures: { supplier: { function: director, on: 2019-12-01 } }, ${covers}`,
    `${at}.signatures.supplier`,
    /not known here/,
  ],
  [
    'a word instead of an agreement',
    /operatorAgreement: \{[^}]*\}/,
    'operatorAgreement: signed',
    at,
    /must be one of none/,
  ],
];
