import { schoolId, serviceId } from '../../domain/ids.ts';
import type { AuditEvent } from '../../domain/ledger.ts';
import type { NarrowedPolicy } from './registry.ts';

/** What the audit trail is told about a change: its revision, and each policy that it narrows. No values. */
export function eventsOf(
  { revision, narrowed }: { readonly revision: number; readonly narrowed: readonly NarrowedPolicy[] },
  at: number,
): readonly AuditEvent[] {
  return [{ type: 'register.applied', at, number: revision }, ...narrowed.map(({ id }) => narrowedEvent(id))];

  function narrowedEvent(id: string): AuditEvent {
    const [school, service] = [schoolId(id.split('/')[0] ?? ''), serviceId(id.split('/')[1] ?? '')];
    return {
      type: 'register.narrowed',
      at,
      number: revision,
      ...(school === undefined ? {} : { school }),
      ...(service === undefined ? {} : { service }),
    };
  }
}
