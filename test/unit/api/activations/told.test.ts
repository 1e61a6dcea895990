import { describe, expect, it } from 'vitest';
import { activationChangeShape, describedChange } from '../../../../src/api/activations/told.ts';
import { refusalReasons } from '../../../../src/domain/release.ts';
import { schoolRecord, service } from '../../release/decision-case.ts';

const closedBy = (reason: (typeof refusalReasons)[number]) =>
  describedChange(service, { at: 0, school: schoolRecord(), change: 'switched_off', reason });

describe('what a supplier is told of a gate that closed', () => {
  it('is of the agreement of board and operator only that the school is not active, and that its board can act', () => {
    const told = closedBy('operator_agreement_not_in_force');
    expect(told).toMatchObject({ reason: 'not_active', whoseTurn: 'board' });
    expect(JSON.stringify(told)).not.toContain('operator');
  });

  it.each(refusalReasons)('has a form of its own: %s', (reason) => {
    expect(() => activationChangeShape.parse(closedBy(reason))).not.toThrow();
    expect(JSON.stringify(activationChangeShape.def)).not.toContain('operator_agreement');
  });
});
