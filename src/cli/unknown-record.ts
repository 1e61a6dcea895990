import type { RecordKind, RecordName } from '../domain/record-kinds.ts';
import type { RecordVersion } from '../storage/stores/records.ts';
import type { RegisterStore } from '../storage/stores/register-store.ts';
import { didYouMean } from './closest.ts';
import { recordsOf } from './records-of.ts';

type Listed = Pick<RegisterStore, 'list'>;

/** So many ids are looked through for the one that may have been meant. */
const mostLookedThrough = 5_000;

/** Says that there is no such record, and which one may have been meant. */
export async function noSuchRecord(store: Listed, { kind, id }: RecordName): Promise<string> {
  const shown = kind === 'idp' ? 'IdP' : kind;
  return `there is no ${shown} ${id}${didYouMean(id, await idsNear(store, kind, id))}`;
}

/** All versions of a record, or what to say where there never was one. */
export async function versionsOf(
  store: Pick<RegisterStore, 'list' | 'history'>,
  name: RecordName,
): Promise<{ readonly versions: readonly RecordVersion[]; readonly unknown?: string }> {
  const versions = await store.history(name.kind, name.id);
  return versions.length > 0 ? { versions } : { versions, unknown: await noSuchRecord(store, name) };
}

/** All ids of a kind; where there are too many, those that follow the first character of this one. */
async function idsNear(store: Listed, kind: RecordKind, id: string): Promise<readonly string[]> {
  const all = await idsFrom(store, kind, '');
  return all.length < mostLookedThrough ? all : await idsFrom(store, kind, id.slice(0, 1));
}

async function idsFrom(store: Listed, kind: RecordKind, first: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { id } of recordsOf(store, kind, first)) {
    if (ids.push(id) >= mostLookedThrough) break;
  }
  return ids;
}
