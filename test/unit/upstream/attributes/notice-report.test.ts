import { describe, expect, it } from 'vitest';
import { createNoticeReport } from '../../../../src/upstream/attributes/notice-report.ts';
import { dayAt } from '../../../../src/domain/clock.ts';
import { attributeName, idpId } from '../../../../src/domain/ids.ts';
import type { AuditEvent } from '../../../../src/domain/ledger.ts';
import type { IdentityNotice } from '../../../../src/upstream/attributes/notices.ts';
import { required } from '../../../../testkit/values/ids.ts';
import { createManualClock } from '../../../../testkit/machine/manual-clock.ts';

const regenboog = required(idpId('regenboog-saml'));
const kade = required(idpId('kade-entra'));
const eckid = required(attributeName('eckid'));
const birthdate = required(attributeName('birthdate'));
const malformed: IdentityNotice = { reason: 'malformed', attribute: eckid };

function openReport() {
  const clock = createManualClock();
  const audited: Omit<AuditEvent, 'at'>[] = [];
  const counted: unknown[] = [];
  const noticesOf = createNoticeReport({
    audit: async (event) => void audited.push(event),
    count: (notice) => void counted.push(notice),
    today: () => dayAt(clock.now(), 'Europe/Amsterdam'),
  });
  return { clock, audited, counted, noticesOf };
}

describe('what the attribute step leaves out', () => {
  it('is counted each time, and audited once a day, at a school where it is so in every login', () => {
    const { clock, audited, counted, noticesOf } = openReport();
    for (let login = 0; login < 1_000; login += 1) noticesOf(regenboog)(malformed);
    expect(counted).toHaveLength(1_000);
    expect(audited).toEqual([
      { type: 'attribute.left_out', reason: 'malformed', idp: regenboog, attribute: eckid },
    ]);
    clock.advance(24 * 3_600_000);
    noticesOf(regenboog)(malformed);
    noticesOf(regenboog)(malformed);
    expect(audited).toHaveLength(2);
  });

  it('is told apart by IdP, attribute and reason', () => {
    const { audited, noticesOf } = openReport();
    for (const notice of [
      malformed,
      { reason: 'several_values', attribute: eckid },
      { reason: 'malformed', attribute: birthdate },
      { reason: 'identifier_missing' },
    ] satisfies IdentityNotice[]) {
      for (const idp of [regenboog, kade, regenboog]) noticesOf(idp)(notice);
    }
    expect(audited).toHaveLength(8);
    expect(audited.at(-1)).toEqual({ type: 'attribute.left_out', reason: 'identifier_missing', idp: kade });
  });

  it('keeps the name that operators watch where it was a national number', () => {
    const { audited, noticesOf } = openReport();
    noticesOf(kade)({ reason: 'national_number' });
    expect(audited).toEqual([{ type: 'attribute.national_number', reason: 'dropped', idp: kade }]);
  });
});
