import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import type { Change } from '../../../../src/storage/stores/records.ts';
import {
  end,
  openRegistryWorld,
  problems,
  propose,
  type RegistryWorld,
} from '../../../../testkit/world/registry-world.ts';

let world: RegistryWorld;
const opened: RegistryWorld[] = [];

beforeEach(async () => {
  world = await openRegistryWorld(inject('postgres15Url'));
  opened.push(world);
});
afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()));
});

const change = (...changes: readonly Change[]) => world.registry.submit(...propose(changes));
const edited: RegistryWorld['edited'] = (kind, id, members) => world.edited(kind, id, members);
const reader = 'de-regenboog/leesboom-reader';

describe('a change of the register', () => {
  it('is one new version with author, time and reason, and what the audit trail is told', async () => {
    const outcome = await change(await edited('school', 'de-kade', { name: 'De Kaap' }));
    expect(outcome).toEqual({
      outcome: 'applied',
      revision: 2,
      consequences: [
        {
          kind: 'school',
          id: 'de-kade',
          effect: 'updated',
          differences: [{ field: 'name', before: 'College De Kade', after: 'De Kaap' }],
        },
      ],
      narrowed: [],
      warnings: [],
    });
    expect((await world.registry.history({ kind: 'school', id: 'de-kade' })).at(-1)).toMatchObject({
      version: 2,
      author: 'ada',
      reason: 'because',
      at: world.clock.now(),
      revision: 2,
      ended: false,
    });
    expect(await world.ledger.listAudit({ type: 'register.applied', limit: 9 })).toContainEqual({
      type: 'register.applied',
      at: world.clock.now(),
      number: 2,
    });
  });

  it('is nothing when the register says so already, whatever the order of keys and the short forms', async () => {
    const body = await world.body('policy', reader);
    const short = {
      claims: ['given_name', { transforms: [{ values: ['groep-5', 'groep-6'] }], name: 'group' }],
      enabled: true,
      service: body['service'],
      school: body['school'],
    };
    expect(await change({ kind: 'policy', id: reader, body: short })).toEqual({
      outcome: 'unchanged',
      revision: 1,
      warnings: [],
    });
  });

  it('is refused as stale when somebody was earlier', async () => {
    const renamed = await edited('school', 'de-kade', { name: 'De Kaap' });
    const at = (version: number) =>
      propose([renamed], { expected: [{ kind: 'school', id: 'de-kade', version } as const] });
    expect(await world.registry.submit(...at(0))).toEqual({
      outcome: 'version_mismatch',
      record: { kind: 'school', id: 'de-kade' },
      version: 1,
    });
    expect(await world.registry.submit(...at(1))).toMatchObject({ outcome: 'applied' });
    expect(await world.registry.submit(...at(1))).toEqual({
      outcome: 'version_mismatch',
      record: { kind: 'school', id: 'de-kade' },
      version: 2,
    });
  });

  it('ends several that name each other in one change', async () => {
    const ending = await change(
      end('policy', reader),
      end('agreement', 'waterland-leesboom'),
      end('service', 'leesboom-reader'),
    );
    expect(ending).toMatchObject({ outcome: 'applied', narrowed: [] });
    expect(await world.registry.find({ kind: 'policy', id: reader })).toBeUndefined();
  });

  it('an agreement made narrower narrows the policies under it, flags them and tells the audit trail', async () => {
    const annex = [
      { service: 'leesboom-reader', claim: 'group', purposes: ['teaching'], affiliations: ['pupil'] },
    ];
    const narrowing = await change(await edited('agreement', 'waterland-leesboom', { annex }));
    expect(narrowing).toMatchObject({
      outcome: 'applied',
      narrowed: [{ kind: 'policy', id: reader, claims: ['given_name'] }],
    });
    expect(await world.ledger.listAudit({ type: 'register.narrowed', limit: 9 })).toEqual([
      {
        type: 'register.narrowed',
        at: world.clock.now(),
        number: 2,
        school: 'de-regenboog',
        service: 'leesboom-reader',
      },
    ]);
    // narrowed once, it is not told again, and it may be made narrower still without being tidied at once
    const again = await change(await edited('agreement', 'waterland-leesboom', { annex: [] }));
    expect(again).toMatchObject({ narrowed: [{ claims: ['group'] }] });
    expect(await change(await edited('policy', reader, { claims: ['given_name'] }))).toMatchObject({
      outcome: 'applied',
    });
    expect(await change(await edited('policy', reader, { enabled: false }))).toMatchObject({
      outcome: 'applied',
    });
    expect(problems(await change(await edited('policy', reader, { enabled: true })))).toMatchObject([
      expect.stringMatching(/no row/),
    ]);
  });

  it('an agreement that no longer covers an affiliation narrows the lines that name it, and no others', async () => {
    const row = {
      service: 'leesboom-reader',
      claim: 'given_name',
      purposes: ['access'],
      affiliations: ['pupil', 'teacher'],
    };
    const group = { ...row, claim: 'group', purposes: ['teaching'] };
    const agreed = (...annex: readonly object[]) => edited('agreement', 'waterland-leesboom', { annex });
    const claims = [
      { name: 'given_name', affiliations: ['pupil'] },
      { name: 'given_name', affiliations: ['teacher'], transforms: ['initial'] },
      'group',
    ];
    await change(await agreed(row, group));
    expect(await change(await edited('policy', reader, { claims }))).toMatchObject({ outcome: 'applied' });
    const pupils = { affiliations: ['pupil'] };
    expect(await change(await agreed({ ...row, ...pupils }, { ...group, ...pupils }))).toMatchObject({
      outcome: 'applied',
      narrowed: [{ kind: 'policy', id: reader, claims: ['given_name'] }],
    });
    // of what was narrowed once only what is narrowed anew is told, about the others
    expect(await change(await agreed({ ...row, affiliations: ['teacher'] }))).toMatchObject({
      narrowed: [{ id: reader, claims: ['given_name', 'group'] }],
    });
    // narrower still, as one line and as several; never for somebody else
    expect(await change(await edited('policy', reader, { claims: claims.slice(0, 1) }))).toMatchObject({
      outcome: 'applied',
    });
    const wider = [{ name: 'given_name', affiliations: ['pupil', 'staff'] }];
    expect(problems(await change(await edited('policy', reader, { claims: wider })))).toEqual([
      expect.stringMatching(
        /claims\.0\.affiliations\.1: .*given_name of staff on .* agreed about teacher only/,
      ),
    ]);
    await change(await agreed());
    expect(problems(await change(await edited('policy', reader, { claims: ['given_name'] })))).toEqual([
      expect.stringMatching(/claims\.0: .*no row/),
    ]);
    expect(await change(await edited('policy', reader, { claims: claims.slice(0, 1) }))).toMatchObject({
      outcome: 'unchanged',
    });
  });

  it('a policy for all that was narrowed may be divided by affiliation, since that says no more', async () => {
    await change(await edited('agreement', 'waterland-leesboom', { annex: [] }));
    const divided = ['pupil', 'teacher', 'staff'].map((each) => ({
      name: 'given_name',
      affiliations: [each],
    }));
    expect(await change(await edited('policy', reader, { claims: divided }))).toMatchObject({
      outcome: 'applied',
      consequences: [{ differences: [{ field: 'claims' }] }],
    });
  });

  it('is told line by line: for whom a claim is switched on', async () => {
    const { claims } = await world.body('policy', reader);
    const [first, ...others] = z.array(z.record(z.string(), z.unknown())).parse(claims);
    const lines = [{ ...first, affiliations: ['pupil'] }, ...others];
    expect(await change(await edited('policy', reader, { claims: lines }))).toMatchObject({
      consequences: [
        { effect: 'updated', differences: [{ field: 'claims[0].affiliations', after: ['pupil'] }] },
      ],
    });
  });

  it('a service registered for another purpose narrows the policies under it, and a new row for others is refused', async () => {
    const claims = [
      { name: 'given_name', purpose: 'research', required: false },
      { name: 'group', purpose: 'teaching', required: false },
    ];
    expect(await change(await edited('service', 'leesboom-reader', { claims }))).toMatchObject({
      outcome: 'applied',
      narrowed: [{ kind: 'policy', id: reader, claims: ['given_name'] }],
    });
    // the agreement says what it said before: it may be written for another reason, and not be made wrong in a new way
    expect(
      await change(await edited('agreement', 'waterland-leesboom', { dpia: 'DPIA 2027' })),
    ).toMatchObject({
      outcome: 'applied',
    });
    const annex = [
      { service: 'leesboom-reader', claim: 'group', purposes: ['security'], affiliations: ['pupil'] },
    ];
    expect(problems(await change(await edited('agreement', 'waterland-leesboom', { annex })))).toMatchObject([
      expect.stringMatching(/group for leesboom-reader is agreed for security, but .* for teaching/),
    ]);
  });

  it('a service that asks for less, and a school that goes to another board, narrow too', async () => {
    const claims = [{ name: 'group', purpose: 'teaching', required: false }];
    expect(await change(await edited('service', 'leesboom-reader', { claims }))).toMatchObject({
      narrowed: [{ id: reader, claims: ['given_name'] }],
    });
    const board = { kind: 'board', id: 'zuid', body: { id: 'zuid', name: 'Zuid' } } as const;
    expect(await change(board, await edited('school', 'de-regenboog', { board: 'zuid' }))).toMatchObject({
      narrowed: [{ id: reader, claims: ['group'] }],
    });
  });

  it('objections too, which outlive what they are about', async () => {
    const body = {
      id: 'o1',
      school: 'de-kade',
      person: '11111111-1111-4111-8111-111111111111',
      claim: 'given_name',
    };
    expect(await change({ kind: 'objection', id: 'o1', body })).toMatchObject({ outcome: 'applied' });
    const leaving = await change(end('idp', 'kade-entra'), end('school', 'de-kade'));
    expect(leaving).toMatchObject({ outcome: 'applied' });
  });

  it('of many at the same time, each is applied or finds the register changed', async () => {
    const names = ['A', 'B', 'C', 'D'];
    const changes = await Promise.all(names.map((name) => edited('school', 'de-kade', { name })));
    const outcomes = await Promise.all(changes.map((each) => change(each)));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(names.map(() => 'applied'));
    expect(await world.store.revision()).toBe(5);
  });
});

describe('versions of a record', () => {
  it('an old one can be restored, checked like every change', async () => {
    await change(await edited('school', 'de-kade', { name: 'De Kaap' }));
    const name = { kind: 'school', id: 'de-kade' } as const;
    const back = await world.registry.changesToRestore(name, 1);
    expect(await world.registry.submit(...propose(back ?? [], { reason: 'a mistake' }))).toMatchObject({
      outcome: 'applied',
      consequences: [{ differences: [{ field: 'name', before: 'De Kaap', after: 'College De Kade' }] }],
    });
    expect((await world.registry.history(name)).map(({ version, reason }) => [version, reason])).toEqual([
      [1, 'start'],
      [2, 'because'],
      [3, 'a mistake'],
    ]);
    expect(await world.registry.changesToRestore(name, 9)).toBeUndefined();
  });

  it('one that no longer fits is refused', async () => {
    const policy = { kind: 'policy', id: reader } as const;
    await change(end('policy', reader));
    await change(await edited('agreement', 'waterland-leesboom', { annex: [] }));
    const back = await world.registry.changesToRestore(policy, 1);
    expect(await world.registry.submit(...propose(back ?? []))).toMatchObject({ outcome: 'refused' });
    expect(await world.registry.changesToRestore(policy, 2)).toEqual([]);
  });
});

describe('a question to the register', () => {
  it('lists page by page, and what names somebody', async () => {
    const { registry } = world;
    const ids = async (query: Parameters<typeof registry.list>[0]) =>
      (await registry.list(query)).map(({ id }) => id);
    expect(await ids({ kind: 'school', limit: 1 })).toEqual(['de-kade']);
    expect(await ids({ kind: 'school', limit: 9, after: 'de-kade' })).toEqual(['de-regenboog']);
    expect(await ids({ kind: 'school', limit: 9, naming: { board: 'waterland' } })).toEqual([
      'de-kade',
      'de-regenboog',
    ]);
    expect(await ids({ kind: 'policy', limit: 9, naming: { school: 'de-kade' } })).toEqual([]);
    expect(await ids({ kind: 'idp', limit: 9, naming: { school: 'de-kade' } })).toEqual(['kade-entra']);
    expect(
      await ids({ kind: 'agreement', limit: 9, naming: { service: 'leesboom-reader', board: 'waterland' } }),
    ).toEqual(['waterland-leesboom']);
    expect(await ids({ kind: 'school', limit: 9, after: 'a\0b' })).toEqual([]);
  });

  it('finds nothing under names that no record has', async () => {
    expect(await world.registry.find({ kind: 'board', id: 'a\0b' })).toBeUndefined();
    expect(await world.registry.history({ kind: 'board', id: '../..' })).toEqual([]);
  });
});
