import { expect, it } from 'vitest';
import type { BoardId } from '../../src/domain/ids.ts';
import { hashOf, rootOf } from '../../testkit/values/ids.ts';
import {
  boards,
  conflict,
  day,
  now,
  openedBefore,
  pupil,
  resolved,
  signIn,
  type ProvisionalCase,
} from './provisional-case.ts';

/** Two people of the first board from before: one with the ECK iD, one with the identifier that it should have come with. */
async function fromBefore(store: ProvisionalCase, at: readonly [BoardId, BoardId] = [boards[0], boards[0]]) {
  const { own, eck } = pupil();
  await signIn(store.people, { eck }, { board: at[0] });
  await signIn(store.people, { own }, { board: at[1] });
  await store.fromBefore(rootOf(own));
  return { own, eck };
}

/** What every `PersonStore` has to do with conflicts from before there were provisional roots. */
export function describeKeptApart(open: () => Promise<ProvisionalCase>): void {
  const store = openedBefore(open);

  it('a conflict from before leaves the ECK iD aside, where the board alone asserted both people', async () => {
    const { people, disclosed } = store();
    const { own, eck } = await fromBefore(store());
    for (const name of [own, eck]) await disclosed(rootOf(name), boards[0]);
    const first = await signIn(people, { own, eck });
    expect(first).toEqual({ outcome: 'kept_apart', root: rootOf(own), isNew: true });
    expect(await signIn(people, { own, eck })).toEqual({ ...first, isNew: false });
    expect(await signIn(people, { own })).toEqual(resolved(own));
    expect(await signIn(people, { eck })).toEqual(resolved(eck));
    expect(await people.hasGivenWay(rootOf(own))).toBe(false);
  });

  it('stays refused where the ledger does not say so of both', async () => {
    const { people, disclosed } = store();
    const { own, eck } = await fromBefore(store());
    expect(await signIn(people, { own, eck })).toEqual(conflict);
    await disclosed(rootOf(own), boards[0]);
    expect(await signIn(people, { own, eck })).toEqual(conflict);
    await disclosed(rootOf(eck), boards[0]);
    expect(await signIn(people, { own, eck })).toMatchObject({ outcome: 'kept_apart' });
  });

  it('stays refused where another board has released something about one of them', async () => {
    const { people, disclosed } = store();
    for (const strange of ['own', 'eck'] as const) {
      const names = await fromBefore(store());
      for (const name of [names.own, names.eck]) await disclosed(rootOf(name), boards[0]);
      await disclosed(rootOf(names[strange]), boards[1]);
      expect(await signIn(people, names)).toEqual(conflict);
    }
  });

  it('stays refused where the ECK iD is bound to another board, or was', async () => {
    const { people, disclosed } = store();
    const names = await fromBefore(store(), [boards[1], boards[0]]);
    for (const name of [names.own, names.eck]) await disclosed(rootOf(name), boards[0]);
    expect(await signIn(people, names)).toEqual({ outcome: 'foreign_board' });
    expect(await signIn(people, names, { at: now + 31 * day })).toEqual(conflict);
    await people.releasePortable(hashOf(names.eck));
    expect(await signIn(people, names)).toEqual(conflict);
  });

  it('stays refused where the person was made after the migration, or has an ECK iD', async () => {
    const { people, disclosed } = store();
    const later = pupil();
    await signIn(people, { own: later.own });
    await signIn(people, { own: later.own }, { board: boards[1] });
    await signIn(people, { eck: later.eck });
    const withEck = await fromBefore(store());
    await signIn(people, { own: withEck.own, eck: pupil().eck });
    for (const names of [later, withEck]) {
      for (const name of [names.own, names.eck]) await disclosed(rootOf(name), boards[0]);
      expect(await signIn(people, names)).toEqual(conflict);
    }
  });
}
