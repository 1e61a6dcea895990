import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Announcement } from '../../src/domain/announcement.ts';
import { serviceId, supplierId } from '../../src/domain/ids.ts';
import type { AnnouncementStore } from '../../src/storage/stores/announcement-store.ts';
import type { LedgerStore } from '../../src/storage/stores/ledger-store.ts';
import { required } from '../../testkit/values/ids.ts';

interface AnnouncementStores {
  readonly store: AnnouncementStore;
  /** On the same data, by connections of its own. */
  readonly another: AnnouncementStore;
  readonly ledger: Pick<LedgerStore, 'listAudit'>;
}

const [reader, practice] = [required(serviceId('reader')), required(serviceId('practice'))];
const [leesboom, rekenrijk] = [required(supplierId('leesboom')), required(supplierId('rekenrijk'))];
const start = Date.UTC(2026, 8, 1, 8);
const hour = 3_600_000;
const who = { author: 'api:leesboom-client', statedReason: 'ticket 42' };

const announcement = (changes: Partial<Announcement> = {}): Announcement => ({
  nl: 'Storing',
  postedAt: start,
  endsAt: start + hour,
  ...changes,
});

export function describeAnnouncementStore(open: () => Promise<AnnouncementStores>): void {
  let stores: AnnouncementStores;
  beforeAll(async () => {
    stores = await open();
  });
  afterAll(async () => {
    await Promise.all([stores.store.close(), stores.another.close()]);
  });
  const trail = async (most: number) => stores.ledger.listAudit({ limit: most });

  it('begins empty, and takes down nothing that is not there', async () => {
    const { store } = stores;
    expect(await store.list(start)).toEqual([]);
    expect(await store.remove({ service: reader, at: start }, who)).toBe('none');
    expect(await store.remove({ at: start }, who)).toBe('none');
    expect(await trail(10)).toEqual([]);
  });

  it('keeps one about each service and one about all sign-ins, and tells the trail', async () => {
    const { store, another } = stores;
    const everywhere = announcement({ nl: 'Alles', en: 'Everything' });
    const ofReader = announcement({ service: reader, supplier: leesboom });
    expect(await store.post(ofReader, who)).toBe('posted');
    expect(await store.post(everywhere, { author: 'cli:root', statedReason: 'why' })).toBe('posted');
    expect(await another.list(start)).toEqual([everywhere, ofReader]);
    const newer = announcement({
      service: reader,
      supplier: leesboom,
      nl: 'Nog steeds',
      postedAt: start + 1,
    });
    expect(await store.post(newer, who)).toBe('replaced');
    expect(await another.list(start + 1)).toEqual([everywhere, newer]);
    expect(await trail(3)).toEqual([
      { type: 'announcement.replaced', at: start + 1, service: reader, ...who },
      { type: 'announcement.posted', at: start, author: 'cli:root', statedReason: 'why' },
      { type: 'announcement.posted', at: start, service: reader, ...who },
    ]);
  });

  it('lists none from its end on, and then it is no longer in the way', async () => {
    const { store } = stores;
    expect(await store.list(start + hour - 1)).toHaveLength(2);
    expect(await store.list(start + hour)).toEqual([]);
    expect(await store.remove({ service: reader, at: start + hour }, who)).toBe('none');
    expect(await store.post(announcement({ postedAt: start + hour, endsAt: start + 2 * hour }), who)).toBe(
      'posted',
    );
  });

  it('lets no supplier replace or take down what is the operator’s', async () => {
    const { store } = stores;
    const at = start + 3 * hour;
    const operators = announcement({ service: practice, postedAt: at, endsAt: at + hour });
    await store.post(operators, who);
    const before = await trail(1);
    expect(await store.post({ ...operators, supplier: rekenrijk, nl: 'Alles goed' }, who)).toBe('held');
    expect(await store.remove({ service: practice, supplier: rekenrijk, at }, who)).toBe('held');
    expect(await store.list(at)).toEqual([operators]);
    expect(await trail(1)).toEqual(before);
    const suppliers = announcement({ service: reader, supplier: leesboom, postedAt: at, endsAt: at + hour });
    await store.post(suppliers, who);
    expect(await store.remove({ service: reader, supplier: leesboom, at }, who)).toBe('removed');
    await store.post(suppliers, who);
    expect(await store.remove({ service: reader, at }, who)).toBe('removed');
    expect(await trail(1)).toEqual([{ type: 'announcement.removed', at, service: reader, ...who }]);
  });

  it('lets the supplier that the service came to replace and take down what the one before left', async () => {
    const { store } = stores;
    const at = start + 4 * hour;
    const left = announcement({ service: reader, supplier: leesboom, postedAt: at, endsAt: at + hour });
    await store.post(left, who);
    expect(await store.post({ ...left, supplier: rekenrijk }, who)).toBe('replaced');
    await store.post(left, who);
    expect(await store.remove({ service: reader, supplier: rekenrijk, at }, who)).toBe('removed');
    expect(await store.list(at)).toEqual([]);
  });

  it('lets the operator’s stand, whoever of two comes first', async () => {
    const { store, another } = stores;
    const at = start + 5 * hour;
    const operators = announcement({ service: reader, postedAt: at, endsAt: at + hour });
    for (let round = 0; round < 10; round += 1) {
      await Promise.all([
        store.post(operators, who),
        another.post({ ...operators, supplier: leesboom, nl: 'Van ons' }, who),
      ]);
      expect(await store.list(at)).toEqual([operators]);
      await store.remove({ service: reader, at }, who);
    }
  });
}
