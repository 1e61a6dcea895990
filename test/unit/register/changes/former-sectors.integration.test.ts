import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { planAgainst } from '../../../../src/register/changes/apply.ts';
import type { RecordChange } from '../../../../src/storage/stores/records.ts';
import { catalogue } from '../../../../testkit/federation/catalogue.ts';
import { wantedRecords } from '../../../../testkit/federation/example-federation.ts';
import { openRegistryWorld, type RegistryWorld } from '../../../../testkit/world/registry-world.ts';

let world: RegistryWorld;
beforeAll(async () => {
  world = await openRegistryWorld(inject('postgres15Url'));
});
afterAll(() => world.close());

const change = (...changes: readonly RecordChange[]) =>
  world.registry.change({ changes, author: 'ada', reason: 'because' });
const sector = (supplier: string): RecordChange => ({
  kind: 'sector',
  id: 'eenmalig',
  body: { id: 'eenmalig', supplier },
});

it('a sector that ended comes back to the supplier that had it, and to no other', async () => {
  expect(await change(sector('leesboom'))).toMatchObject({ outcome: 'applied' });
  expect(await change({ kind: 'sector', id: 'eenmalig', ended: true })).toMatchObject({ outcome: 'applied' });
  expect(await change(sector('rekenrijk'))).toMatchObject({
    outcome: 'refused',
    faults: [{ kind: 'sector', id: 'eenmalig', path: ['supplier'] }],
  });
  const files = [
    ...wantedRecords(),
    { kind: 'sector', id: 'eenmalig', body: { id: 'eenmalig', supplier: 'rekenrijk' } } as const,
  ];
  await expect(planAgainst(world.store, files, { prune: false, catalogue })).rejects.toThrow(
    /sector eenmalig.* was one of supplier leesboom/,
  );
  expect(await change(sector('leesboom'))).toMatchObject({ outcome: 'applied' });
});
