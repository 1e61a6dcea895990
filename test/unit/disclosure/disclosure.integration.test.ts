import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DisclosureOutcome, LastDisclosure } from '../../../src/disclosure/disclosure.ts';
import { boardId, schoolId, serviceId, type SessionId } from '../../../src/domain/ids.ts';
import type { BrowserSession } from '../../../src/session/session-records.ts';
import { openPostgres } from '../../../src/storage/postgres/pool.ts';
import type { StoredRecord } from '../../../src/storage/stores/records.ts';
import { stored, wantedRecords } from '../../../testkit/federation/example-federation.ts';
import { eraseHandle } from '../../../testkit/values/erase-handle.ts';
import { objectionHashOf, randomEntryId, randomHandle, required } from '../../../testkit/values/ids.ts';
import { queryDatabase } from '../../../testkit/services/postgres.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';
import { expectFailure } from '../../../testkit/values/refusals.ts';
import { openDisclosureCase, pupilSession, reader, scopes, type DisclosureCase } from './disclosure-case.ts';

let parts: DisclosureCase;

beforeAll(async () => {
  parts = await openDisclosureCase();
});
beforeEach(() => {
  parts.setRegister();
  parts.setUnconfirmedFor(0);
});
afterAll(() => parts.close());

type Released = Extract<DisclosureOutcome, { outcome: 'released' }>['identity'];

async function released(
  session: BrowserSession,
  occasion: 'token' | 'userinfo' = 'token',
): Promise<Released> {
  const last = occasion === 'userinfo' ? lastOf.get(session.id) : undefined;
  const outcome = await parts.disclosure.disclose(session, reader, scopes, last);
  if (outcome.outcome === 'refused') throw new TypeError(`refused: ${outcome.reason}`);
  lastOf.set(session.id, outcome.last);
  return outcome.identity;
}
/** As the token of a session remembers it. */
const lastOf = new Map<SessionId, LastDisclosure>();

const refusalOf = async (session: BrowserSession) => {
  const outcome = await parts.disclosure.disclose(session, reader, scopes);
  return outcome.outcome === 'refused' ? outcome.reason : outcome.outcome;
};
const handleOf = ({ root }: BrowserSession) =>
  parts.people.handleOf(root, required(boardId('waterland')), randomHandle());
const entriesOf = async (session: BrowserSession) =>
  parts.ledgerStore.list({ person: await handleOf(session), limit: 100 });
const without = (kind: string, id: string) =>
  stored(wantedRecords()).filter((record) => record.kind !== kind || record.id !== id);

function objection(session: BrowserSession, about: object): StoredRecord {
  const whose = { hashes: session.objectionHashes, boards: ['waterland'] };
  const body = { id: 'bezwaar', school: session.school, ...whose, ...about };
  return { kind: 'objection', id: 'bezwaar', version: 1, body };
}

describe('nothing is released', () => {
  it('when the ledger is away: the call fails', async () => {
    const gone = openPostgres({
      url: parts.url,
      timeoutMs: 1000,
      maxConnections: 1,
      logger: createRecordingLogger(),
    });
    await gone.close();
    const session = pupilSession();
    for (const last of [undefined, { outcome: 'another', entry: randomEntryId() }]) {
      const disclosing = parts.withLedgerOn(gone).disclose(session, reader, scopes, last);
      await expectFailure(disclosing, 'storage.unavailable');
    }
  });

  it('when the picture of the register is too old, to the millisecond', async () => {
    parts.setUnconfirmedFor(300_000);
    expect(await refusalOf(pupilSession())).toBe('released');
    parts.setUnconfirmedFor(300_001);
    const session = pupilSession();
    expect(await refusalOf(session)).toBe('register_unconfirmed');
    expect(parts.disclosure.refusalOf(session, reader, scopes)?.reason).toBe('register_unconfirmed');
    expect(await entriesOf(session)).toEqual([]);
  });

  it('when the school was taken from the IdP, or the IdP from the register', async () => {
    parts.setRegister('schools: [de-regenboog]', 'schools: [de-kade]');
    expect(await refusalOf(pupilSession())).toBe('service_not_enabled');
    parts.setRecords(without('idp', 'regenboog-saml'));
    expect(await refusalOf(pupilSession())).toBe('service_not_enabled');
  });

  it('when the school left the register', async () => {
    parts.setRecords(without('school', 'de-regenboog'));
    expect(await refusalOf(pupilSession())).toBe('service_not_enabled');
  });

  it('when the service left the register, and no sub is derived for it', async () => {
    parts.setRecords(without('service', 'leesboom-reader'));
    expect(await refusalOf(pupilSession())).toBe('service_not_enabled');
    await expectFailure(parts.disclosure.subjectFor(pupilSession(), reader), 'register.invalid');
  });

  it.each([
    ['the school switched it off', 'enabled: true', 'enabled: false', 'service_not_enabled'],
    ['the agreement was suspended', 'status: active', 'status: suspended', 'agreement_not_active'],
    [
      'the service is for teachers only',
      'audience: [pupil, teacher]',
      'audience: [teacher]',
      'affiliation_not_in_audience',
    ],
  ])('as soon as %s', async (_what, from, to, reason) => {
    const session = pupilSession();
    await released(session);
    parts.setRegister(from, to);
    expect(await refusalOf(session)).toBe(reason);
    const again = await parts.disclosure.disclose(session, reader, scopes, lastOf.get(session.id));
    expect(again.outcome).toBe('refused');
    expect(await entriesOf(session)).toHaveLength(1);
  });

  it('to somebody of another school of the IdP that has no policy', async () => {
    parts.setRegister(
      'schools: [de-regenboog]',
      'schools: [de-regenboog, de-kade]\n    schoolFrom: { attribute: brin }',
    );
    expect(await refusalOf(pupilSession({ school: required(schoolId('de-kade')) }))).toBe(
      'service_not_enabled',
    );
  });

  it('to somebody who objected to the service', async () => {
    const session = pupilSession();
    parts.setRegister('', '', objection(session, { service: reader }));
    expect(await refusalOf(session)).toBe('objection');
    expect(await refusalOf(pupilSession())).toBe('released');
  });
});

describe('the days of an agreement', () => {
  const at = (moment: string) => {
    parts.clock.advance(Date.parse(moment) - parts.clock.now());
    return refusalOf(pupilSession());
  };

  it('begin and end at midnight in Amsterdam', async () => {
    const now = parts.clock.now();
    expect(await at('2026-07-31T21:59:59.999Z')).toBe('agreement_not_yet_valid');
    expect(await at('2026-07-31T22:00:00Z')).toBe('released');
    expect(await at('2027-07-31T21:59:59.999Z')).toBe('released');
    expect(await at('2027-07-31T22:00:00Z')).toBe('agreement_expired');
    parts.clock.advance(now - parts.clock.now());
  });
});

describe('a disclosure', () => {
  it('is written down, durably, before it is handed over', async () => {
    const session = pupilSession();
    const identity = await released(session);
    const rows = await queryDatabase(
      parts.url,
      `select person::text, service, released, withheld from sluis.disclosure where id = '${identity.ledgerEntry}'`,
    );
    expect(rows).toEqual([
      {
        person: await handleOf(session),
        service: reader,
        released: [
          { claim: 'given_name', transforms: ['initial'] },
          { claim: 'group', transforms: ['values'] },
        ],
        withheld: [],
      },
    ]);
    const entry = await parts.ledger.find(identity.ledgerEntry);
    expect(entry).toMatchObject({
      school: 'de-regenboog',
      board: 'waterland',
      supplier: 'leesboom',
      affiliation: 'pupil',
    });
    expect(entry && parts.ledger.proves(entry, identity.subject)).toBe(true);
  });

  it('holds what the decision says, under the sub of this person and sector', async () => {
    const session = pupilSession();
    const identity = await released(session);
    expect(identity.claims).toEqual({ given_name: 'C.', group: ['groep-5'] });
    expect(identity.subject).toBe(await parts.disclosure.subjectFor(session, reader));
    expect(parts.disclosure.refusalOf(session, reader, scopes)).toBeUndefined();
  });

  it('is of what was asked for: fewer scopes, fewer claims', async () => {
    const session = pupilSession();
    const outcome = await parts.disclosure.disclose(session, reader, new Set(['openid']));
    expect(outcome).toMatchObject({ outcome: 'released', identity: { claims: {} } });
    expect(await entriesOf(session)).toMatchObject([
      { released: [], withheld: [{ reason: 'not_requested' }, { reason: 'not_requested' }] },
    ]);
  });

  it('leaves out a claim to which the person objected at this board, and only then', async () => {
    const session = pupilSession();
    parts.setRegister('', '', objection(session, { claim: 'group' }));
    expect((await released(session)).claims).toEqual({ given_name: 'C.' });
    parts.setRegister('', '', objection(session, { claim: 'group', school: 'de-kade' }));
    expect((await released(session)).claims).toEqual({ given_name: 'C.' });
    const elsewhere = { hashes: [objectionHashOf('the same person at another board')], boards: ['zeeland'] };
    parts.setRegister('', '', objection(session, { claim: 'group', ...elsewhere }));
    expect((await released(session)).claims).toMatchObject({ group: ['groep-5'] });
  });

  it('knows an objection by ledger handle until it is upgraded, at the board of that handle', async () => {
    const session = pupilSession();
    const former = (school: string): StoredRecord => {
      const body = { id: 'bezwaar', school, person: session.person, claim: 'group' };
      return { kind: 'objection', id: 'bezwaar', version: 1, body };
    };
    parts.setRegister('', '', former('de-kade'));
    expect((await released(session)).claims).toEqual({ given_name: 'C.' });
    parts.setRegister('', '', former('a-school-of-another-board'));
    expect((await released(session)).claims).toMatchObject({ group: ['groep-5'] });
  });

  it('is about the person again after an erasure in the middle of a session, under another handle', async () => {
    const session = pupilSession();
    await released(session);
    const erased = await handleOf(session);
    await eraseHandle(parts.people, erased, required(boardId('waterland')));
    await released(session);
    expect(await handleOf(session)).not.toBe(erased);
    expect(await entriesOf(session)).toHaveLength(1);
  });

  it('writes nothing when it is only asked whether a sign-in goes on', async () => {
    const session = pupilSession();
    parts.disclosure.refusalOf(session, reader, scopes);
    expect(await entriesOf(session)).toEqual([]);
  });

  it('leaves no value and no sub in the ledger', async () => {
    const { subject } = await released(pupilSession());
    const dump = JSON.stringify(await queryDatabase(parts.url, 'select * from sluis.disclosure'));
    for (const value of ['anary', '"C."', 'groep-5', subject]) expect(dump).not.toContain(value);
  });
});

describe('a repeated userinfo', () => {
  it('with the same outcome needs no new entry; a token always has its own', async () => {
    const session = pupilSession();
    const first = await released(session, 'token');
    for (let time = 0; time < 3; time += 1) {
      expect((await released(session, 'userinfo')).ledgerEntry).toBe(first.ledgerEntry);
    }
    expect(await entriesOf(session)).toHaveLength(1);
    expect((await released(session, 'token')).ledgerEntry).not.toBe(first.ledgerEntry);
    expect(await entriesOf(session)).toHaveLength(2);
  });

  it('after a change of the policy is written once, and again when it is changed back', async () => {
    const session = pupilSession();
    await released(session);
    const narrower = ['- given_name\n      - { name: group', '- { name: group'] as const;
    parts.setRegister(...narrower);
    const [first, second] = [await released(session, 'userinfo'), await released(session, 'userinfo')];
    expect(first.claims).toEqual({ group: ['groep-5'] });
    expect(second.ledgerEntry).toBe(first.ledgerEntry);
    expect(await entriesOf(session)).toHaveLength(2);
    parts.setRegister();
    expect((await released(session, 'userinfo')).claims).toHaveProperty('given_name', 'C.');
    const entries = await entriesOf(session);
    expect(entries).toHaveLength(3);
    expect(entries.map(({ basis }) => basis.policyVersion)).toEqual(
      entries.map(({ basis }) => basis.policyVersion).toSorted((one, other) => other - one),
    );
  });

  it('of another session is written anew, and so is one whose token remembers nothing', async () => {
    const session = pupilSession();
    const first = await released(session);
    const other = { ...session, id: pupilSession().id };
    expect((await released(other, 'userinfo')).ledgerEntry).not.toBe(first.ledgerEntry);
    lastOf.delete(session.id);
    expect((await released(session, 'userinfo')).ledgerEntry).not.toBe(first.ledgerEntry);
    expect(await entriesOf(session)).toHaveLength(3);
  });

  it('with other values and the same claims is written anew', async () => {
    const session = pupilSession();
    await released(session);
    const [group] = [...session.attributes.keys()].filter((name) => name === 'group');
    const attributes = new Map([...session.attributes, [required(group), ['groep-6']]]);
    await released({ ...session, attributes }, 'userinfo');
    expect(await entriesOf(session)).toHaveLength(2);
  });
});

describe('sub', () => {
  it('does not change with session, school, affiliation or what is released', async () => {
    const session = pupilSession();
    const { subject } = await released(session);
    parts.setRegister('affiliations: [pupil], transforms', 'affiliations: [teacher], transforms');
    const asTeacher = { ...session, id: pupilSession().id, affiliation: 'teacher' } as const;
    expect((await released(asTeacher)).subject).toBe(subject);
    const unknown = required(serviceId('onbekend'));
    await expectFailure(parts.disclosure.subjectFor(session, unknown), 'register.invalid');
  });
});
