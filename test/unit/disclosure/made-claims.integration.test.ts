import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LastDisclosure, ReleasedIdentity } from '../../../src/disclosure/disclosure.ts';
import { attributeName, schoolId, sectorId } from '../../../src/domain/ids.ts';
import type { BrowserSession } from '../../../src/session/session-records.ts';
import { stored, wantedRecords } from '../../../testkit/federation/example-federation.ts';
import { queryDatabase } from '../../../testkit/services/postgres.ts';
import { required } from '../../../testkit/values/ids.ts';
import { openDisclosureCase, pupilSession, reader, type DisclosureCase } from './disclosure-case.ts';

const made = ['groups', 'school_id', 'school_year'];
const wanted = new Set(['openid', 'group', 'school']);
const name = (text: string) => required(attributeName(text));

let parts: DisclosureCase;
beforeAll(async () => {
  parts = await openDisclosureCase();
  open();
});
afterAll(() => parts.close());

/** The service is registered for them, the agreement has them, and the school switched them on. */
function open(): void {
  const annex = made.map((claim) => ({
    service: reader,
    claim,
    purposes: ['access'],
    affiliations: ['pupil'],
  }));
  const members: Readonly<Record<string, object>> = {
    service: { claims: made.map((claim) => ({ name: claim, purpose: 'access' })) },
    agreement: { validUntil: '2028-07-31', annex },
    policy: { claims: made },
  };
  parts.setRecords(
    stored(wantedRecords()).map((record) => ({
      ...record,
      body: { ...Object(record.body), ...members[record.kind] },
    })),
  );
}

const pupil = () =>
  pupilSession({
    attributes: new Map([
      [name('group'), ['canary-5a']],
      [name('school_year'), ['canary-5']],
    ]),
  });

async function told(session: BrowserSession, last?: LastDisclosure) {
  const outcome = await parts.disclosure.disclose(session, reader, wanted, last);
  if (outcome.outcome === 'refused') throw new TypeError(`refused: ${outcome.reason}`);
  return outcome;
}

describe('groups and the school', () => {
  it('leave by the ids of the sector, the same for everybody, and the ledger has names alone', async () => {
    const { identity } = await told(pupil());
    const ids = await parts.pseudonyms.pairwiseIdsOf(required(sectorId('leesboom')));
    const school = required(schoolId('de-regenboog'));
    const group = { school, schoolYear: '2026-2027', name: 'canary-5a' };
    expect(identity.claims).toEqual({
      groups: [{ id: ids.group(group), name: 'canary-5a', year: 'canary-5', school_year: '2026-2027' }],
      school_id: ids.school(school),
      school_year: 'canary-5',
    });
    expect((await told(pupil())).identity.claims).toEqual(identity.claims);
    const rows = await queryDatabase(
      parts.url,
      `select released from sluis.disclosure where id = '${identity.ledgerEntry}'`,
    );
    expect(rows).toEqual([{ released: made.map((claim) => ({ claim, transforms: [] })) }]);
    const dump = JSON.stringify(await queryDatabase(parts.url, 'select * from sluis.disclosure'));
    for (const value of ['canary', '2026-2027', ids.school(school), ids.group(group)]) {
      expect(dump).not.toContain(value);
    }
  });

  it('are told anew, and written down anew, when the school year changes in the middle of a session', async () => {
    const session = pupil();
    const at = (moment: string) => {
      parts.clock.advance(Date.parse(moment) - parts.clock.now());
    };
    const idIn = ({ groups }: ReleasedIdentity['claims']) =>
      /"id":"([^"]+)"/.exec(JSON.stringify(groups))?.[1];
    at('2027-07-31T21:59:59Z');
    const july = await told(session);
    expect(july.identity.claims['groups']).toMatchObject([{ school_year: '2026-2027' }]);
    expect((await told(session, july.last)).last).toEqual(july.last);
    at('2027-07-31T22:00:00Z');
    const august = await told(session, july.last);
    expect(august.identity.claims['groups']).toMatchObject([{ school_year: '2027-2028' }]);
    expect(august.last.entry).not.toBe(july.last.entry);
    expect(idIn(august.identity.claims)).toMatch(/^.{43}$/);
    expect(idIn(august.identity.claims)).not.toBe(idIn(july.identity.claims));
    expect(august.identity.claims['school_id']).toBe(july.identity.claims['school_id']);
  });
});
