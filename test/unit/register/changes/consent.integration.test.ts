import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { openRegistryWorld, propose, type RegistryWorld } from '../../../../testkit/world/registry-world.ts';

let world: RegistryWorld;
beforeEach(async () => {
  world = await openRegistryWorld(inject('postgres15Url'));
});
afterEach(() => world.close());

const row = (claim: string, purpose: string, ground: string) => ({
  service: 'leesboom-reader',
  claim,
  purposes: [purpose],
  affiliations: ['pupil'],
  ground,
});

it('an agreement whose row comes to rest on consent narrows the policies under it', async () => {
  const annex = [row('group', 'teaching', 'consent'), row('given_name', 'access', 'public_task')];
  const change = await world.edited('agreement', 'waterland-leesboom', { annex });
  expect(await world.registry.submit(...propose([change]))).toMatchObject({
    outcome: 'applied',
    narrowed: [{ kind: 'policy', id: 'de-regenboog/leesboom-reader', claims: ['group'] }],
  });
});
