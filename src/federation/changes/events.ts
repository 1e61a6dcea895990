import { schoolId, serviceId } from '../../domain/ids.ts';
import type { AuditEvent } from '../../domain/ledger.ts';
import type { ClippedPolicy } from '../registry.ts';

/** What the audit trail is told about a change: its revision, and each policy that it clips. No values. */
export function eventsOf(
  { revision, clipped }: { readonly revision: number; readonly clipped: readonly ClippedPolicy[] },
  at: number,
): readonly AuditEvent[] {
  return [{ type: 'register.applied', at, number: revision }, ...clipped.map(({ id }) => clippedEvent(id))];

  function clippedEvent(id: string): AuditEvent {
    const [school, service] = [schoolId(id.split('/')[0] ?? ''), serviceId(id.split('/')[1] ?? '')];
    return {
      type: 'register.clipped',
      at,
      number: revision,
      ...(school === undefined ? {} : { school }),
      ...(service === undefined ? {} : { service }),
    };
  }
}
