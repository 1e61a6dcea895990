import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorId, idpId, serviceId } from '../../../src/domain/ids.ts';
import type { AuditEvent } from '../../../src/domain/ledger.ts';
import {
  createCountedEvents,
  isCounted,
  mostAlikeWritten,
  mostKinds,
  mostWritten,
} from '../../../src/ledger/counted-events.ts';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { newErrorId } from '../../../src/http/error-id.ts';
import { required } from '../../../testkit/values/ids.ts';

const minute = Date.UTC(2026, 0, 5, 8, 30);
const event = (changes: Partial<AuditEvent> = {}): AuditEvent => ({
  type: 'login.rejected',
  at: minute,
  reason: 'login.transaction_unknown',
  ...changes,
});
const idp = (index: number) => required(idpId(`idp-${String(index)}`));
const times = (events: readonly AuditEvent[]) => events.reduce((sum, { number = 1 }) => sum + number, 0);

describe('events that strangers can cause', () => {
  it('are those, and no others', () => {
    for (const type of ['login.rejected', 'login.refused', 'login.cancelled', 'request.rejected'] as const) {
      expect(isCounted({ type })).toBe(true);
    }
    for (const type of [
      'login.succeeded',
      'guard.stopped',
      'guard.unreadable',
      'code.replayed',
      'identifier.conflict',
    ] as const) {
      expect(isCounted({ type })).toBe(false);
    }
    expect(isCounted({ type: 'api.refused' })).toBe(true);
  });

  it('are written as they come in an ordinary minute', () => {
    const counted = createCountedEvents();
    const id = required(errorId('ABCDEFGH23'));
    expect(counted.add(event({ errorId: id }))).toEqual([event({ errorId: id })]);
    expect(counted.add(event({ at: minute + 1 }))).toEqual([event({ at: minute + 1 })]);
    expect(counted.take()).toEqual([]);
  });

  it('of a flood are counted by the minute, by reason, IdP and service', () => {
    const counted = createCountedEvents();
    const service = required(serviceId('reader'));
    const flood = Array.from({ length: 6_000 }, (_, index) =>
      event({ at: minute + index, idp: idp(1), errorId: newErrorId(systemRandomness) }),
    );
    const written = flood.flatMap((one) => counted.add(one));
    expect(written).toHaveLength(mostAlikeWritten);
    counted.add(event({ type: 'request.rejected', reason: 'oauth.invalid_request', service }));
    const other = event({ at: minute + 60_000, idp: idp(2) });
    expect(counted.add(other)).toEqual([
      event({ at: minute + 5_999, idp: idp(1), number: 6_000 - mostAlikeWritten }),
      other,
    ]);
  });

  it('become a bounded number of rows, whatever they name, and none is lost', () => {
    const counted = createCountedEvents();
    const flood = Array.from({ length: 20_000 }, (_, index) => event({ idp: idp(index) }));
    const rows = [...flood.flatMap((one) => counted.add(one)), ...counted.take()];
    expect(rows.length).toBeLessThanOrEqual(mostWritten + mostKinds + 1);
    expect(times(rows)).toBe(flood.length);
  });

  it('add up to what came, in any order of kinds and moments', () => {
    const any = fc.record({
      type: fc.constantFrom('login.rejected' as const, 'request.rejected' as const),
      at: fc.integer({ min: minute, max: minute + 180_000 }),
      reason: fc.constantFrom('a', 'b', 'c'),
      idp: fc.integer({ min: 0, max: 150 }).map(idp),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 600 }), (events) => {
        const counted = createCountedEvents();
        const rows = [...events.flatMap((one) => counted.add(one)), ...counted.take()];
        expect(times(rows)).toBe(events.length);
        for (const reason of ['a', 'b', 'c']) {
          const of = (all: readonly AuditEvent[]) => all.filter((one) => one.reason === reason);
          expect(times(of(rows))).toBe(of(events).length);
        }
      }),
    );
  });
});
