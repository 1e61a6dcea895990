import { afterAll, afterEach, beforeAll, beforeEach, inject, vi } from 'vitest';
import type { PortalRole } from '../../src/domain/portal-roles.ts';
import type { Authenticator } from '../../testkit/actors/authenticator.ts';
import type { Arrived, Browser } from '../../testkit/actors/browser.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
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

const colleagues = ['collega', 'vriend'].map((login) => ({
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

export const minute = 60_000;
export const day = 24 * 60 * minute;
export const waterland = boardParty('waterland');
type Login = 'docent' | 'collega' | 'vriend';

export interface SomebodyIn {
  readonly browser: Browser;
  readonly device: Authenticator;
  readonly id: string;
}

/** Each test has accounts of its own, and time that it moves itself. */
export function openResettingWorld() {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({
      postgresUrl: inject('postgres18Url'),
      redisUrl: inject('redisUrl'),
      portal: true,
      moreEntraUsers: colleagues,
    });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await queryDatabase(
      world.databaseUrl,
      `truncate sluis.portal_account, sluis.portal_invitation, sluis.portal_factor, sluis.portal_factor_reset,
      sluis.portal_factor_account, sluis.portal_recovery_pass cascade`,
    );
    vi.useFakeTimers({ toFake: ['Date'] });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await world.confirmRegister();
  });
  const at = (path: string) => `${world.issuer}${path}`;
  return {
    world: () => world,
    at,
    /** Of the whole process, since the login of the school looks at it too. */
    async pass(milliseconds: number): Promise<void> {
      vi.setSystemTime(Date.now() + milliseconds);
      await world.confirmRegister();
    },
    async signedInAs(login: Login, ...roles: readonly PortalRole[]): Promise<SomebodyIn> {
      const browser = world.browser();
      const secret = await inviteTesta(world, {
        name: login,
        email: addressAtKade(login),
        roles: roles.map((role) => roleOf(role, confirmed)),
      });
      const { device } = await comeInAtKade(world, browser, secret, login);
      const all = await world.accounts.accountsOf(waterland);
      return { browser, device, id: required(all.find(({ name }) => name === login)).id };
    },
    ask: (
      { browser }: SomebodyIn,
      { id: account }: SomebodyIn,
      reason = 'telefoon kwijt',
    ): Promise<Arrived> => browser.post(at('/portal/people/reset'), { account, reason }),
    confirm: ({ browser }: SomebodyIn, { id: account }: SomebodyIn): Promise<Arrived> =>
      browser.post(at('/portal/people/confirm-reset'), { account }),
  };
}
