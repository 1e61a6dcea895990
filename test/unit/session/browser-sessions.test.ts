import { beforeEach, describe, expect, it } from 'vitest';
import type { PersonRoot } from '../../../src/domain/ids.ts';
import { createBrowserSessions, type BrowserSessions } from '../../../src/session/browser-sessions.ts';
import { rootOf } from '../../../testkit/values/ids.ts';
import { createSealedMemory, newSession, newSessionId, type SealedMemory } from './sessions-case.ts';

const minute = 60_000;
let memory: SealedMemory;
let sessions: BrowserSessions;
/** Roots that gave way, and which were asked about. */
let gone: Set<PersonRoot>;
let asked: PersonRoot[];

beforeEach(() => {
  memory = createSealedMemory();
  gone = new Set();
  asked = [];
  sessions = createBrowserSessions({
    ...memory,
    idleSeconds: 30 * 60,
    absoluteSeconds: 8 * 3600,
    hasGivenWay: (root) => {
      asked.push(root);
      return Promise.resolve(gone.has(root));
    },
  });
});

describe('a session with a provisional root', () => {
  const root = rootOf('new pupil');

  it('is over when the root has given way, for whoever looks or uses, and does not come back', async () => {
    for (const look of [sessions.find, sessions.use]) {
      gone.clear();
      const { id } = await sessions.begin(newSessionId(), newSession({ root, provisional: true }));
      expect(await look(id)).toMatchObject({ root });
      gone.add(root);
      expect(await look(id)).toBeUndefined();
      gone.clear();
      expect(await look(id)).toBeUndefined();
    }
  });

  it('that began after the root gave way is over from the start', async () => {
    gone.add(root);
    const { id } = await sessions.begin(newSessionId(), newSession({ root, provisional: true }));
    expect(await sessions.find(id)).toBeUndefined();
  });

  it('fails when nobody can say, rather than go on', async () => {
    const unsure = createBrowserSessions({
      ...memory,
      idleSeconds: 60,
      absoluteSeconds: 60,
      hasGivenWay: () => Promise.reject(new Error('the database is away')),
    });
    const { id } = await sessions.begin(newSessionId(), newSession({ root, provisional: true }));
    await expect(unsure.find(id)).rejects.toThrow('away');
  });

  it('is the only one that costs a question', async () => {
    const { id } = await sessions.begin(newSessionId(), newSession({ root }));
    gone.add(root);
    expect(await sessions.find(id)).toBeDefined();
    expect(await sessions.use(id)).toBeDefined();
    expect(asked).toEqual([]);
  });
});

describe('a session that is not there', () => {
  it('one that nobody began', async () => {
    expect(await sessions.find(newSessionId())).toBeUndefined();
  });

  it('one that ended, and ending it again is no error', async () => {
    const { id } = await sessions.begin(newSessionId(), newSession());
    await sessions.end(id);
    await sessions.end(id);
    expect(await sessions.find(id)).toBeUndefined();
  });

  it('one that was not used for the idle time, to the millisecond', async () => {
    const { id } = await sessions.begin(newSessionId(), newSession());
    memory.clock.advance(30 * minute - 1);
    expect(await sessions.find(id)).toBeDefined();
    memory.clock.advance(1);
    expect(await sessions.find(id)).toBeUndefined();
  });

  it('one that was looked at and not used: looking does not prolong', async () => {
    const { id } = await sessions.begin(newSessionId(), newSession());
    memory.clock.advance(20 * minute);
    expect(await sessions.find(id)).toBeDefined();
    memory.clock.advance(10 * minute);
    expect(await sessions.find(id)).toBeUndefined();
  });

  it('one that is older than the absolute time, however often it was used', async () => {
    const begun = await sessions.begin(newSessionId(), newSession());
    for (let used = 0; used < 8 * 6 - 1; used += 1) {
      memory.clock.advance(10 * minute);
      expect((await sessions.use(begun.id))?.startedAt).toBe(begun.startedAt);
    }
    memory.clock.advance(10 * minute - 1);
    expect(await sessions.find(begun.id)).toBeDefined();
    expect(await sessions.use(begun.id)).toEqual(begun);
    memory.clock.advance(1);
    expect(await sessions.use(begun.id)).toBeUndefined();
    expect(await memory.store.get(`session:${begun.id}`)).toBeUndefined();
  });

  it('one whose IdP stands for it no longer, however often it was used, to the millisecond', async () => {
    const sessionEndsAt = memory.clock.now() / 1000 + 25 * 60;
    const begun = await sessions.begin(newSessionId(), newSession({ sessionEndsAt }));
    memory.clock.advance(20 * minute);
    expect(await sessions.use(begun.id)).toEqual(begun);
    memory.clock.advance(5 * minute - 1);
    expect(await sessions.use(begun.id)).toEqual(begun);
    memory.clock.advance(1);
    expect(await sessions.find(begun.id)).toBeUndefined();
    expect(await sessions.use(begun.id)).toBeUndefined();
    expect(await memory.store.get(`session:${begun.id}`)).toBeUndefined();
  });

  it('one whose IdP had ended it before it began', async () => {
    const sessionEndsAt = memory.clock.now() / 1000 - 10;
    const { id } = await sessions.begin(newSessionId(), newSession({ sessionEndsAt }));
    expect(await sessions.find(id)).toBeUndefined();
    expect(await sessions.use(id)).toBeUndefined();
  });

  it('one that ended: using it does not bring it back, nor does it while it ends', async () => {
    const { id } = await sessions.begin(newSessionId(), newSession());
    await Promise.all([sessions.use(id), sessions.end(id), sessions.use(id)]);
    expect(await sessions.use(id)).toBeUndefined();
    expect(await sessions.find(id)).toBeUndefined();
  });

  it('one whose use comes after its end by time stays over', async () => {
    const begun = await sessions.begin(newSessionId(), newSession());
    memory.clock.advance(9 * 60 * minute);
    expect(await sessions.use(begun.id)).toBeUndefined();
    expect(await sessions.find(begun.id)).toBeUndefined();
  });

  it.each(['', '{}', 'null', '[]', 'no json', '{"id":"short"}', '\u0000', '{"id":'])(
    'one that has another shape: %j',
    async (text) => {
      const id = newSessionId();
      await memory.store.put(`session:${id}`, Buffer.from(text), 60);
      expect(await sessions.find(id)).toBeUndefined();
      expect(await sessions.use(id)).toBeUndefined();
    },
  );

  it('one that is no text at all', async () => {
    const id = newSessionId();
    await memory.store.put(`session:${id}`, Buffer.of(0xff, 0xfe, 0x80), 60);
    expect(await sessions.find(id)).toBeUndefined();
  });

  it('one in which a single field has another shape', async () => {
    const { id } = await sessions.begin(newSessionId(), newSession());
    const bytes = await memory.store.get(`session:${id}`);
    const changed = Buffer.from(bytes ?? [])
      .toString()
      .replace('"pupil"', '"parent"');
    expect(changed).toContain('parent');
    await memory.store.put(`session:${id}`, Buffer.from(changed), 60);
    expect(await sessions.find(id)).toBeUndefined();
  });
});

describe('a session', () => {
  it('is found as it was begun', async () => {
    const { authenticatedAt: _time, ...withoutTime } = newSession();
    for (const session of [
      newSession(),
      withoutTime,
      newSession({ affiliation: 'teacher', attributes: new Map() }),
    ]) {
      const begun = await sessions.begin(newSessionId(), session);
      expect(begun).toEqual({ ...session, id: begun.id, startedAt: memory.clock.now() });
      expect(await sessions.find(begun.id)).toEqual(begun);
    }
  });

  it('lives on when it is used, and only that one', async () => {
    const [one, other] = [
      await sessions.begin(newSessionId(), newSession()),
      await sessions.begin(newSessionId(), newSession()),
    ];
    memory.clock.advance(20 * minute);
    expect(await sessions.use(one.id)).toEqual(one);
    memory.clock.advance(20 * minute);
    expect(await sessions.find(one.id)).toEqual(one);
    expect(await sessions.find(other.id)).toBeUndefined();
  });

  it('that is used late lives in the store no longer than the absolute time', async () => {
    const { id } = await sessions.begin(newSessionId(), newSession());
    for (let used = 0; used < 47; used += 1) {
      memory.clock.advance(10 * minute);
      await sessions.use(id);
    }
    memory.clock.advance(10 * minute - 1);
    expect(await memory.store.get(`session:${id}`)).toBeDefined();
    memory.clock.advance(1);
    expect(await memory.store.get(`session:${id}`)).toBeUndefined();
  });

  it('says how long it may still live, never less than a second', () => {
    const startedAt = memory.clock.now();
    const left = () => sessions.secondsToEnd({ startedAt });
    expect(left()).toBe(8 * 3600);
    expect(sessions.secondsToEnd({ startedAt, sessionEndsAt: startedAt / 1000 + 90 })).toBe(90);
    expect(sessions.secondsToEnd({ startedAt, sessionEndsAt: startedAt / 1000 + 9 * 3600 })).toBe(8 * 3600);
    memory.clock.advance(7.75 * 60 * minute);
    expect(left()).toBe(900);
    memory.clock.advance(14 * minute + 59_500);
    expect(left()).toBe(1);
    memory.clock.advance(60 * minute);
    expect(left()).toBe(1);
  });

  it('rests in the store without anything that can be read', async () => {
    const session = newSession();
    const { id } = await sessions.begin(newSessionId(), session);
    const text = memory.written().toString('latin1');
    expect(text.length).toBeGreaterThan(100);
    for (const readable of ['canary', id, session.root, session.person, 'regenboog', 'pupil']) {
      expect(text).not.toContain(readable);
    }
  });
});
