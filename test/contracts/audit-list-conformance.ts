import { expect, it } from 'vitest';
import { errorId, idpId, schoolId, serviceId } from '../../src/domain/ids.ts';
import { shortErrorIdOf } from '../../src/domain/short-error-id.ts';
import type { AuditEvent } from '../../src/domain/ledger.ts';
import type { AuditFilter, LedgerStore } from '../../src/storage/stores/ledger-store.ts';
import { required } from '../../testkit/values/ids.ts';
import { now } from './ledger-entry.ts';

/** What every ledger store promises of lists of the audit trail. */
export function describeAuditLists(store: () => LedgerStore): void {
  it('gives back events by what each of them names, and between two moments', async () => {
    const id = required(errorId('FNDMEFNDME'));
    const idp = required(idpId('sought-idp'));
    const [school, service] = [required(schoolId('sought-school')), required(serviceId('sought-service'))];
    const found: AuditEvent = {
      type: 'login.rejected',
      at: now,
      reason: 'saml.sought',
      errorId: id,
      idp,
      school,
      service,
    };
    const others: readonly AuditEvent[] = [
      { type: 'login.rejected', at: now, reason: 'saml.other' },
      {
        type: 'login.rejected',
        at: now,
        idp: required(idpId('other-idp')),
        school: required(schoolId('other')),
      },
    ];
    for (const event of [...others, found]) await store().appendAudit(event);
    const filters: readonly AuditFilter[] = [
      { errorId: id },
      { shortErrorId: shortErrorIdOf(id) },
      { shortErrorId: shortErrorIdOf(id), school, from: now, until: now + 1 },
      { reason: 'saml.sought' },
      { idp },
      { school },
      { service },
      { idp, school, from: now, until: now + 1 },
    ];
    for (const filter of filters) expect(await store().listAudit({ ...filter, limit: 9 })).toEqual([found]);
    expect(await store().listAudit({ idp, from: now + 1, limit: 9 })).toEqual([]);
    expect(await store().listAudit({ idp, until: now, limit: 9 })).toEqual([]);
    expect(await store().listAudit({ idp, reason: 'saml.other', limit: 9 })).toEqual([]);
    const another = shortErrorIdOf(required(errorId('FNDMEFNDMF')));
    expect(await store().listAudit({ school, shortErrorId: another, limit: 9 })).toEqual([]);
  });

  it('gives back events page by page, each once, also of one moment', async () => {
    const school = required(schoolId('paged-school'));
    const numbers = [1, 2, 3, 4, 5];
    for (const number of numbers) {
      await store().appendAudit({ type: 'login.rejected', at: now, school, number });
    }
    const seen: (number | undefined)[] = [];
    let before: string | undefined;
    do {
      const page = await store().pageOfAudit({
        school,
        limit: 2,
        ...(before === undefined ? {} : { before }),
      });
      seen.push(...page.map(({ event }) => event.number));
      before = page.at(-1)?.position;
    } while (before !== undefined);
    expect(seen).toEqual(numbers.toReversed());
    expect(await store().pageOfAudit({ school, before: '999999999999', limit: 2 })).toEqual([]);
  });
}
