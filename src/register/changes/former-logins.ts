import type { RecordName } from '../../domain/record-kinds.ts';
import { readableIdp, type IdentityProvider } from '../model/kinds/idp.ts';
import { byReference } from '../model/references.ts';
import { isSamePlace } from '../rules/identifier-meaning.ts';
import type { StoredRecord } from '../../storage/stores/records.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';

interface WrittenLogin {
  readonly before: IdentityProvider | undefined;
  readonly next: IdentityProvider;
}

/** References of one question; a country has ten thousand logins. */
const batchSize = 2_000;

/**
 * The logins whose people a login that is written speaks for: what its record says, or said before it was removed; those that ever
 * had its namespace; and, of a record that is new, those that ever were the same login of one of its schools.
 */
export async function askFormerLogins(
  written: readonly WrittenLogin[],
  store: Pick<RegisterStore, 'everReferringTo' | 'histories'>,
): Promise<(next: IdentityProvider, before: IdentityProvider | undefined) => readonly IdentityProvider[]> {
  const appearing = written.filter(({ before }) => before === undefined).map(({ next }) => next);
  const references = [
    ...written.map(({ next }) => namespaceOf(next)),
    ...appearing.flatMap(({ schools }) => schools.map((school) => `school ${school}`)),
  ];
  const versions: StoredRecord[] = [];
  for (const batch of inBatches([...new Set(references)])) {
    versions.push(...(await store.everReferringTo('idp', batch)));
  }
  versions.sort((one, other) => one.version - other.version);
  const ever = byReference('idp', versions, ({ body }) => body);
  const removed = new Map<string, IdentityProvider>();
  for (const batch of inBatches(appearing.map(({ id }): RecordName => ({ kind: 'idp', id })))) {
    // oldest first: the last one counts
    for (const old of readable(await store.histories(batch))) removed.set(old.id, old);
  }
  return (next, before) => {
    const own = before ?? removed.get(next.id);
    const isNewHere = namespaceOf(before) !== namespaceOf(next);
    const inNamespace = isNewHere ? readable(ever.get(namespaceOf(next)) ?? []) : [];
    const ofSchools =
      before === undefined ? next.schools.flatMap((id) => ever.get(`school ${id}`) ?? []) : [];
    const inPlace = readable(ofSchools).filter((old) => old.id !== next.id && isSamePlace(old, next));
    return [...(own === undefined ? [] : [own]), ...lastOfEach(inNamespace), ...lastOfEach(inPlace)];
  };
}

function readable(records: readonly { readonly body: unknown }[]): readonly IdentityProvider[] {
  return records.flatMap(({ body }) => readableIdp(body) ?? []);
}

/** Of versions, oldest first: what each record said last. */
function lastOfEach(versions: readonly IdentityProvider[]): Iterable<IdentityProvider> {
  return new Map(versions.map((version) => [version.id, version])).values();
}

function namespaceOf(idp: IdentityProvider | undefined): string {
  return `namespace ${idp?.identifier.namespace ?? ''}`;
}

function inBatches<Each>(all: readonly Each[]): readonly (readonly Each[])[] {
  const count = Math.ceil(all.length / batchSize);
  return Array.from({ length: count }, (_none, batch) =>
    all.slice(batch * batchSize, (batch + 1) * batchSize),
  );
}
