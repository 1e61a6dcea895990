import { z } from 'zod';
import type { Announcement } from '../../domain/announcement.ts';
import { serviceId, supplierId, type ServiceId, type SupplierId } from '../../domain/ids.ts';
import type { AuditEvent } from '../../domain/ledger.ts';
import type { AnnouncementStore, Announcing } from '../stores/announcement-store.ts';
import { branded, moment } from './columns.ts';
import type { Postgres, RunStatement } from './pool.ts';
import { statement } from './statement.ts';
import { writeEvents } from './write-register.ts';

const allSignIns = '*';
const columns = 'about, supplier, nl, en, posted_at, ends_at';

const row = z
  .object({
    about: z.union([z.literal(allSignIns), branded(serviceId)]),
    supplier: z.nullable(branded(supplierId)),
    nl: z.string(),
    en: z.nullable(z.string()),
    posted_at: moment,
    ends_at: moment,
  })
  .transform(({ about, supplier, nl, en, posted_at: postedAt, ends_at: endsAt }): Announcement => ({
    ...(about === allSignIns ? {} : { service: about }),
    ...(supplier === null ? {} : { supplier }),
    nl,
    ...(en === null ? {} : { en }),
    postedAt,
    endsAt,
  }));

/** Held until the end of the transaction: of two posts about the same the second sees what the first left. */
const lock = statement({
  name: 'announcement-lock',
  text: 'lock table sluis.announcement in exclusive mode',
  row: z.unknown(),
});
const forgetEnded = statement({
  name: 'announcement-forget-ended',
  text: 'delete from sluis.announcement where ends_at <= $1',
  row: z.unknown(),
});
const find = statement({
  name: 'announcement-find',
  text: `select ${columns} from sluis.announcement where about = $1`,
  row,
});
const put = statement({
  name: 'announcement-put',
  text: `insert into sluis.announcement (${columns}) values ($1, $2, $3, $4, $5, $6)
    on conflict (about) do update set supplier = excluded.supplier, nl = excluded.nl, en = excluded.en,
      posted_at = excluded.posted_at, ends_at = excluded.ends_at`,
  row: z.unknown(),
});
const remove = statement({
  name: 'announcement-remove',
  text: 'delete from sluis.announcement where about = $1',
  row: z.unknown(),
});
const list = statement({
  name: 'announcements',
  text: `select ${columns} from sluis.announcement where ends_at > $1 order by about collate "C"`,
  row,
});

/** Close it by closing `postgres`, which it may share with other stores. */
export function createPostgresAnnouncementStore(postgres: Postgres): AnnouncementStore {
  return {
    ping: postgres.ping,
    close: postgres.close,
    post: (announcement, who) =>
      postgres.transaction(async (run) => {
        const { service, supplier, nl, en, postedAt, endsAt } = announcement;
        const before = await standing(run, service, postedAt);
        if (isHeld(before, supplier)) return 'held';
        await run(put, [
          service ?? allSignIns,
          supplier ?? null,
          nl,
          en ?? null,
          new Date(postedAt),
          new Date(endsAt),
        ]);
        const outcome = before === undefined ? 'posted' : 'replaced';
        await writeEvents(run, [eventOf(`announcement.${outcome}`, { service, at: postedAt }, who)]);
        return outcome;
      }),
    remove: ({ service, supplier, at }, who) =>
      postgres.transaction(async (run) => {
        const before = await standing(run, service, at);
        if (before === undefined) return 'none';
        if (isHeld(before, supplier)) return 'held';
        await run(remove, [service ?? allSignIns]);
        await writeEvents(run, [eventOf('announcement.removed', { service, at }, who)]);
        return 'removed';
      }),
    list: (at) => postgres.run(list, [new Date(at)]),
  };
}

/** What there is about a service or about all sign-ins, and has not ended; nobody else changes it in this transaction. */
async function standing(
  run: RunStatement,
  service: ServiceId | undefined,
  at: number,
): Promise<Announcement | undefined> {
  await run(lock, []);
  await run(forgetEnded, [new Date(at)]);
  return (await run(find, [service ?? allSignIns]))[0];
}

/** No supplier lays a hand on what is the operator's. What another one left is that of whose service it is today. */
function isHeld(before: Announcement | undefined, supplier: SupplierId | undefined): boolean {
  return before !== undefined && before.supplier === undefined && supplier !== undefined;
}

function eventOf(
  type: AuditEvent['type'],
  { service, at }: { readonly service: ServiceId | undefined; readonly at: number },
  who: Announcing,
): AuditEvent {
  return { type, at, ...(service && { service }), ...who };
}
