import { describe, expect, it } from 'vitest';
import { createBoardReader } from '../../../../../src/register/replica/snapshot/board-reader.ts';
import type { StoredRecord } from '../../../../../src/storage/stores/records.ts';
import { boards, operatorAgreement } from '../../../../../testkit/federation/schools.ts';

const stored = (id: string, agreed?: unknown): StoredRecord => ({
  kind: 'board',
  id,
  version: 3,
  body: { id, name: boards.waterland.name, ...(agreed === undefined ? {} : { operatorAgreement: agreed }) },
});
const papers = {
  subProcessors: [{ name: 'Wolkenrek BV', purpose: 'hosting', country: 'NL' }],
  destroyedAfterDays: 90,
  signatures: { board: { function: 'bestuurder', on: '2019-12-01' } },
};

describe('a board as a node keeps it', () => {
  it('has the days of its agreement with the operator and what that covers, and no papers', () => {
    const read = createBoardReader();
    const { validFrom, covers } = operatorAgreement;
    expect(read(stored('waterland', { ...operatorAgreement, ...papers }))).toEqual({
      record: { id: 'waterland', name: boards.waterland.name, operatorAgreement: { validFrom, covers } },
      version: 3,
    });
    const until = { ...operatorAgreement, ...papers, validUntil: '2030-01-01' };
    expect(read(stored('zeeland', until)).record.operatorAgreement).toEqual({
      validFrom,
      validUntil: '2030-01-01',
      covers,
    });
  });

  it('shares equal terms with other boards, whatever the papers', () => {
    const read = createBoardReader();
    const terms = [operatorAgreement, { ...operatorAgreement, ...papers, hash: '1'.repeat(64) }].map(
      (agreed, index) => read(stored(`board-${String(index)}`, agreed)).record.operatorAgreement,
    );
    expect(terms[0]).toBe(terms[1]);
  });

  it('says that there is none, or nothing where nothing was asked for', () => {
    const read = createBoardReader();
    expect(read(stored('waterland', 'none')).record.operatorAgreement).toBe('none');
    expect(read(stored('waterland')).record).not.toHaveProperty('operatorAgreement');
  });

  it('cannot be read with papers that cannot be read', () => {
    const read = createBoardReader();
    expect(() => read(stored('waterland', { ...operatorAgreement, hash: 'x' }))).toThrow(/cannot be read/);
  });
});
