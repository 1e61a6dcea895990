import { newVersionOf } from '../../src/register/changes/step.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { boardId, schoolId, type BoardId, type ObjectionHash } from '../../src/domain/ids.ts';
import type { PersonStore } from '../../src/storage/stores/person-store.ts';
import type { RegisterStore } from '../../src/storage/stores/register-store.ts';
import { hashOf, objectionHashOf, required } from '../../testkit/values/ids.ts';

const boards = [required(boardId('bestuur-een')), required(boardId('bestuur-twee'))] as const;
const school = required(schoolId('de-school'));
const now = Date.UTC(2026, 8, 1, 7);

export interface OpenedStores {
  readonly people: PersonStore;
  readonly register: RegisterStore;
  /** How many rows say who stands for whose objection. */
  count(): Promise<number>;
  close(): Promise<void>;
}

const fresh = (name: string): string => `${name} ${randomUUID()}`;
const hashAt = (name: string, board: BoardId): ObjectionHash => objectionHashOf(`${name} at ${board}`);

/** What has to hold where objections and sign-ins meet, in one place that keeps the register and people. */
export function describeObjections(open: () => Promise<OpenedStores>): void {
  let opened: OpenedStores | undefined;
  const stores = () => {
    if (opened === undefined) throw new Error('the stores were not opened');
    return opened;
  };
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());

  async function signIn([first = '', ...rest]: readonly string[], board: BoardId = boards[0]) {
    const hashed = (name: string) => ({ hash: hashOf(name), portable: name.startsWith('eck') });
    const found = await stores().people.identify({
      identifiers: [hashed(first), ...rest.map(hashed)],
      board,
      school,
      at: now,
      staleBefore: now - 1,
      provisionalSince: now - 1,
      objections: [first, ...rest].map((name) => ({
        identifier: hashOf(name),
        board,
        hash: hashAt(name, board),
      })),
    });
    return found.outcome === 'resolved' ? new Set(found.objectionHashes) : found.outcome;
  }
  const known = (names: readonly string[], board: BoardId = boards[0]) =>
    new Set(names.map((name) => hashAt(name, board)));

  /** The people of these names object, each by an identifier of that name; gives the revision. */
  async function write(id: string, names: readonly string[], board: BoardId = boards[0]): Promise<void> {
    const body = { id, school, hashes: names.map((name) => hashAt(name, board)), boards: [board] };
    for (;;) {
      const revision = await stores().register.revision();
      const meta = { author: 'ada', reason: 'a letter', at: now };
      const written = await stores().register.apply(
        revision,
        [newVersionOf({ kind: 'objection', id, body })],
        meta,
      );
      if (written.outcome === 'applied') return;
    }
  }

  it('a sign-in is known by what it asserted, and leaves nothing of somebody who did not object', async () => {
    const [own, eck] = [fresh('own'), fresh('eck')];
    const before = await stores().count();
    expect(await signIn([eck, own])).toEqual(known([eck, own]));
    expect(await stores().count()).toBe(before);
  });

  it('an identifier that comes later stands for the objection too, and alone from then on', async () => {
    const [own, eck, next] = [fresh('own'), fresh('eck'), fresh('next')];
    await write(fresh('objection'), [own]);
    expect(await signIn([eck, own])).toEqual(known([own, eck]));
    expect(await signIn([eck, next])).toEqual(known([own, eck, next]));
    expect(await signIn([next])).toEqual(known([own, eck, next]));
  });

  it('two objections of one person are met by either, whichever identifiers each was made with', async () => {
    const [own, eck] = [fresh('own'), fresh('eck')];
    await write(fresh('objection'), [own]);
    await write(fresh('objection'), [eck]);
    await signIn([eck, own]);
    expect(await signIn([eck])).toEqual(known([own, eck]));
    expect(await signIn([own])).toEqual(known([own, eck]));
  });

  it('nothing is known at another board, whatever is known at the first', async () => {
    const [own, other] = [fresh('own'), fresh('other')];
    await write(fresh('objection'), [own]);
    await signIn([own, other]);
    expect(await signIn([own], boards[1])).toEqual(known([own], boards[1]));
    expect(await stores().people.joinObjections([hashAt(other, boards[1])])).toEqual([
      hashAt(other, boards[1]),
    ]);
  });

  it('a sign-in that is refused adds nothing', async () => {
    const [one, two, three] = [fresh('one'), fresh('two'), fresh('three')];
    await write(fresh('objection'), [one]);
    await signIn([one]);
    await signIn([two]);
    const before = await stores().count();
    expect(await signIn([one, two])).toBe('conflict');
    expect(await signIn([three, one, two])).toBe('conflict');
    expect(await stores().count()).toBe(before);
    expect(await signIn([two])).toEqual(known([two]));
  });

  it('what an objection knows outlives its end, and a version that says less', async () => {
    const [own, eck] = [fresh('own'), fresh('eck')];
    const id = fresh('objection');
    await write(id, [own]);
    await signIn([eck, own]);
    const revision = await stores().register.revision();
    const meta = { author: 'ada', reason: 'withdrawn', at: now };
    await stores().register.apply(revision, [{ kind: 'objection', id, ended: true }], meta);
    await write(id, [own]);
    expect(await signIn([eck])).toEqual(known([own, eck]));
  });

  it('joins what is given to it to the objections of each of them', async () => {
    const [own, eck] = [fresh('own'), fresh('eck')];
    await write(fresh('objection'), [own]);
    const all = [...known([own, eck])];
    expect(new Set(await stores().people.joinObjections(all))).toEqual(new Set(all));
    expect(await signIn([eck])).toEqual(known([own, eck]));
  });

  it('sign-ins at the same moment as an objection lose nothing of it', async () => {
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        const [own, eck, later] = [fresh('own'), fresh('eck'), fresh('later')];
        await Promise.all([
          write(fresh('objection'), [own]),
          ...Array.from({ length: 5 }, () => signIn([eck, own])),
          ...Array.from({ length: 5 }, () => signIn([own, later])),
        ]);
        // one more with each of them: from then on any of the three is enough
        await signIn([own, eck]);
        await signIn([own, later]);
        expect(await signIn([later])).toEqual(known([own, eck, later]));
        expect(await signIn([eck])).toEqual(known([own, eck, later]));
      }),
    );
  });
}
