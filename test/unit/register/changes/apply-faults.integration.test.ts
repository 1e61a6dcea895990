import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { WrittenRecord } from '../../../../src/register/model/federation-records.ts';
import { planAgainst } from '../../../../src/register/changes/apply.ts';
import { catalogue } from '../../../../testkit/federation/catalogue.ts';
import { wantedRecords } from '../../../../testkit/federation/example-federation.ts';
import { openRegistryWorld, type RegistryWorld } from '../../../../testkit/world/registry-world.ts';

let world: RegistryWorld;
beforeAll(async () => {
  world = await openRegistryWorld(inject('postgres15Url'));
});
afterAll(() => world.close());

/** What `sluis apply` says about each fault. */
async function linesOf(wanted: readonly WrittenRecord[], prune = false): Promise<readonly string[]> {
  const planning = planAgainst(world.store, wanted, { prune, catalogue });
  const said = await planning.then(
    () => '',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return said.split('\n');
}

const without = (...kinds: readonly WrittenRecord['kind'][]) =>
  wantedRecords().filter(({ kind }) => !kinds.includes(kind));
const hint = ', or apply with --prune.';

describe('--prune is not offered', () => {
  it('for a step that a record cannot make', async () => {
    const [line, ...more] = await linesOf(wantedRecords('status: active', 'status: draft'));
    expect(more).toEqual([]);
    expect(line).toMatch(/^agreement waterland-leesboom status: /);
    expect(line).not.toMatch(/prune/);
  });

  it('for a policy that is wider than its agreement, also when something else is outside the files', async () => {
    const wider = without('idp').map((record) =>
      record.kind === 'policy' ? { ...record, body: { ...Object(record.body), claims: ['email'] } } : record,
    );
    const lines = await linesOf(wider);
    expect(lines[0]).toMatch(/^policy de-regenboog\/leesboom-reader claims/);
    expect(lines.join()).not.toMatch(/prune/);
  });

  it('for a sector that was of another supplier once', async () => {
    const sector = { kind: 'sector', id: 'extra' } as const;
    const body = { id: 'extra', supplier: 'leesboom' };
    const said = { author: 'ada', reason: 'reasons' };
    await world.registry.change({ ...said, changes: [{ ...sector, body }] });
    await world.registry.change({ ...said, changes: [{ ...sector, ended: true }] });
    const extra = '  - { id: rekenrijk, supplier: rekenrijk }\n';
    const again = wantedRecords(extra, `${extra}  - { id: extra, supplier: rekenrijk }\n`);
    const lines = await linesOf(again.filter(({ kind }) => kind !== 'idp'));
    expect(lines).toEqual([expect.stringMatching(/^sector extra supplier: /)]);
    expect(lines.join()).not.toMatch(/prune/);
  });

  it('to whoever prunes', async () => {
    const back = wantedRecords('status: active', 'status: draft').filter(({ kind }) => kind !== 'idp');
    const lines = await linesOf(back, true);
    expect(lines).toEqual([expect.stringMatching(/^agreement waterland-leesboom status: /)]);
    expect(lines.join()).not.toMatch(/prune/);
  });
});

describe('--prune is offered', () => {
  it('where a record outside the files is in the way, and only there', async () => {
    const renamed = wantedRecords('id: regenboog-saml', 'id: regenboog-new').map((record) =>
      record.kind === 'agreement' ? { ...record, body: { ...Object(record.body), status: 'draft' } } : record,
    );
    const lines = await linesOf(renamed);
    expect(lines.filter((line) => line.endsWith(hint))).toEqual([
      expect.stringMatching(/^idp regenboog-new .*namespace regenboog is already that of IdP regenboog-saml/),
    ]);
    expect(lines.filter((line) => !line.endsWith(hint))).toEqual([
      expect.stringMatching(/^agreement waterland-leesboom status/),
    ]);
  });
});
