import { type AgreementStatus, agreementStatuses } from '../../../../src/register/model/kinds/agreement.ts';
import { describe, expect, it } from 'vitest';
import { registerInMemory } from '../../../../src/register/rules/register-in-memory.ts';
import { transitionFaults } from '../../../../src/register/rules/transitions.ts';
import { records, registerWith } from './rule-case.ts';
import { exampleFederation } from '../../../../testkit/federation/example-federation.ts';

const agreement = (changes: object = {}) => ({
  id: 'twee',
  board: 'waterland',
  supplier: 'leesboom',
  status: 'active',
  validFrom: '2027-01-01',
  validUntil: '2027-12-31',
  services: [{ service: 'leesboom-reader', affiliations: ['pupil'] }],
  ...changes,
});
const replaces = 'waterland-leesboom';

function problems(
  before: object | undefined,
  after: object | undefined,
  older: object = {},
): readonly string[] {
  const [first] = exampleFederation().parsed().agreement;
  const register = (written: object | undefined) =>
    registerInMemory(
      registerWith(
        records({
          agreements: [{ ...first, annex: [], ...older }, ...(written === undefined ? [] : [written])],
        }),
      ),
    );
  const step = { before: register(before), after: register(after) };
  const faults = transitionFaults({ kind: 'agreement', id: 'twee' }, step);
  return faults.map(({ path, problem }) => `${path.join('.')}: ${problem}`);
}

describe('the status of an agreement', () => {
  const steps: Readonly<Record<AgreementStatus, readonly AgreementStatus[]>> = {
    draft: ['draft', 'offered', 'active', 'ended'],
    offered: ['draft', 'offered', 'active', 'ended'],
    active: ['active', 'suspended', 'ended'],
    suspended: ['active', 'suspended', 'ended'],
    ended: ['ended'],
  };

  it.each(agreementStatuses)('goes from %s only where it can', (from) => {
    const possible = agreementStatuses.filter(
      (to) => problems(agreement({ status: from }), agreement({ status: to })).length === 0,
    );
    expect(possible).toEqual(agreementStatuses.filter((status) => steps[from].includes(status)));
  });

  it('may be any status in a new record, and one that replaced nothing may leave the register', () => {
    expect(problems(undefined, agreement({ status: 'ended' }))).toEqual([]);
    expect(problems(agreement(), undefined)).toEqual([]);
  });
});

describe('an agreement', () => {
  it('keeps its two parties', () => {
    expect(problems(agreement(), agreement({ board: 'zeeland', supplier: 'rekenrijk' }))).toEqual([
      'board: agreement twee is with board waterland and cannot become one with zeeland',
      'supplier: agreement twee is with supplier leesboom and cannot become one with rekenrijk',
    ]);
  });

  it.each(['active', 'suspended', 'ended'])('that is %s keeps the place that it took', (status) => {
    const before = agreement({ status, replaces });
    expect(problems(before, agreement({ status })).join()).toContain('which would come back');
    expect(problems(before, agreement({ status, replaces: 'een' })).join()).toContain('replaces:');
    expect(problems(before, agreement({ status, replaces, validFrom: '2027-01-02' })).join()).toContain(
      'would bring waterland-leesboom back for the days between',
    );
    expect(problems(before, agreement({ status, replaces, validFrom: '2026-12-31' }))).toEqual([]);
    expect(problems(before, undefined).join()).toContain('which is active and would come back');
    expect(problems(before, undefined, { status: 'ended' })).toEqual([]);
  });

  it.each(['draft', 'offered'])('that is %s took no place, and takes none by ending', (status) => {
    const before = agreement({ status, replaces });
    expect(problems(before, undefined)).toEqual([]);
    expect(problems(before, agreement({ status, validFrom: '2027-02-01' }))).toEqual([]);
    expect(problems(before, agreement({ status: 'ended', replaces })).join()).toContain('was never active');
    expect(problems(before, agreement({ status: 'ended' }))).toEqual([]);
    const alone = agreement({ status });
    expect(problems(alone, agreement({ status: 'ended', replaces })).join()).toContain('was never active');
  });
});

describe('a transition of other records', () => {
  const registerOf = (text: object) => registerInMemory(records(text));
  const sector = (supplier: string) => registerOf({ sectors: [{ id: 'leesboom', supplier }] });

  it('a sector never changes hands', () => {
    const name = { kind: 'sector', id: 'leesboom' } as const;
    const [own, other, gone] = [sector('leesboom'), sector('rekenrijk'), registerOf({})];
    expect(transitionFaults(name, { before: own, after: other })).toEqual([
      expect.objectContaining({ path: ['supplier'] }),
    ]);
    expect(transitionFaults(name, { before: own, after: own })).toEqual([]);
    expect(transitionFaults(name, { before: own, after: gone })).toEqual([]);
  });

  it('a school may get another BRIN', () => {
    const school = (brin: string) =>
      registerOf({
        schools: [{ id: 'de-zon', board: 'waterland', name: 'De Zon', town: 'Edam', sector: 'po', brin }],
      });
    const step = { before: school('99AA'), after: school('99AB') };
    expect(transitionFaults({ kind: 'school', id: 'de-zon' }, step)).toEqual([]);
  });
});
