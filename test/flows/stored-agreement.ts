import { z } from 'zod';
import { dayAt } from '../../src/domain/clock.ts';
import type { PortalRole } from '../../src/domain/portal-roles.ts';
import { type Browser, unescaped } from '../../testkit/actors/browser.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { edit } from '../../testkit/world/change-federation.ts';
import {
  addressAtKade,
  comeInAtKade,
  confirmed,
  inviteTesta,
  roleOf,
} from '../../testkit/world/portal-visits.ts';
import type { World } from '../../testkit/world/world.ts';

export const day = (days: number) => dayAt(Date.now() + days * 86_400_000, 'Europe/Amsterdam');
export const id = 'waterland-leesboom-2';
export const page = `/portal/agreements/${id}`;
export const signing = `${page}/sign`;

/** An offer of Leesboom that takes the place of what is agreed: the group more, teachers no longer, names as a letter. */
const offer = {
  id,
  board: 'waterland',
  supplier: 'leesboom',
  status: 'offered',
  replaces: 'waterland-leesboom',
  validFrom: day(0),
  validUntil: day(365),
  services: [{ service: 'leesboom-reader', affiliations: ['pupil'] }],
  annex: [
    {
      service: 'leesboom-reader',
      claim: 'given_name',
      purposes: ['access'],
      affiliations: ['pupil'],
      transforms: ['initial'],
      destroyedAfterDays: 30,
    },
  ],
  breachNoticeHours: 24,
};

const storedShape = z.object({
  version: z.number(),
  author: z.string(),
  reason: z.string(),
  body: z.looseObject({ status: z.string(), signatures: z.unknown().optional() }),
});
/** The newest version of the offer, with who wrote it and why. */
export async function storedAgreement(world: World) {
  const [newest] = await queryDatabase(
    world.databaseUrl,
    `select version, author, reason, body from sluis.record_version join sluis.register_revision using (revision)
     where kind = 'agreement' and id = '${id}' order by version desc limit 1`,
  );
  return storedShape.parse(newest);
}
/** What the audit trail says of one sort, the oldest first. */
export const agreementEvents = (world: World, type: string) =>
  queryDatabase(
    world.databaseUrl,
    `select type, board, record_id, author, reason, stated_reason, amount from sluis.audit_event where type = '${type}' order by at`,
  );

/** What stands in a hidden field of a page. */
export const hidden = (body: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';
/** As a browser has it: a first line that is empty belongs to the element. */
export const shownText = (body: string) =>
  unescaped(/<pre\s+class=\"signed-text\"[^>]*>\n?<code>([\s\S]*?)<\/code><\/pre>/.exec(body)?.[1] ?? '');

/** The offer as the supplier writes it now, with everything else as it was. */
export const offeredIn = (world: World, changes: object) =>
  edit(world, (federation) => ({
    ...federation,
    agreements: [
      ...(federation['agreements'] ?? []).filter((agreement) => agreement['id'] !== id),
      { ...offer, ...changes },
    ],
  }));

/** The newest version of the policy of each school for a service. */
export const storedPolicies = (world: World, service: string) =>
  queryDatabase(
    world.databaseUrl,
    `select distinct on (id) id, body, reason from sluis.record_version join sluis.register_revision using (revision)
     where kind = 'policy' and id like '%/${service}' order by id, version desc`,
  );

/** Somebody else of the board, in a browser of their own. */
export async function colleagueAs(world: World, roles: readonly PortalRole[]): Promise<Browser> {
  const somebody = world.browser();
  const invited = {
    email: addressAtKade('collega'),
    roles: roles.map((role) => roleOf(role, confirmed)),
  };
  await comeInAtKade(world, somebody, await inviteTesta(world, invited), 'collega');
  return somebody;
}
