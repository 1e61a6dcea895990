import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { AnswerWishes } from '../../testkit/actors/saml-school.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { during, withMembers, type Lists } from '../../testkit/world/change-federation.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import type { Received } from '../../testkit/actors/supplier.ts';
import { openWorld, pip, type World } from '../../testkit/world/world.ts';

/* What an IdP says of organisations and of addresses that are not its own, all the way to the supplier. */

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

const claims = ['school_name', 'school_brin', 'school_branch', 'email'];

/** The service is registered for all of it, the agreement covers it, and the school switched it on. */
function everythingOpen(idp: object, school: object = {}): (federation: Lists) => Lists {
  const row = (claim: string) => ({
    service: 'rekenrijk-practice',
    claim,
    purposes: ['access'],
    affiliations: ['pupil'],
  });
  const changes = [
    withMembers('idps', 'regenboog-saml', {
      schoolFrom: { attribute: 'nlEduPersonHomeOrganizationId' },
      ...idp,
    }),
    withMembers('schools', 'de-regenboog', school),
    withMembers('services', 'rekenrijk-practice', {
      claims: claims.map((name) => ({ name, purpose: 'access', required: false })),
    }),
    withMembers('agreements', 'waterland-rekenrijk', {
      services: [{ service: 'rekenrijk-practice', affiliations: ['pupil'] }],
      annex: claims.map(row),
    }),
  ];
  return (federation) => {
    const changed = changes.reduce((lists, change) => change(lists), federation);
    const others = (changed['policies'] ?? []).filter(
      ({ service }) => !String(service).startsWith('rekenrijk'),
    );
    const policy = { school: 'de-regenboog', service: 'rekenrijk-practice', enabled: true, claims };
    return { ...changed, policies: [...others, policy] };
  };
}

const sent = (...more: NonNullable<AnswerWishes['attributes']>): AnswerWishes => ({
  attributes: [...pip, ...more],
});

const scope = 'openid school email';

async function receive(wishes: AnswerWishes): Promise<Received> {
  const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.practice, wishes, {
    scope,
  });
  return world.practice.receive(visit, arrived.url);
}

async function newestWithheld(): Promise<unknown> {
  const rows = await queryDatabase(
    world.databaseUrl,
    'select withheld from sluis.disclosure order by number desc limit 1',
  );
  return rows[0]?.['withheld'];
}

describe('an IdP', () => {
  it('cannot name the branch of another board, with schoolFrom as it is documented', async () => {
    await during(world, everythingOpen({}), async () => {
      const wishes = sent(['nlEduPersonHomeOrganizationBranchId', ['99AC01']]);
      const { arrived } = await signInAtRegenboog(world, world.browser(), world.practice, wishes, { scope });
      expect(arrived.status).toBe(403);
      expect(arrived.url.href).not.toContain('code=');
    });
  });

  it('cannot change the name or BRIN of its own school: the register decides', async () => {
    await during(world, everythingOpen({}), async () => {
      const received = await receive(
        sent(
          ['nlEduPersonHomeOrganization', ['De Wilg']],
          ['nlEduPersonHomeOrganizationBranchId', ['zomaar']],
        ),
      );
      for (const given of [received.userinfo, received.idToken]) {
        expect(given).toMatchObject({
          school_name: 'De Regenboog',
          school_brin: '99AA',
          email: 'pip@regenboog.example',
        });
        expect(given).not.toHaveProperty('school_branch');
      }
      expect(await newestWithheld()).toEqual([{ claim: 'school_branch', reason: 'not_supplied' }]);
    });
  });

  it('may leave the branch away: the register has it', async () => {
    await during(world, everythingOpen({}, { brin: '99AA03' }), async () => {
      const { userinfo } = await receive(sent());
      expect(userinfo).toMatchObject({ school_brin: '99AA', school_branch: '99AA03' });
    });
  });

  it('cannot give its people addresses of other domains, and the ledger says why they stayed behind', async () => {
    await during(
      world,
      everythingOpen({ emailDomains: ['kade.example', '*.regenboog.example'] }),
      async () => {
        const { userinfo, idToken } = await receive(sent());
        expect(userinfo).not.toHaveProperty('email');
        expect(idToken).not.toHaveProperty('email');
        expect(await newestWithheld()).toContainEqual({ claim: 'email', reason: 'outside_email_domains' });
      },
    );
    await during(world, everythingOpen({ emailDomains: ['REGENBOOG.example'] }), async () => {
      expect((await receive(sent())).userinfo).toHaveProperty('email', 'pip@regenboog.example');
    });
  });
});

describe('email_verified', () => {
  it('is in no id_token, no userinfo and no discovery, whatever an IdP says', async () => {
    await during(world, everythingOpen({}), async () => {
      const { userinfo, idToken } = await receive(sent(['email_verified', ['true']]));
      expect(userinfo).toHaveProperty('email');
      expect(Object.keys({ ...userinfo, ...idToken })).not.toContain('email_verified');
    });
    const { claims_supported } = world.practice.configuration.serverMetadata();
    expect(claims_supported).toContain('email');
    expect(claims_supported).not.toContain('email_verified');
  });
});
