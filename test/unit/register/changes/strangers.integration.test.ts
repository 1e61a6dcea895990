import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { idpId, schoolId } from '../../../../src/domain/ids.ts';
import { countedDays } from '../../../../src/register/changes/strangers.ts';
import { entry } from '../../../contracts/ledger-entry.ts';
import {
  openRegistryWorld,
  problems,
  propose,
  type RegistryWorld,
} from '../../../../testkit/world/registry-world.ts';
import { required } from '../../../../testkit/values/ids.ts';

const dayMillis = 86_400_000;
const regenboog = required(idpId('regenboog-saml'));
let world: RegistryWorld;
beforeEach(async () => {
  world = await openRegistryWorld(inject('postgres15Url'));
});
afterEach(() => world.close());

const asking = (identifier: object) => world.edited('idp', regenboog, { identifier });
const another = { namespace: 'regenboog', attributes: ['uid'] };

/** Somebody signed in there, and something left about so many people, the last of them too long ago to count. */
async function signIn(people: number): Promise<void> {
  await world.people.useNamespace('regenboog', world.clock.now());
  const school = required(schoolId('de-regenboog'));
  for (let index = 0; index <= people; index += 1) {
    const days = index === people ? countedDays + 1 : index;
    await world.ledger.append(entry({ school, at: world.clock.now() - days * dayMillis }));
  }
}

describe('the identifier of a login', () => {
  it.each([
    ['other attributes', another],
    ['other attributes in their order', { namespace: 'regenboog', attributes: ['nameid', 'uid'] }],
    ['another namespace', { namespace: 'anders', attributes: ['nameid'] }],
  ])('that has signed somebody in does not get %s', async (_what, identifier) => {
    await signIn(3);
    const change = await asking(identifier);
    const refused = [
      'idp regenboog-saml identifier: identifier is in use: with another one up to 3 people, as many as used a service within 400 days, would be strangers to all of them',
    ];
    expect(problems(await world.registry.submit(...propose([change], { dryRun: true })))).toEqual(refused);
    expect(problems(await world.registry.submit(...propose([change])))).toEqual(refused);
    const due = world.clock.now() + dayMillis;
    expect(problems(await world.registry.submit(...propose([change], { due })))).toEqual(refused);
    expect(await world.registry.find({ kind: 'idp', id: regenboog })).toMatchObject({ version: 1 });
  });

  it('changes where nobody was identified by it yet', async () => {
    const change = await asking(another);
    expect(await world.registry.submit(...propose([change]))).toMatchObject({ outcome: 'applied' });
  });

  it('changes where the operator says so, of this login alone', async () => {
    await signIn(1);
    const change = await asking(another);
    const others = { mayMakeStrangers: [required(idpId('kade-entra'))] };
    expect(await world.registry.submit(...propose([change], others))).toMatchObject({ outcome: 'refused' });
    const said = { mayMakeStrangers: [regenboog] };
    expect(await world.registry.submit(...propose([change], said))).toMatchObject({ outcome: 'applied' });
  });

  it('stays while everything else of its record changes', async () => {
    await signIn(1);
    const change = await world.edited('idp', regenboog, { name: 'Ander', disabled: true });
    expect(await world.registry.submit(...propose([change]))).toMatchObject({ outcome: 'applied' });
  });
});
