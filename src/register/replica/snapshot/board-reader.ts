import type { OperatorTerms } from '../../model/operator-agreement.ts';
import type { SnapshotBoard } from '../../model/snapshot-board.ts';
import type { Versioned } from '../../model/versioned.ts';
import type { StoredRecord } from '../../../storage/stores/records.ts';
import { readRecord } from '../../stored/read-record.ts';

/** The operator agrees on the same with many boards: equal terms are kept once. Throws `register.invalid`. */
export function createBoardReader(): (stored: StoredRecord) => Versioned<SnapshotBoard> {
  const termsByText = new Map<string, OperatorTerms>();
  const keptOnce = (terms: OperatorTerms): OperatorTerms => {
    const text = JSON.stringify(terms);
    const known = termsByText.get(text) ?? terms;
    termsByText.set(text, known);
    return known;
  };
  return (stored) => {
    const { record, version } = readRecord('board', stored);
    const { operatorAgreement, ...board } = record;
    if (operatorAgreement === undefined) return { record: board, version };
    if (operatorAgreement === 'none') return { record: { ...board, operatorAgreement }, version };
    const { validFrom, validUntil, covers } = operatorAgreement;
    const terms = { validFrom, ...(validUntil === undefined ? {} : { validUntil }), covers };
    return { record: { ...board, operatorAgreement: keptOnce(terms) }, version };
  };
}
