import { describe, expect, it } from 'vitest';
import { closedGate } from '../../../src/release/closed-gate.ts';
import { filesBelow, read } from '../../../testkit/machine/project-files.ts';
import { boardRecord, day, idpRecord, operatorTerms, schoolRecord, serviceRecord } from './decision-case.ts';

const today = day('2026-09-01');
const closed = {
  school: schoolRecord({ closed: { on: today } }),
  board: boardRecord('none'),
  idp: idpRecord({ disabled: true }),
  service: serviceRecord([], { blocked: true }),
};
const open = {
  school: schoolRecord(),
  board: boardRecord(operatorTerms()),
  idp: idpRecord(),
  service: serviceRecord([]),
};

describe('the gates that are closed to everybody', () => {
  it('are asked about in one order: the school, its board, its login, the service', () => {
    expect(closedGate(closed, today)).toEqual({ reason: 'school_closed', school: closed.school.id });
    expect(closedGate({ ...closed, school: open.school }, today)).toEqual({
      reason: 'operator_agreement_not_in_force',
      board: closed.board.id,
    });
    expect(closedGate({ ...closed, school: open.school, board: open.board }, today)).toEqual({
      reason: 'idp_not_in_force',
      idp: closed.idp.id,
    });
    expect(closedGate({ ...open, service: closed.service }, today)).toEqual({
      reason: 'service_blocked',
      service: closed.service.id,
    });
    expect(closedGate(open, today)).toBeUndefined();
  });

  it('are asked about each by itself, while the rest of the sign-in is not known', () => {
    expect(closedGate({ board: closed.board }, today)).toMatchObject({
      reason: 'operator_agreement_not_in_force',
    });
    expect(closedGate({ idp: closed.idp }, today)).toMatchObject({ reason: 'idp_not_in_force' });
    expect(closedGate({ service: closed.service }, today)).toMatchObject({ reason: 'service_blocked' });
    expect(closedGate({}, today)).toBeUndefined();
  });

  it('are asked about nowhere else in a login or a decision', () => {
    const asking = [...filesBelow('src/login', '.ts'), ...filesBelow('src/release', '.ts')].filter((path) =>
      /\b(?:schoolIsOpen|idpIsInForce|operatorAgreementIsInForce)\b|\.blocked\b/.test(read(path)),
    );
    expect(asking).toEqual(['src/release/closed-gate.ts']);
  });
});
