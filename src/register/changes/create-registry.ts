import { asInForce } from '../model/defaults-when-new.ts';
import { inTodaysForm } from '../model/earlier-forms.ts';
import type { RecordName } from '../../domain/record-kinds.ts';
import type { RecordQuery, RecordVersion, StoredRecord } from '../../storage/stores/records.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import { createAskRegister } from './ask-register.ts';
import { isRecordId } from './read-changes.ts';
import type { Registry } from './registry.ts';
import { createSchedule } from './schedule.ts';
import { submit, type SubmitParts } from './submit.ts';

/**
 * The registry on a register store. It looks at the few records that a question is about, so that it costs the same
 * whatever the register holds, and it needs no snapshot of the whole.
 */
export function createRegistry(parts: SubmitParts): Registry {
  const { store } = parts;
  return {
    find: async (name) => (isRecordId(name.id) ? (await store.find([name])).map(inForce)[0] : undefined),
    findAll: async (names) => (await store.find(names.filter(({ id }) => isRecordId(id)))).map(inForce),
    ask: (question) => createAskRegister(store)(question),
    list: async (query) => (isAnswerable(query) ? (await store.list(query)).map(inForce) : []),
    history: (name) => historiesOf(store, [name]),
    histories: (names) => historiesOf(store, names),
    everNaming: async (query) => (isAnswerable(query) ? store.everNaming(query) : []),
    submit: (changes, submission) => submit(parts, changes, submission),
    changesToRestore: async (name, version) => {
      const versions = await historiesOf(store, [name]);
      return restoring(versions, version);
    },
    ...createSchedule(parts),
  };
}

async function historiesOf(
  store: RegisterStore,
  names: readonly RecordName[],
): Promise<readonly RecordVersion[]> {
  const asked = names.filter(({ id }) => isRecordId(id));
  const versions = asked.length === 0 ? [] : await store.histories(asked);
  return versions.map((version) => inForce({ ...version, body: inTodaysForm(version.kind, version.body) }));
}

/** With what a record that is there leaves to its default written out: compared, restored and written back it stays so. */
function inForce<Stored extends StoredRecord>(stored: Stored): Stored {
  return { ...stored, body: asInForce(stored.kind, stored.body) };
}

/** False for words that no record has in that place: the answer is known, and the database might not take them. */
function isAnswerable({ after, naming }: RecordQuery): boolean {
  const words = [after, naming?.board, naming?.school, naming?.supplier, naming?.service];
  return words.every((word) => word === undefined || isRecordId(word));
}

function restoring(
  versions: readonly RecordVersion[],
  version: number,
): Awaited<ReturnType<Registry['changesToRestore']>> {
  const wanted = versions.find((each) => each.version === version);
  if (wanted === undefined) return undefined;
  const { kind, id, body } = wanted;
  if (!wanted.ended) return [{ kind, id, body }];
  return versions.at(-1)?.ended === true ? [] : [{ kind, id, ended: true }];
}
