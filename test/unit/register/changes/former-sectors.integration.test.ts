import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Change } from '../../../../src/storage/stores/records.ts';
import { wantedRecords } from '../../../../testkit/federation/example-federation.ts';
import { openRegistryWorld, propose, type RegistryWorld } from '../../../../testkit/world/registry-world.ts';

let world: RegistryWorld;
beforeAll(async () => {
  world = await openRegistryWorld(inject('postgres15Url'));
});
afterAll(() => world.close());

const change = (...changes: readonly Change[]) => world.registry.submit(...propose(changes));
const sector = (supplier: string): Change => ({
  kind: 'sector',
  id: 'eenmalig',
  body: { id: 'eenmalig', supplier },
});

it('a sector that ended comes back to the supplier that had it, and to no other', async () => {
  expect(await change(sector('leesboom'))).toMatchObject({ outcome: 'applied' });
  expect(await change({ kind: 'sector', id: 'eenmalig', ended: true })).toMatchObject({ outcome: 'applied' });
  const refused = {
    outcome: 'refused',
    faults: [
      {
        kind: 'sector',
        id: 'eenmalig',
        path: ['supplier'],
        problem: expect.stringContaining('belonged to supplier leesboom'),
      },
    ],
  };
  expect(await change(sector('rekenrijk'))).toMatchObject(refused);
  expect(await change(...wantedRecords(), sector('rekenrijk'))).toMatchObject(refused);
  expect(await change(sector('leesboom'))).toMatchObject({ outcome: 'applied' });
});
