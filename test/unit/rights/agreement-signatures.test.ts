import { expect, it } from 'vitest';
import { supplierId, boardId } from '../../../src/domain/ids.ts';
import type { BoundParty } from '../../../src/domain/party.ts';
import { agreementRecord } from '../../../src/register/model/kinds/agreement.ts';
import { emptyLists } from '../../../src/register/model/records.ts';
import { registerInMemory } from '../../../src/register/rules/register-in-memory.ts';
import { mayChange } from '../../../src/rights/rights.ts';
import { exampleFederation } from '../../../testkit/federation/example-federation.ts';
import { required } from '../../../testkit/values/ids.ts';

const board: BoundParty = { kind: 'board', id: required(boardId('waterland')) };
const supplier: BoundParty = { kind: 'supplier', id: required(supplierId('leesboom')) };
const byBoard = { board: { function: 'bestuurder', on: '2026-09-01', text: 'a'.repeat(64) } };
const bySupplier = { supplier: { function: 'directeur', on: '2026-08-30' } };
const both = { ...bySupplier, ...byBoard };

/** `ok`, or the place that is refused. */
function judged(
  party: BoundParty,
  [before, after]: readonly [object | undefined, object | undefined],
): string {
  const [old, next] = [before, after].map((changes) => changes && body({ status: 'offered', ...changes }));
  const change = {
    kind: 'agreement',
    id: 'waterland-leesboom',
    ...(old === undefined ? {} : { before: old }),
    ...(next === undefined ? {} : { after: next }),
  } as const;
  const register = registerInMemory(emptyLists());
  const refused = mayChange({ party }, change, { before: register, after: register });
  return refused === undefined ? 'ok' : refused.path.join('.');
}

function body(changes: object): unknown {
  const written = { ...required(exampleFederation().lists.agreements[0]), ...changes };
  agreementRecord.parse(written);
  return written;
}

it.each<[string, BoundParty, readonly [object | undefined, object | undefined], string]>([
  [
    'of the board with its consent',
    board,
    [{ signatures: bySupplier }, { status: 'active', signatures: both }],
    'ok',
  ],
  ['of the board without it', board, [{}, { signatures: byBoard }], 'signatures.board'],
  [
    'of the board as it gives back',
    board,
    [{}, { status: 'draft', signatures: byBoard }],
    'signatures.board',
  ],
  [
    'of the board later',
    board,
    [{ status: 'active' }, { status: 'active', signatures: byBoard }],
    'signatures.board',
  ],
  [
    'of the board as it goes on',
    board,
    [{ status: 'suspended' }, { status: 'active', signatures: byBoard }],
    'signatures.board',
  ],
  ['of the board taken back', board, [{ signatures: byBoard }, { status: 'active' }], 'signatures.board'],
  [
    'of the supplier by the board',
    board,
    [{}, { status: 'active', signatures: both }],
    'signatures.supplier',
  ],
  [
    'of the supplier taken out by the board',
    board,
    [{ signatures: bySupplier }, { status: 'active' }],
    'signatures.supplier',
  ],
  ['of the supplier in its offer', supplier, [undefined, { signatures: bySupplier }], 'ok'],
  ['of the board in an offer', supplier, [undefined, { signatures: byBoard }], 'signatures.board'],
  ['of the board, added by the supplier', supplier, [{}, { signatures: byBoard }], 'signatures.board'],
  ['of the board in an offer that is taken back', supplier, [{ signatures: byBoard }, undefined], 'ok'],
])('a signature %s is judged', (_what, party, change, place) => {
  expect(judged(party, change)).toBe(place);
});
