import { expect, it } from 'vitest';
import { warnOfBoards } from '../../../src/app/prepare-register.ts';
import { buildRegister } from '../../../src/register/replica/build-register.ts';
import { boards, operatorAgreement } from '../../../testkit/federation/schools.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';

it('at the start, each board that says nothing of an agreement with the operator is named, and no other', () => {
  const logger = createRecordingLogger();
  const name = boards.waterland.name;
  const bodies = [
    { id: 'ended', name, operatorAgreement: { ...operatorAgreement, validUntil: '2021-01-01' } },
    { id: 'none', name, operatorAgreement: 'none' },
    { id: 'of-before', name },
    { id: 'signed', name, operatorAgreement },
    { id: 'too-of-before', name },
  ];
  const records = bodies.map((body) => ({ kind: 'board', id: body.id, version: 1, body }) as const);
  warnOfBoards(buildRegister(1, records), logger);
  expect(logger.events.map(({ level, event, fields }) => [level, event, fields?.recordId])).toEqual([
    ['warn', 'board.operator_agreement_missing', 'of-before'],
    ['warn', 'board.operator_agreement_missing', 'too-of-before'],
  ]);
});
