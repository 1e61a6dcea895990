import { newVersionOf } from '../../src/register/changes/step.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { boardId, schoolId, sectorId, serviceId } from '../../src/domain/ids.ts';
import type { KeyFingerprintStore } from '../../src/storage/stores/key-fingerprint-store.ts';
import type { LedgerStore } from '../../src/storage/stores/ledger-store.ts';
import type { PersonStore } from '../../src/storage/stores/person-store.ts';
import type { RegisterStore } from '../../src/storage/stores/register-store.ts';
import { newEntry } from '../../testkit/values/new-entry.ts';
import { hashOf, randomEntryId, randomHandle, required, rootOf } from '../../testkit/values/ids.ts';
import { eraseHandle } from '../../testkit/values/erase-handle.ts';

export interface FingerprintStores {
  readonly store: KeyFingerprintStore;
  /** On the same data, by connections of its own. */
  readonly another: KeyFingerprintStore;
  readonly people: PersonStore;
  readonly ledger: LedgerStore;
  readonly register: RegisterStore;
}

const why = { author: 'tester', reason: 'conformance', at: Date.UTC(2026, 8, 1) };
const [leesboom, rekenrijk] = [required(sectorId('leesboom')), required(sectorId('rekenrijk'))];
const school = { board: required(boardId('waterland')), school: required(schoolId('de-regenboog')) };
const ofKeys = (fingerprints: Readonly<Record<string, string>>) => new Map(Object.entries(fingerprints));

export function describeKeyFingerprintStore(open: () => Promise<FingerprintStores>): void {
  let stores: FingerprintStores;
  beforeAll(async () => {
    stores = await open();
  });
  afterAll(async () => {
    await Promise.all([stores.store.close(), stores.another.close()]);
  });
  const known = async () => Object.fromEntries(await stores.store.fingerprints());

  it('begins empty, and knows of nobody and nothing', async () => {
    const { store } = stores;
    expect(await known()).toEqual({});
    expect(await store.pinnedVersions()).toEqual([]);
    expect(await store.releasesUnder(1)).toEqual([]);
    expect(await store.hasReleases()).toBe(false);
    expect(await store.hasPeople()).toBe(false);
    expect(await store.knowsAny([hashOf('pip')])).toBe(false);
  });

  it('writes all that is new, or nothing where something is there otherwise', async () => {
    const { store } = stores;
    expect(await store.add(ofKeys({ root: 'r', account: 'a' }), why)).toBe(true);
    expect(await store.add(ofKeys({ root: 'r', ledgerProof: 'p' }), why)).toBe(true);
    expect(await store.add(ofKeys({ root: 'another', 'sector 1': 's' }), why)).toBe(false);
    expect(await known()).toEqual({ root: 'r', account: 'a', ledgerProof: 'p' });
  });

  it('lets one of two writers win with everything', async () => {
    const { store, another } = stores;
    const won = await Promise.all([
      store.add(ofKeys({ one: 'mine', two: 'mine' }), why),
      another.add(ofKeys({ two: 'theirs', one: 'theirs' }), why),
    ]);
    expect(won.filter(Boolean)).toHaveLength(1);
    const { one, two } = await known();
    expect(one).toBe(two);
  });

  it('puts another in the place of one, and tells the audit trail with it', async () => {
    const event = { type: 'keys.adopted', at: why.at, number: 1 } as const;
    await stores.store.replace(ofKeys({ root: 'new' }), { ...why, events: [event] });
    expect(await known()).toMatchObject({ root: 'new', account: 'a' });
    expect(await stores.ledger.listAudit({ limit: 5 })).toEqual([event]);
    expect(await stores.another.add(ofKeys({ root: 'r' }), why)).toBe(false);
  });

  it('finds releases by the version of the sector, as long as it is known of whom they are', async () => {
    const { store, people, ledger, register } = stores;
    const service = (id: string, sector: string) =>
      newVersionOf({ kind: 'service', id, body: { id, sector } });
    await register.apply(0, [service('leesboom-reader', 'leesboom')], why);
    await register.apply(1, [service('leesboom-reader', 'elsewhere')], why);
    await people.pinSector(leesboom, 1);
    await people.pinSector(rekenrijk, 2);
    expect(await store.pinnedVersions()).toEqual([1, 2]);
    const identifiers = [{ hash: hashOf('pip'), portable: false }] as const;
    await people.identify({
      ...school,
      identifiers,
      at: 1,
      staleBefore: 0,
      provisionalSince: 0,
      objections: [],
    });
    expect(await store.hasPeople()).toBe(true);
    expect(await store.knowsAny([hashOf('noor'), hashOf('pip')])).toBe(true);
    const handle = await people.handleOf(rootOf('pip'), school.board, randomHandle());
    const { subject: _, ...entry } = newEntry({
      person: handle,
      board: school.board,
      service: required(serviceId('leesboom-reader')),
    });
    const [id, ofNobody] = [randomEntryId(), randomEntryId()];
    await ledger.append({ ...entry, id, at: 5, subjectProof: 'proof' });
    await ledger.append({ ...entry, id: ofNobody, at: 6, subjectProof: 'proof', person: randomHandle() });
    expect(await store.hasReleases()).toBe(true);
    const release = { entry: id, subjectProof: 'proof', root: rootOf('pip'), sector: leesboom };
    expect(await store.releasesUnder(1)).toEqual([release]);
    expect(await store.releasesUnder(2)).toEqual([]);
    await eraseHandle(people, handle, school.board);
    expect(await store.releasesUnder(1)).toEqual([]);
  });
}
