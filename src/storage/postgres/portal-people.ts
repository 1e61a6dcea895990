import { z } from 'zod';
import { portalAccountId } from '../../domain/ids.ts';
import type { PartyPeople } from '../../domain/portal-accounts.ts';
import type { AccountStore } from '../stores/account-store.ts';
import { partyValues } from './account-rows.ts';
import { branded, moment } from './columns.ts';
import type { Postgres } from './pool.ts';
import { isAsSeen } from './seen-accounts.ts';
import { statement } from './statement.ts';
import { writeEvents } from './write-register.ts';

const peopleOf = statement({
  name: 'portal-people-of',
  text: `select stand_in, stand_in_named_at, reviewed_by, reviewed_at from sluis.portal_people
    where party_kind = $1 and party_id = $2`,
  row: z
    .object({
      stand_in: z.nullable(branded(portalAccountId)),
      stand_in_named_at: z.nullable(moment),
      reviewed_by: z.nullable(branded(portalAccountId)),
      reviewed_at: z.nullable(moment),
    })
    .transform(({ stand_in, stand_in_named_at: namedAt, reviewed_by, reviewed_at: at }): PartyPeople => ({
      ...(stand_in === null || namedAt === null ? {} : { standIn: { account: stand_in, namedAt } }),
      ...(reviewed_by === null || at === null ? {} : { review: { by: reviewed_by, at } }),
    })),
});
const nameStandIn = statement({
  name: 'portal-people-name-stand-in',
  text: `insert into sluis.portal_people (party_kind, party_id, stand_in, stand_in_named_at) values ($1, $2, $3, $4)
    on conflict (party_kind, party_id) do update set stand_in = excluded.stand_in,
      stand_in_named_at = excluded.stand_in_named_at`,
  row: z.unknown(),
});
const review = statement({
  name: 'portal-people-review',
  text: `insert into sluis.portal_people (party_kind, party_id, reviewed_by, reviewed_at) values ($1, $2, $3, $4)
    on conflict (party_kind, party_id) do update set reviewed_by = excluded.reviewed_by,
      reviewed_at = excluded.reviewed_at`,
  row: z.unknown(),
});

export function portalPeopleIn(
  postgres: Postgres,
): Pick<AccountStore, 'peopleOf' | 'nameStandIn' | 'reviewPeople'> {
  return {
    peopleOf: async (party) => (await postgres.run(peopleOf, partyValues(party)))[0] ?? {},
    nameStandIn: ({ account, namedAt }, events, seen) =>
      postgres.transaction(async (run) => {
        if (!(await isAsSeen(run, seen))) return false;
        await run(nameStandIn, [...partyValues(seen.party), account, new Date(namedAt)]);
        await writeEvents(run, events);
        return true;
      }),
    reviewPeople: ({ by, at }, events, seen) =>
      postgres.transaction(async (run) => {
        if (!(await isAsSeen(run, seen))) return false;
        await run(review, [...partyValues(seen.party), by, new Date(at)]);
        await writeEvents(run, events);
        return true;
      }),
  };
}
