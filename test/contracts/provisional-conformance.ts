import { expect, it } from 'vitest';
import { hashOf, required, rootOf } from '../../testkit/values/ids.ts';
import {
  identify,
  boards,
  conflict,
  day,
  gaveWay,
  inputOf,
  movedTo,
  now,
  openedBefore,
  provisional,
  pupil,
  resolved,
  signIn,
  type ProvisionalCase,
} from './provisional-case.ts';

function describeRefusals(store: () => ProvisionalCase): void {
  it('a root never gives way to an ECK iD that the board may not assert', async () => {
    const { people } = store();
    const { own, eck } = pupil();
    await signIn(people, { eck }, { board: boards[1] });
    await signIn(people, { own });
    for (const at of [now, now + 29 * day]) {
      expect(await signIn(people, { own, eck }, { at })).toEqual({ outcome: 'foreign_board' });
    }
    expect(await signIn(people, { own })).toEqual(provisional(own));
    expect(await people.hasGivenWay(rootOf(own))).toBe(false);
  });

  it('a root that is 30 days old does not give way, and is not provisional any more', async () => {
    const { people } = store();
    const { own, eck } = pupil();
    await signIn(people, { own });
    await signIn(people, { eck }, { at: now + 1 });
    expect(await signIn(people, { own, eck }, { at: now + 30 * day + 1 })).toEqual(conflict);
    expect(await signIn(people, { own }, { at: now + 32 * day })).toEqual(resolved(own));
    expect(await signIn(people, { own, eck }, { at: now + 30 * day })).toEqual(movedTo(eck, own));
  });

  it('a root from before the migration does not give way', async () => {
    const { people, fromBefore } = store();
    const { own, eck } = pupil();
    await signIn(people, { own });
    await fromBefore(rootOf(own));
    await signIn(people, { eck });
    expect(await signIn(people, { own })).toEqual(resolved(own));
    expect(await signIn(people, { own, eck })).toEqual(conflict);
  });

  it('a root that another board made does not give way: nobody pulls another board’s pupil to a root of theirs', async () => {
    const { people } = store();
    const { own, eck } = pupil();
    await signIn(people, { own }, { board: boards[1] });
    await signIn(people, { eck });
    expect(await signIn(people, { own, eck })).toEqual(conflict);
    expect(await signIn(people, { own }, { board: boards[1] })).toMatchObject(resolved(own));
  });

  it('a root that another board relies on does not give way, whoever made it', async () => {
    const { people } = store();
    const { own, eck } = pupil();
    await signIn(people, { own });
    await signIn(people, { own }, { board: boards[1] });
    await signIn(people, { eck });
    expect(await signIn(people, { own, eck })).toEqual(conflict);
    expect(await signIn(people, { own })).toEqual(resolved(own));
  });

  it('a root to which another board has linked something does not give way', async () => {
    const { people } = store();
    const [{ own, eck }, elsewhere] = [pupil(), pupil()];
    await signIn(people, { own });
    const both = { ...inputOf({ own }, { board: boards[1] }) };
    await identify(people, {
      ...both,
      identifiers: [...both.identifiers, { hash: hashOf(elsewhere.own), portable: false }],
    });
    await signIn(people, { eck });
    expect(await signIn(people, { own, eck })).toEqual(conflict);
    expect(await signIn(people, { own: elsewhere.own, eck })).toEqual(conflict);
  });

  it('a root with an ECK iD of its own does not give way to that of another', async () => {
    const { people } = store();
    const [{ own, eck }, other] = [pupil(), pupil()];
    await signIn(people, { own });
    expect(await signIn(people, { own, eck })).toEqual(resolved(own));
    await signIn(people, { eck: other.eck });
    expect(await signIn(people, { own, eck: other.eck })).toEqual(conflict);
    expect(await signIn(people, { own })).toEqual(resolved(own));
  });

  it('two provisional roots are not joined, whoever asserts both', async () => {
    const { people } = store();
    const [one, other] = [pupil(), pupil()];
    await signIn(people, { own: one.own });
    await signIn(people, { own: other.own });
    const both = [one.own, other.own].map((name) => ({ hash: hashOf(name), portable: false }));
    const [first, ...rest] = both;
    const input = { ...inputOf({ own: one.own }, {}), identifiers: [required(first), ...rest] as const };
    expect(await identify(people, input)).toEqual(conflict);
    const { eck } = pupil();
    await signIn(people, { eck });
    const three = [{ hash: hashOf(eck), portable: true }, ...both] as const;
    expect(await identify(people, { ...input, identifiers: three })).toEqual(conflict);
  });

  it('an ECK iD beside another one takes nobody along', async () => {
    const { people } = store();
    const [{ own, eck }, other] = [pupil(), pupil()];
    await signIn(people, { own });
    await signIn(people, { eck });
    const identifiers = [
      { hash: hashOf(eck), portable: true },
      { hash: hashOf(other.eck), portable: true },
      { hash: hashOf(own), portable: false },
    ] as const;
    expect(await identify(people, { ...inputOf({ own }, {}), identifiers })).toEqual(conflict);
  });
}

function describeGivingWay(store: () => ProvisionalCase): void {
  it('links an ECK iD that has no root to the provisional one, which is provisional no more', async () => {
    const { people } = store();
    const { own, eck } = pupil();
    expect(await signIn(people, { own })).toEqual(provisional(own));
    expect(await signIn(people, { own, eck })).toEqual(resolved(own));
    expect(await signIn(people, { own })).toEqual(resolved(own));
    expect(await signIn(people, { eck })).toEqual(resolved(own));
  });

  it('gives way to the root of the ECK iD at the moment that the board may assert it', async () => {
    const { people } = store();
    const { own, eck } = pupil();
    await signIn(people, { eck }, { board: boards[1], at: now - 31 * day });
    expect(await signIn(people, { own })).toEqual(provisional(own));
    expect(await signIn(people, { own, eck }, { at: now + 7 * day })).toEqual(movedTo(eck, own));
    expect(await people.hasGivenWay(rootOf(own))).toBe(true);
    expect(await people.hasGivenWay(rootOf(eck))).toBe(false);
    for (const names of [{ own }, { eck }, { own, eck }]) {
      expect(await signIn(people, names, { at: now + 8 * day })).toEqual(resolved(eck));
    }
    expect(await signIn(people, { eck }, { board: boards[1], at: now + 8 * day })).toEqual({
      outcome: 'foreign_board',
    });
  });

  it('gives way when the ECK iD was released, which uses up the release', async () => {
    const { people } = store();
    const { own, eck } = pupil();
    await signIn(people, { eck }, { board: boards[1] });
    await signIn(people, { own });
    expect(await signIn(people, { own, eck })).toEqual({ outcome: 'foreign_board' });
    await people.releasePortable(hashOf(eck));
    expect(await signIn(people, { own, eck })).toEqual(movedTo(eck, own));
    expect(await signIn(people, { eck }, { board: boards[1] })).toEqual({ outcome: 'foreign_board' });
  });

  it('takes all identifiers of the former root along', async () => {
    const { people } = store();
    const [{ own, eck }, second] = [pupil(), pupil()];
    const both = [own, second.own].map((name) => ({ hash: hashOf(name), portable: false }));
    const [first, ...rest] = both;
    const input = { ...inputOf({ own }, {}), identifiers: [required(first), ...rest] as const };
    expect(await identify(people, input)).toEqual(provisional(own));
    await signIn(people, { eck });
    expect(await signIn(people, { own, eck })).toEqual(movedTo(eck, own));
    expect(await signIn(people, { own: second.own })).toEqual(resolved(eck));
  });

  it('ends a pupil’s second and third move at the same root, year after year', async () => {
    const { people } = store();
    const { eck } = pupil();
    await signIn(people, { eck });
    for (const [year, board] of [boards[1], boards[0], boards[1]].entries()) {
      const { own } = pupil();
      const at = now + (year + 1) * 365 * day;
      await signIn(people, { own }, { board, at });
      expect(await signIn(people, { own, eck }, { board, at: at + 7 * day })).toEqual(movedTo(eck, own));
      expect(await people.hasGivenWay(rootOf(eck))).toBe(false);
    }
  });

  it('happens once when 50 sign in with the ECK iD at the same time, and 50 without it', async () => {
    const { people } = store();
    const { own, eck } = pupil();
    await signIn(people, { eck });
    await signIn(people, { own });
    const found = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        identify(people, inputOf(index % 2 === 0 ? { own, eck } : { own }, {})),
      ),
    );
    expect(found.filter(gaveWay)).toEqual([movedTo(eck, own)]);
    // whoever was earlier than that has a root that can give way, and a session that asks
    for (const one of found) {
      if (one.outcome !== 'resolved' || one.root !== rootOf(eck)) expect(one).toEqual(provisional(own));
    }
    expect(await signIn(people, { own })).toEqual(resolved(eck));
  });

  it('never both links and gives way, when an ECK iD of its own and that of another come at the same time', async () => {
    const { people } = store();
    for (let round = 0; round < 10; round += 1) {
      const [{ own, eck }, other] = [pupil(), pupil()];
      await signIn(people, { eck: other.eck });
      await signIn(people, { own });
      const [linked, moved] = await Promise.all([
        identify(people, inputOf({ own, eck }, {})),
        identify(people, inputOf({ own, eck: other.eck }, {})),
      ]);
      const roots = await Promise.all(
        [{ own }, { eck }].map((names) => identify(people, inputOf(names, {}))),
      );
      if (gaveWay(moved)) {
        expect([linked, ...roots]).toEqual(Array.from({ length: 3 }, () => resolved(other.eck)));
      } else {
        expect([linked, moved, ...roots]).toEqual([resolved(own), conflict, resolved(own), resolved(own)]);
      }
    }
  });
}

/** What every `PersonStore` has to do with roots that may give way. */
export function describeProvisionalRoots(open: () => Promise<ProvisionalCase>): void {
  const store = openedBefore(open);
  describeRefusals(store);
  describeGivingWay(store);
}
