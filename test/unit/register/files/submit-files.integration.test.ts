import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { WrittenRecord } from '../../../../src/storage/stores/records.ts';
import { readFederationFolder } from '../../../../src/register/files/federation-files.ts';
import { submitFiles, type FilesSubmission } from '../../../../src/register/files/submit-files.ts';
import { inFederationFolder } from '../../../../testkit/federation/federation-folder.ts';
import { changesPseudonyms } from '../../../../src/register/changes/pseudonym-changes.ts';
import { wholeRegister } from '../../../../testkit/values/whole-register.ts';
import { wantedRecords } from '../../../../testkit/federation/example-federation.ts';
import { openRegistryWorld, propose, type RegistryWorld } from '../../../../testkit/world/registry-world.ts';

const somebody = '11111111-0000-4000-8000-000000000000';

let world: RegistryWorld;
beforeAll(async () => {
  world = await openRegistryWorld(inject('postgres15Url'));
});
afterAll(() => world.close());

async function submitted(
  wanted: readonly WrittenRecord[],
  more: Partial<FilesSubmission> = {},
): ReturnType<typeof submitFiles> {
  return inFederationFolder(wanted, async (folder) => {
    const said = { author: 'ada', reason: 'reasons', prune: false, ...more };
    return await submitFiles(world, await readFederationFolder(folder), said);
  });
}

/** What `sluis apply` says about each fault, with the name of the file alone. */
async function linesOf(wanted: readonly WrittenRecord[], prune = false): Promise<readonly string[]> {
  const said = await submitted(wanted, { prune }).then(
    () => '',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return said.split('\n').map((line) => line.replace(/^\/\S*\//, ''));
}

const without = (...kinds: readonly WrittenRecord['kind'][]) =>
  wantedRecords().filter(({ kind }) => !kinds.includes(kind));
const hint = ', or apply with --prune.';

describe('--prune is not offered', () => {
  it('for a step that a record cannot make', async () => {
    const [line, ...more] = await linesOf(wantedRecords('status: active', 'status: draft'));
    expect(more).toEqual([]);
    expect(line).toMatch(/^agreements.yaml:\d+:\d+ agreements\[0\].status: /);
    expect(line).not.toMatch(/prune/);
  });

  it('for a policy that is wider than its agreement, also when something else is outside the files', async () => {
    const wider = without('idp').map((record) =>
      record.kind === 'policy' ? { ...record, body: { ...Object(record.body), claims: ['email'] } } : record,
    );
    const lines = await linesOf(wider);
    expect(lines[0]).toMatch(/^policies.yaml:\d+:\d+ policies\[0\].claims/);
    expect(lines.join()).not.toMatch(/prune/);
  });

  it('for a sector that was of another supplier once', async () => {
    const sector = { kind: 'sector', id: 'extra' } as const;
    const body = { id: 'extra', supplier: 'leesboom' };
    await world.registry.submit(...propose([{ ...sector, body }]));
    await world.registry.submit(...propose([{ ...sector, ended: true }]));
    const extra = '  - { id: rekenrijk, supplier: rekenrijk }\n';
    const again = wantedRecords(extra, `${extra}  - { id: extra, supplier: rekenrijk }\n`);
    const lines = await linesOf(again.filter(({ kind }) => kind !== 'idp'));
    expect(lines).toEqual([
      expect.stringMatching(/^sectors.yaml:\d+:\d+ sectors\[0\].supplier: sector extra/),
    ]);
    expect(lines.join()).not.toMatch(/prune/);
  });

  it('to whoever prunes', async () => {
    const back = wantedRecords('status: active', 'status: draft').filter(({ kind }) => kind !== 'idp');
    const lines = await linesOf(back, true);
    expect(lines).toEqual([expect.stringMatching(/^agreements.yaml:\d+:\d+ agreements\[0\].status: /)]);
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
      expect.stringMatching(
        /^idps.yaml:\d+:\d+ idps\[1\].identifier.namespace: namespace regenboog already belongs to IdP regenboog-saml/,
      ),
    ]);
    expect(lines.filter((line) => !line.endsWith(hint))).toEqual([
      expect.stringMatching(/^agreements.yaml:\d+:\d+ agreements\[0\].status/),
    ]);
  });
});

describe('what files would do', () => {
  const effectOf = async (wanted: readonly WrittenRecord[], prune = false) => {
    const outcome = await submitted(wanted, { prune, dryRun: true });
    return 'consequences' in outcome ? outcome.consequences : outcome.outcome;
  };

  it('refuses an empty federation', async () => {
    await expect(submitted([])).rejects.toThrow(/would end everything/);
  });

  it('nothing when the register says the same, in whatever order', async () => {
    expect(await effectOf(wantedRecords(), true)).toBe('unchanged');
  });

  it('names the fields that differ', async () => {
    const wanted = wantedRecords(
      'affiliations: [pupil], transforms: [initial]',
      'affiliations: [pupil, teacher]',
    );
    expect(await effectOf(wanted)).toEqual([
      {
        kind: 'agreement',
        id: 'waterland-leesboom',
        effect: 'updated',
        differences: [
          { field: 'annex[0].affiliations', before: ['pupil'], after: ['pupil', 'teacher'] },
          { field: 'annex[0].transforms', before: ['initial'], after: [] },
        ],
      },
    ]);
  });

  it('ends what is not wanted only with prune, and never an objection', async () => {
    const id = 'an-objection';
    const body = { id, school: 'de-regenboog', claim: 'given_name', person: somebody };
    const made = await world.registry.submit(...propose([{ kind: 'objection', id, body }]));
    expect(made.outcome).toBe('applied');
    const wanted = without('policy');
    expect(await effectOf(wanted)).toBe('unchanged');
    expect(await effectOf(wanted, true)).toEqual([
      { kind: 'policy', id: 'de-regenboog/leesboom-reader', effect: 'ended', differences: [] },
    ]);
  });

  it('points out what changes pseudonyms', async () => {
    const warned = async (from: string, to: string) => {
      const outcome = await submitted(wantedRecords(from, to), { dryRun: true });
      return 'consequences' in outcome ? outcome.consequences.filter(changesPseudonyms) : outcome;
    };
    expect(await warned('attributes: [nameid]', 'attributes: [uid]')).toMatchObject([
      { kind: 'idp', id: 'regenboog-saml' },
    ]);
    expect(await warned('name: College De Kade', 'name: College De Kade 2')).toEqual([]);
  });
});

describe('files that build on a register', () => {
  const school = (id: string, board: string, brin: string): WrittenRecord => ({
    kind: 'school',
    id,
    body: { id, board, name: 'Nieuw', town: 'Broek', brin, sector: 'po' },
  });

  it('are refused at the line that names what is neither here nor there', async () => {
    const added = [school('de-vlieger', 'waterland', '98ZZ'), school('het-roer', 'waterlnad', '97ZZ')];
    expect(await linesOf(added)).toEqual([
      expect.stringMatching(/^schools\.yaml:\d+:\d+ schools\[1\]\.board: board waterlnad does not exist/),
    ]);
  });

  it('may name what the register holds', async () => {
    const added = await submitted([school('de-vlieger', 'waterland', '98ZZ')], { dryRun: true });
    expect(added).toMatchObject({
      outcome: 'valid',
      consequences: [{ id: 'de-vlieger', effect: 'created' }],
    });
  });

  it('may end a record that others outside the files say too much about: those are narrowed', async () => {
    const narrower = without('policy').map((record) =>
      record.kind === 'agreement' ? { ...record, body: { ...Object(record.body), annex: [] } } : record,
    );
    expect(await submitted(narrower, { dryRun: true })).toMatchObject({
      outcome: 'valid',
      narrowed: [{ id: 'de-regenboog/leesboom-reader' }],
    });
  });
});

describe('submitting files', () => {
  const kade = (name: string) => wantedRecords('name: College De Kade', `name: College De Kade ${name}`);

  it('writes one revision with author and reason, and none when there is nothing to do', async () => {
    const before = await world.store.revision();
    expect(await submitted(kade('een'))).toMatchObject({ outcome: 'applied', revision: before + 1 });
    expect(await submitted(kade('een'))).toEqual({
      outcome: 'unchanged',
      revision: before + 1,
      warnings: [],
    });
    expect((await world.store.history('school', 'de-kade')).at(-1)).toMatchObject({
      author: 'ada',
      reason: 'reasons',
      revision: before + 1,
    });
  });

  it('of two at the same time, both get through, one after the other', async () => {
    const outcomes = await Promise.all([
      submitted(kade('twee')),
      submitted(kade('twee').map((each) => renamed(each, 'supplier', 'rekenrijk', 'Rekenrijk B'))),
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(expect.arrayContaining(['applied', 'applied']));
  });

  it('does not write what was shown when somebody else changed the register meanwhile', async () => {
    const confirm = async () => {
      await world.registry.submit(
        ...propose([{ kind: 'board', id: 'late', body: { id: 'late', name: 'Late' } }]),
      );
      return true;
    };
    await expect(submitted(kade('drie'), { confirm })).rejects.toMatchObject({ code: 'storage.conflict' });
    expect(await submitted(kade('drie'), { confirm: () => Promise.resolve(false) })).toEqual({
      outcome: 'declined',
    });
    expect((await submitted(kade('drie'), { dryRun: true })).outcome).toBe('valid');
  });
});

function renamed(record: WrittenRecord, kind: string, id: string, name: string): WrittenRecord {
  return record.kind === kind && record.id === id
    ? { ...record, body: { ...Object(record.body), name } }
    : record;
}

describe('whatever files say', () => {
  /** Boards, and suppliers with sectors: they name nobody else. */
  const name = fc.constantFrom('Een', 'Twee', '"drie": [vier]', 'null');
  const extra: fc.Arbitrary<readonly WrittenRecord[]> = fc.uniqueArray(
    fc
      .tuple(fc.constantFrom('board' as const, 'supplier' as const), fc.constantFrom('a', 'b', 'c'), name)
      .map(([kind, id, text]): WrittenRecord => {
        const privacyStatement = 'https://a.example/privacy';
        return { kind, id, body: { id, name: text, ...(kind === 'board' ? {} : { privacyStatement }) } };
      }),
    { selector: ({ kind, id }) => `${kind} ${id}` },
  );
  const wanted = extra.map((more) => [...wantedRecords(), ...more]);

  it('applied, it leaves nothing to do; without prune it ends nothing; pruned, the register holds exactly that', async () => {
    await fc.assert(
      fc.asyncProperty(wanted, fc.boolean(), async (records, prune) => {
        const before = await namesIn(world);
        await submitted(records, { prune });
        expect((await submitted(records, { prune })).outcome).toBe('unchanged');
        const after = await namesIn(world);
        if (prune) expect(after).toEqual(records.map(({ kind, id }) => `${kind} ${id}`).sort());
        else expect(before.filter((each) => !after.includes(each))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  }, 60_000);
});

async function namesIn({ store }: RegistryWorld): Promise<readonly string[]> {
  const { records } = await wholeRegister(store);
  return records
    .filter(({ kind }) => kind !== 'objection')
    .map(({ kind, id }) => `${kind} ${id}`)
    .sort();
}
