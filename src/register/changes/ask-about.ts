import { SluisError } from '../../domain/errors.ts';
import type { RecordChange, RecordKind, RecordName, StoredRecord } from '../../storage/stores/records.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import { mentionsOf } from './mentions.ts';
import { nameOf } from './record-name.ts';
import { surroundingsOf } from './surroundings-in-memory.ts';
import type { BeforeAndAfter, Surroundings } from './surroundings.ts';

/** A rule that asks about something asks again about what it finds; chains of agreements are the longest. */
const mostRounds = 100;

/**
 * Answers a question about the register by the part of it that the question needs: `question` runs again and again,
 * and whatever it asked for and was not at hand yet is fetched in between, all at once. So it has to be pure, and an
 * answer that it gives on a part only is thrown away.
 */
export async function askAbout<Answer>(
  store: Pick<RegisterStore, 'find' | 'mentioning'>,
  changes: readonly RecordChange[],
  question: (register: BeforeAndAfter) => Answer,
): Promise<Answer> {
  const known = createKnowledge();
  for (let round = 1; round <= mostRounds; round += 1) {
    const asked = createWishes();
    const before = stored(known, asked);
    const answer = question({ before, after: changed(before, changes) });
    if (asked.isEmpty()) return answer;
    await fetchInto(known, asked, store);
  }
  throw new SluisError('internal', 'a question about the register never came to an end');
}

interface Knowledge {
  /** By name; `undefined` is not there. */
  readonly records: Map<string, StoredRecord | undefined>;
  /** Names by kind and mention. */
  readonly mentions: Map<string, StoredRecord[]>;
}

function createKnowledge(): Knowledge {
  return { records: new Map(), mentions: new Map() };
}

interface Wishes {
  readonly names: Map<string, RecordName>;
  readonly mentions: Map<RecordKind, Set<string>>;
  isEmpty(): boolean;
}

function createWishes(): Wishes {
  const names = new Map<string, RecordName>();
  const mentions = new Map<RecordKind, Set<string>>();
  return { names, mentions, isEmpty: () => names.size === 0 && mentions.size === 0 };
}

function stored(known: Knowledge, asked: Wishes): Surroundings {
  return {
    find: (kind, id) => {
      const name = nameOf({ kind, id });
      if (!known.records.has(name)) asked.names.set(name, { kind, id });
      return known.records.get(name);
    },
    mentioning: (kind, mention) => {
      const found = known.mentions.get(mentionKey(kind, mention));
      if (found !== undefined) return found;
      const wishes = asked.mentions.get(kind) ?? new Set<string>();
      asked.mentions.set(kind, wishes.add(mention));
      return [];
    },
  };
}

function changed(before: Surroundings, changes: readonly RecordChange[]): Surroundings {
  const names = new Set(changes.map(nameOf));
  const written = surroundingsOf(
    new Map(
      changes.flatMap((change): readonly (readonly [string, StoredRecord])[] =>
        'ended' in change ? [] : [[nameOf(change), { ...change, version: 0 }]],
      ),
    ),
  );
  return {
    find: (kind, id) => (names.has(nameOf({ kind, id })) ? written : before).find(kind, id),
    mentioning: (kind, mention) => [
      ...before.mentioning(kind, mention).filter((record) => !names.has(nameOf(record))),
      ...written.mentioning(kind, mention),
    ],
  };
}

async function fetchInto(
  known: Knowledge,
  asked: Wishes,
  store: Pick<RegisterStore, 'find' | 'mentioning'>,
): Promise<void> {
  const found = asked.names.size === 0 ? [] : await store.find([...asked.names.values()]);
  for (const name of asked.names.keys()) known.records.set(name, undefined);
  for (const record of found) known.records.set(nameOf(record), record);
  for (const [kind, mentions] of asked.mentions) {
    for (const mention of mentions) known.mentions.set(mentionKey(kind, mention), []);
    for (const record of await store.mentioning(kind, [...mentions])) {
      known.records.set(nameOf(record), record);
      for (const mention of mentionsOf(record.body).filter((each) => mentions.has(each))) {
        known.mentions.get(mentionKey(kind, mention))?.push(record);
      }
    }
  }
}

function mentionKey(kind: RecordKind, mention: string): string {
  return `${kind} < ${mention}`;
}
