import type { Settings } from '../config/settings.ts';
import { systemClock } from '../domain/clock.ts';
import { systemRandomness } from '../domain/randomness.ts';
import type { LastingSealer } from '../domain/sealer.ts';
import { createOutbox, type Outbox } from '../outbox/outbox.ts';
import { placeOf } from '../portal/addresses.ts';
import type { OutboxStore } from '../storage/stores/outbox-store.ts';

/** Makes messages as a broker with these settings does, which sends them. */
export function openOutbox(
  store: Pick<OutboxStore, 'table'>,
  sealer: LastingSealer,
  settings: Pick<Settings, 'issuer' | 'timeZone' | 'mail'>,
): Outbox {
  return createOutbox({
    store,
    mailIsSetUp: settings.mail !== undefined,
    place: placeOf(settings),
    sealer,
    clock: systemClock,
    randomness: systemRandomness,
  });
}
