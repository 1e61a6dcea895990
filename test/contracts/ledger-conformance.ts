import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { calendarDay } from '../../src/domain/clock.ts';
import {
  apiClientId,
  attributeName,
  boardId,
  errorId,
  idpId,
  schoolId,
  serviceId,
  supplierId,
} from '../../src/domain/ids.ts';
import type { LedgerEntryId } from '../../src/domain/ids.ts';
import type { AuditEvent, ShownError } from '../../src/domain/ledger.ts';
import type { LedgerStore } from '../../src/storage/stores/ledger-store.ts';
import { randomEntryId, randomHandle, required } from '../../testkit/values/ids.ts';
import { describeAuditLists } from './audit-list-conformance.ts';
import { describeCurrentHandles, type LedgerStores } from './current-handle-conformance.ts';
import { describeLacking } from './lacking-conformance.ts';
import { entry, now, schools, services } from './ledger-entry.ts';
import { describePastDisclosures } from './past-disclosures-conformance.ts';
import { expectFailure } from '../../testkit/values/refusals.ts';

function describeDisclosures(store: () => LedgerStore): void {
  it('counts people of schools since a moment, each once', async () => {
    const newSchool = () => required(schoolId(`school-${randomUUID()}`));
    const [school, other] = [newSchool(), newSchool()];
    const since = Date.UTC(2001, 0, 1);
    const person = randomHandle();
    const count = () => store().countPeople({ schools: [school], since });
    expect(await count()).toBe(0);
    for (const at of [since, since + 1]) await store().append(entry({ person, at, school }));
    await store().append(entry({ at: since - 1, school }));
    await store().append(entry({ at: since, school: other }));
    await store().append(entry({ at: since, school }));
    expect(await count()).toBe(2);
    expect(await store().countPeople({ schools: [school, other], since })).toBe(3);
    expect(await store().countPeople({ schools: [], since })).toBe(0);
  });

  it('finds nothing that was not written', async () => {
    expect(await store().find(randomEntryId())).toBeUndefined();
    expect(await store().list({ person: randomHandle(), limit: 10 })).toEqual([]);
  });

  it('gives back exactly what was written', async () => {
    const full = entry({ basis: { ...entry().basis, accessVersion: 5 } });
    const empty = entry({ released: [], withheld: [], affiliation: 'teacher' });
    await store().append(full);
    await store().append(empty);
    expect(await store().find(full.id)).toEqual(full);
    expect(await store().find(empty.id)).toEqual(empty);
  });

  it('counts what stayed behind by day in a zone, school and reason, of the claims that are asked about', async () => {
    const service = required(serviceId(`dienst-${randomUUID().slice(0, 8)}`));
    const [email, group] = [required(attributeName('email')), required(attributeName('group'))];
    const kept = (claim: typeof email, reason: 'not_supplied' | 'not_enabled_by_school') => ({
      claim,
      reason,
    });
    const beforeMidnight = Date.UTC(2026, 7, 1, 21, 59);
    for (const [at, school, withheld] of [
      [beforeMidnight, schools[0], [kept(email, 'not_supplied'), kept(group, 'not_supplied')]],
      [beforeMidnight, schools[0], [kept(email, 'not_supplied')]],
      [beforeMidnight + 120_000, schools[0], [kept(email, 'not_enabled_by_school')]],
      [beforeMidnight, schools[1], [kept(email, 'not_supplied')]],
      [beforeMidnight - 86_400_000, schools[0], [kept(email, 'not_supplied')]],
    ] as const) {
      await store().append(entry({ at, school, service, withheld }));
    }
    const asked = {
      service,
      claims: [email],
      from: required(calendarDay('2026-08-01')),
      zone: 'Europe/Amsterdam',
    };
    const count = (day: string, school: string, reason: string, entries: number) => ({
      day,
      school,
      claim: email,
      reason,
      entries,
    });
    const [one, two] = [
      count('2026-08-02', schools[0], 'not_enabled_by_school', 1),
      count('2026-08-01', schools[0], 'not_supplied', 2),
    ];
    expect(await store().countWithheld({ ...asked, school: schools[0] })).toEqual([one, two]);
    expect(await store().countWithheld(asked)).toEqual([
      one,
      two,
      count('2026-08-01', schools[1], 'not_supplied', 1),
    ]);
    expect(await store().countWithheld({ ...asked, claims: [] })).toEqual([]);
  });

  it('refuses a second entry with the same id', async () => {
    const first = entry();
    await store().append(first);
    await expectFailure(store().append({ ...first, subjectProof: 'another' }), 'storage.conflict');
    expect(await store().find(first.id)).toEqual(first);
  });

  it('lists newest first, in the order of writing within a moment, by every combination of filters', async () => {
    const person = randomHandle();
    const written = [
      entry({ person, at: now + 1000 }),
      entry({ person, at: now, school: schools[1] }),
      entry({ person, at: now, service: services[1] }),
      entry({ person, at: now - 1000, school: schools[1], service: services[1] }),
    ];
    for (const one of written) await store().append(one);
    const [newest, earlier, later, oldest] = written;
    expect(await store().list({ person, limit: 10 })).toEqual([newest, later, earlier, oldest]);
    expect(await store().list({ person, limit: 2 })).toEqual([newest, later]);
    expect(await store().list({ person, school: schools[1], limit: 10 })).toEqual([earlier, oldest]);
    expect(await store().list({ person, service: services[1], limit: 10 })).toEqual([later, oldest]);
    expect(await store().list({ person, school: schools[1], service: services[1], limit: 10 })).toEqual([
      oldest,
    ]);
    expect((await store().list({ limit: 1 }))[0]).toEqual(newest);
  });

  it('goes on after an entry, also within one moment, and lists those of a board or a supplier', async () => {
    const person = randomHandle();
    const [board, supplier] = [required(boardId('a-board')), required(supplierId('a-supplier'))];
    const first = entry({ person, board });
    const second = entry({ person, supplier });
    const third = entry({ person });
    for (const one of [first, second, third]) await store().append(one);
    const after = (id: LedgerEntryId, limit: number) => store().list({ person, before: id, limit });
    expect(await after(third.id, 10)).toEqual([second, first]);
    expect(await after(third.id, 1)).toEqual([second]);
    expect(await after(first.id, 10)).toEqual([]);
    expect(await after(randomEntryId(), 10)).toEqual([]);
    expect(await store().list({ person, board, limit: 10 })).toEqual([first]);
    expect(await store().list({ person, supplier, limit: 10 })).toEqual([second]);
  });

  it('counts what a board has about one person', async () => {
    const [person, board] = [randomHandle(), required(boardId('bestuur-drie'))];
    await store().append(entry({ person }));
    for (let index = 0; index < 3; index += 1) await store().append(entry({ person, board }));
    expect(await store().count({ person, board })).toBe(3);
    expect(await store().count({ person: randomHandle(), board })).toBe(0);
  });

  it('keeps 50 entries written at the same time', async () => {
    const person = randomHandle();
    const written = Array.from({ length: 50 }, (_, index) => entry({ person, at: now + index }));
    await Promise.all(written.map((one) => store().append(one)));
    expect(await store().list({ person, limit: 100 })).toEqual(written.toReversed());
  });
}

function describeGroups(store: () => LedgerStore): void {
  it('gives each writer its own entry back, as it is kept', async () => {
    const written = Array.from({ length: 20 }, (_, index) => entry({ at: now + index }));
    expect(await Promise.all(written.map((one) => store().append(one)))).toEqual(written);
  });

  it('writes all others when one of those that come at the same time is refused', async () => {
    const known = entry();
    await store().append(known);
    const person = randomHandle();
    const others = Array.from({ length: 10 }, (_, index) => entry({ person, at: now + index }));
    const all = [...others.slice(0, 5), { ...known, subjectProof: 'another' }, ...others.slice(5)];
    const outcomes = await Promise.allSettled(all.map((one) => store().append(one)));
    expect(outcomes.map(({ status }) => status)).toEqual(
      all.map(({ id }) => (id === known.id ? 'rejected' : 'fulfilled')),
    );
    expect(await store().list({ person, limit: 20 })).toEqual(others.toReversed());
    expect(await store().find(known.id)).toEqual(known);
  });
}

function describeAudit(store: () => LedgerStore): void {
  it('gives back events newest first, with every field or with none', async () => {
    const bare: AuditEvent = { type: 'login.cancelled', at: now };
    const full: AuditEvent = {
      type: 'login.cancelled',
      at: now,
      reason: 'saml.audience',
      errorId: required(errorId('ABCDEFGH23')),
      idp: required(idpId('idp')),
      school: schools[0],
      service: services[0],
      attribute: required(attributeName('eckid')),
      number: 4_000_000_000,
      client: required(apiClientId('board-client')),
      task: 'agreements.replace',
      recordKind: 'agreement',
      recordId: 'waterland-leesboom',
      person: randomHandle(),
      board: required(boardId('bestuur')),
      author: 'api:board-client',
      statedReason: 'a parent asked',
    };
    const other: AuditEvent = { type: 'register.applied', at: now - 1, number: 0 };
    for (const event of [bare, full, other]) await store().appendAudit(event);
    expect(await store().listAudit({ limit: 3 })).toEqual([full, bare, other]);
    expect(await store().listAudit({ type: 'login.cancelled', limit: 10 })).toEqual([full, bare]);
    expect(await store().listAudit({ type: 'login.cancelled', limit: 1 })).toEqual([full]);
    expect(await store().listAudit({ type: 'guard.stopped', limit: 10 })).toEqual([]);
  });

  it('counts sign-ins at a school that did not succeed by reason and hour, since a moment', async () => {
    const newSchool = () => required(schoolId(`school-${randomUUID()}`));
    const [school, other] = [newSchool(), newSchool()];
    const hour = Date.UTC(2026, 7, 3, 7);
    const minutes = (count: number) => count * 60_000;
    const refused = (event: Partial<AuditEvent>) =>
      store().appendAudit({ type: 'login.refused', reason: 'no_agreement', at: hour, school, ...event });
    await store().appendAudit({ type: 'login.cancelled', at: hour, school });
    await refused({});
    await refused({ at: hour + minutes(59), number: 7 });
    await refused({ at: hour + minutes(60) });
    await refused({ at: hour - 1 });
    await refused({ type: 'login.succeeded' });
    await refused({ type: 'error_id.found' });
    await refused({ school: other });
    expect(await store().countRefusals({ school, since: hour })).toEqual([
      { code: 'no_agreement', hour: hour + minutes(60), times: 1 },
      { code: 'login.cancelled', hour, times: 1 },
      { code: 'no_agreement', hour, times: 8 },
    ]);
    expect(await store().countRefusals({ school, since: hour + minutes(120) })).toEqual([]);
  });

  it('gives back reasons that no version knows any more', async () => {
    const id = required(errorId('GQNEGQNEGQ'));
    const old: AuditEvent = { type: 'session.ended', at: now, reason: 'saml.gone_since', errorId: id };
    await store().appendAudit(old);
    expect(await store().listAudit({ type: 'session.ended', limit: 1 })).toEqual([old]);
    expect(await store().findError(id)).toEqual({ id, at: now, code: 'saml.gone_since' });
  });
}

function describeShownErrors(store: () => LedgerStore): void {
  const shown = (id: string, changes: Partial<ShownError> = {}): ShownError => ({
    id: required(errorId(id)),
    at: now,
    code: 'saml.audience',
    ...changes,
  });
  const found = (id: string) => store().findError(required(errorId(id)));

  it('finds a shown error again, with every field or with none', async () => {
    const full = shown('FULLFULL22', { idp: required(idpId('idp')), service: services[0] });
    await store().keepErrors([shown('BAREBARE22'), full], 100);
    expect(await found('BAREBARE22')).toEqual(shown('BAREBARE22'));
    expect(await found('FULLFULL22')).toEqual(full);
    expect(await found('NEVERSEEN2')).toBeUndefined();
  });

  it('keeps what an error id was first, whatever comes later under the same', async () => {
    await store().keepErrors([shown('TWICETWICE'), shown('TWICETWICE', { code: 'http.bad_request' })], 100);
    await store().keepErrors([shown('TWICETWICE', { code: 'internal' })], 100);
    expect((await found('TWICETWICE'))?.code).toBe('saml.audience');
  });

  it('keeps none beyond its bound, and has room again when old ones are forgotten', async () => {
    await store().forgetErrors(now + 1);
    const many = ['AAAAAAAAAA', 'BBBBBBBBBB', 'CCCCCCCCCC', 'DDDDDDDDDD'].map((id, index) =>
      shown(id, { at: now + index }),
    );
    await store().keepErrors(many.slice(0, 2), 3);
    await store().keepErrors(many.slice(2), 3);
    expect(await found('CCCCCCCCCC')).toBeDefined();
    expect(await found('DDDDDDDDDD')).toBeUndefined();
    await store().keepErrors(many.slice(3), 3);
    expect(await found('DDDDDDDDDD')).toBeUndefined();
    await store().forgetErrors(now + 1);
    expect(await found('AAAAAAAAAA')).toBeUndefined();
    expect(await found('BBBBBBBBBB')).toBeDefined();
    await store().keepErrors(many.slice(3), 3);
    expect(await found('DDDDDDDDDD')).toBeDefined();
  });

  it('finds an error id of the audit trail too', async () => {
    const id = required(errorId('TRAILTRAIL'));
    await store().appendAudit({
      type: 'identifier.conflict',
      at: now,
      reason: 'identity.conflict',
      errorId: id,
    });
    expect(await store().findError(id)).toEqual({ id, at: now, code: 'identity.conflict' });
  });
}

/** What every `LedgerStore` has to do. */
export function describeLedgerStore(open: () => Promise<LedgerStores>): void {
  let opened: LedgerStores | undefined;
  const stores = () => {
    if (opened === undefined) throw new Error('the store was not opened');
    return opened;
  };
  const store = () => stores().store;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.store.close());
  describeDisclosures(store);
  describeCurrentHandles(stores);
  describeLacking(stores);
  describePastDisclosures(stores);
  describeGroups(store);
  describeAudit(store);
  describeAuditLists(store);
  describeShownErrors(store);
}
