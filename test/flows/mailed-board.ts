import { expect, inject } from 'vitest';
import type { HeldRole, PortalRole } from '../../src/domain/portal-roles.ts';
import type { Authenticator } from '../../testkit/actors/authenticator.ts';
import type { Browser } from '../../testkit/actors/browser.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { startSmtpServer, type TakenMail } from '../../testkit/services/smtp-server.ts';
import { required } from '../../testkit/values/ids.ts';
import {
  addressAtKade,
  boardParty,
  comeInAtKade,
  confirmed,
  inviteTesta,
  roleOf,
} from '../../testkit/world/portal-visits.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

const logins = ['docent', 'collega', 'vriend', 'buur'] as const;
type Login = (typeof logins)[number];
export const colleagues = logins.slice(1).map((login) => ({
  login,
  subject: `subject-of-${login}`,
  claims: {
    oid: `oid-${login}`,
    groups: ['aaaaaaaa-0000-4000-8000-000000000002'],
    given_name: login,
    family_name: 'Bedacht',
    email: `${login}@kade.example`,
  },
}));

export const waterland = boardParty('waterland');
export const mailbox = 'bestuur@waterland.example';
/** Of the board that `people` answers. */
export const administrators = [addressAtKade('docent'), addressAtKade('vriend')] as const;
export const sorted = (...addresses: readonly string[]) => addresses.toSorted();
export const linkIn = (text: string) =>
  /http:\/\/localhost:\d+\/portal\/invitation\/[\w-]{43}/.exec(text)?.[0] ?? '';

export interface SomebodyIn {
  readonly browser: Browser;
  readonly device: Authenticator;
  readonly id: string;
}

interface PeopleOfBoard {
  readonly first: SomebodyIn;
  readonly second: SomebodyIn;
  /** To be confirmed as administrator. */
  readonly waits: SomebodyIn;
  readonly reader: SomebodyIn;
}

/** A board with a registered mailbox, where mail is set up, and a real mail server that keeps what it gets. */
export interface MailedBoard {
  readonly world: World;
  at(path: string): string;
  /** What arrived since it was asked before, once nothing waits any more. */
  sent(): Promise<readonly TakenMail[]>;
  /** To whom it went, sorted. */
  toldWhom(): Promise<readonly string[]>;
  /** What that told is taken out of the way. */
  signedInAs(
    login: Login,
    roles: readonly (PortalRole | HeldRole)[],
    changes?: Partial<HeldRole>,
  ): Promise<SomebodyIn>;
  people(): Promise<PeopleOfBoard>;
  /** Messages that were delivered, and tell what this account did. */
  haveCaused(account: string, count: number): Promise<unknown>;
  /** Nobody is there, and nothing was sent. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openMailedBoard(): Promise<MailedBoard> {
  const server = await startSmtpServer();
  const world = await openWorld({
    postgresUrl: inject('postgres18Url'),
    redisUrl: inject('redisUrl'),
    portal: true,
    smtpUrl: server.url,
    moreEntraUsers: colleagues,
  });
  const name = 'name: Stichting Waterland Onderwijs';
  await world.change((text) => text.replace(name, `${name}\n    registeredMailbox: ${mailbox}`));
  await world.settled();
  const sql = (text: string) => queryDatabase(world.databaseUrl, text);
  let before = 0;
  const sent = async () => {
    await eventually(
      async () => expect(await sql("select 1 from sluis.outbox_message where state = 'waiting'")).toEqual([]),
      10_000,
    );
    const mails = server.mails.slice(before);
    before = server.mails.length;
    return mails;
  };
  const signedInAs: MailedBoard['signedInAs'] = async (login, roles, changes = confirmed) => {
    const browser = world.browser();
    const secret = await inviteTesta(world, {
      name: login,
      email: addressAtKade(login),
      roles: roles.map((role) => (typeof role === 'string' ? roleOf(role, changes) : role)),
    });
    const { device } = await comeInAtKade(world, browser, secret, login);
    const all = await world.accounts.accountsOf(waterland);
    await sent();
    return { browser, device, id: required(all.find((each) => each.name === login)).id };
  };
  return {
    world,
    at: (path) => `${world.issuer}${path}`,
    sent,
    toldWhom: async () => (await sent()).map(({ to }) => to.join()).toSorted(),
    signedInAs,
    async people() {
      const first = await signedInAs('docent', ['administrator', 'help_desk']);
      const second = await signedInAs('vriend', ['administrator']);
      const waits = await signedInAs('buur', ['administrator'], {});
      return { first, second, waits, reader: await signedInAs('collega', ['reader', 'help_desk']) };
    },
    haveCaused: (account, count) =>
      sql(`insert into sluis.outbox_message
          (id, kind, receiver, state, made_at, not_before, deadline, payload_until, ended_at, caused_by)
        select gen_random_uuid(), 'mail', 'x.example', 'delivered', now(), now(), now(), now(), now(), '${account}'
        from generate_series(1, ${String(count)})`),
    async clear() {
      await sent();
      await sql(`truncate sluis.portal_account, sluis.portal_invitation, sluis.portal_factor, sluis.portal_factor_reset,
        sluis.portal_factor_account, sluis.portal_recovery_pass, sluis.outbox_message cascade`);
    },
    async close() {
      await world.close();
      await server.close();
    },
  };
}
