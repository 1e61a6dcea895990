import { describe, expect, it } from 'vitest';
import { covenantRules } from '../../../../src/register/rules/covenant-rules.ts';
import { inputOf, problemsOfWriting, records, registerWith } from './rule-case.ts';

const waterlandLeesboom = {
  id: 'waterland-leesboom',
  board: 'waterland',
  supplier: 'leesboom',
  status: 'active',
  validFrom: '2026-08-01',
  validUntil: '2027-07-31',
  services: [{ service: 'leesboom-reader', affiliations: ['pupil', 'teacher'] }],
};
const supplier = (covenant?: object) => ({
  id: 'leesboom',
  name: 'Uitgeverij Leesboom',
  privacyStatement: 'https://leesboom.example/privacy',
  ...(covenant === undefined ? {} : { covenant }),
});
const agreement = (kind: string, status = 'active') => ({
  ...waterlandLeesboom,
  status,
  model: { kind },
});
const warnings = (focus: object, background: object) =>
  [...covenantRules(inputOf(records(focus), registerWith(records({ ...background, ...focus }))))].map(
    ({ id, path, problem }) => `${id} ${path.join('.')}: ${problem}`,
  );

describe('the model agreement of the covenant', () => {
  it.each([
    ['says nothing of it', undefined, 'does not say that it takes part in the covenant'],
    ['is no part of it', { status: 'none', reason: 'no learning material' }, 'takes no part in the covenant'],
    [
      'is a medestander',
      { status: 'medestander', since: '2026-03-01' },
      'is a medestander of the covenant, whose products are outside of it',
    ],
  ])('is warned of with a supplier that %s', (_what, covenant, standing) => {
    const said = [
      `waterland-leesboom model.kind: agreement follows model 4.0, and supplier leesboom ${standing}`,
    ];
    const written = { agreements: [agreement('4.0')] };
    const suppliers = { suppliers: [supplier(covenant)] };
    expect(warnings(written, suppliers)).toEqual(said);
    expect(warnings(suppliers, written)).toEqual(said);
    expect(warnings({ ...written, ...suppliers }, {})).toEqual(said);
  });

  it('is for a deelnemer, and other models and ended agreements are not looked at', () => {
    const deelnemer = { suppliers: [supplier({ status: 'deelnemer', since: '2026-03-01' })] };
    expect(warnings({ agreements: [agreement('4.0')] }, deelnemer)).toEqual([]);
    const nobody = { suppliers: [supplier()] };
    expect(warnings({ agreements: [agreement('general')] }, nobody)).toEqual([]);
    expect(warnings({ agreements: [agreement('4.0', 'ended')] }, nobody)).toEqual([]);
    expect(warnings({ agreements: [waterlandLeesboom] }, nobody)).toEqual([]);
  });
});

describe('the supplier’s own purposes', () => {
  const row = (ground?: string) => ({
    service: 'leesboom-reader',
    claim: 'email',
    purposes: ['supplier_own'],
    affiliations: ['pupil'],
    ...(ground === undefined ? {} : { ground }),
  });
  const written = (members: object, ground?: string) =>
    problemsOfWriting({ agreements: [{ ...waterlandLeesboom, ...members, annex: [row(ground)] }] });

  it.each([
    ['of which nothing else is said', {}, undefined],
    ['with consent', {}, 'consent'],
    ['said to be with a processor', { relation: 'processor' }, 'consent'],
  ])('have no place in an agreement %s', (_what, members, ground) => {
    expect(written(members, ground)).toEqual([
      "annex.0.purposes: email would be used for the supplier's own purposes, and a processor has none",
    ]);
  });

  it('need consent where the supplier is a controller', () => {
    expect(written({ relation: 'controller' })).toEqual([
      "annex.0.purposes: email would be used for the supplier's own purposes without consent",
    ]);
    expect(written({ relation: 'controller' }, 'consent')).toEqual([]);
  });

  it('stand in a row of their own beside what the school has it for, and in no two', () => {
    const others = { ...row('public_task'), purposes: ['access'] };
    const annexOf = (...annex: readonly object[]) =>
      problemsOfWriting({ agreements: [{ ...waterlandLeesboom, relation: 'controller', annex }] });
    expect(annexOf(others, row('consent'))).toEqual([]);
    expect(annexOf(others, row('consent'), row('consent'))).toEqual([
      'annex.2.affiliations.0: email of pupil for leesboom-reader has an earlier row',
    ]);
  });
});
