import { expect, it } from 'vitest';
import { boardId } from '../../../src/domain/ids.ts';
import { agreementRecord } from '../../../src/register/model/kinds/agreement.ts';
import { emptyLists } from '../../../src/register/model/records.ts';
import { takesPlaceOf } from '../../../src/register/model/validity.ts';
import { registerInMemory } from '../../../src/register/rules/register-in-memory.ts';
import { transitionFaults } from '../../../src/register/rules/transitions.ts';
import { mayChange } from '../../../src/rights/rights.ts';
import { exampleFederation } from '../../../testkit/federation/example-federation.ts';
import { required } from '../../../testkit/values/ids.ts';

const [replaced] = exampleFederation().parsed().agreement;
const replaces = required(replaced).id;

function written(changes: object) {
  const body = { ...exampleFederation().lists.agreements[0], id: 'next', status: 'offered', ...changes };
  return { body, record: agreementRecord.parse(body) };
}

/** What the rights of a board and then the life of agreements have against a step; empty: it is made. */
function refusals(before: object, after: object): readonly string[] {
  const [old, next] = [written(before), written(after)];
  const party = { kind: 'board', id: required(boardId('waterland')) } as const;
  const name = { kind: 'agreement', id: 'next' } as const;
  const register = ({ record }: typeof old) =>
    registerInMemory({ ...emptyLists(), agreement: [required(replaced), record] });
  const step = { before: register(old), after: register(next) };
  const refused = mayChange({ party }, { ...name, before: old.body, after: next.body }, step);
  return [refused?.path ?? [], ...transitionFaults(name, step).map(({ path }) => path)]
    .map((path) => path.join('.'))
    .filter((path) => path !== '');
}

it.each<[string, object, object, readonly string[]]>([
  ['with its place', { replaces }, { status: 'ended', replaces }, ['status']],
  ['in the place of nothing', { replaces }, { status: 'ended' }, []],
  ['in the place of another one', {}, { status: 'ended', replaces }, ['replaces', 'status']],
  ['given back in the place of nothing', { replaces }, { status: 'draft' }, ['replaces']],
  ['agreed to in the place of nothing', { replaces }, { status: 'active' }, ['replaces']],
  [
    'agreed to, and then ended',
    { status: 'active', replaces },
    { status: 'ended' },
    ['replaces', 'replaces'],
  ],
])('an offer is refused %s by a board only where nothing ends by it', (_what, before, after, places) => {
  expect(refusals(before, after)).toEqual(places);
  if (places.length === 0) {
    expect(takesPlaceOf(written(after).record, required(replaced))).toBe(false);
  }
});
