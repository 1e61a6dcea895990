import { daysLater } from '../../domain/clock.ts';
import { fewestPeople } from '../../domain/counted-people.ts';
import { SluisError } from '../../domain/errors.ts';
import type { DisclosurePeriod } from '../../storage/stores/ledger-store.ts';
import type { Portal } from '../visitor.ts';
import type { SeenService } from './seen-services.ts';

const daysShown = 30;

/** Of a sensitive service: that somebody uses it says something of them, and in a small circle one knows who. */
const fewestOfSensitive = 20;

/**
 * What the ledger says of the past month. `too_few`: nothing, because too few people came to say it of nobody in particular. `away`: it could
 * not be asked just now, which is no reason to keep somebody from switching something off.
 */
export type Counted<Told> =
  { readonly outcome: 'counted'; readonly told: Told } | { readonly outcome: 'too_few' | 'away' };

/** Whole days, without today: whoever looks twice on a day sees nobody come. */
export function pastMonth({ timeZone }: Portal, { school, service, input }: SeenService): DisclosurePeriod {
  const from = daysLater(input.today, -daysShown);
  if (from === undefined) throw new TypeError('there is no day so long ago');
  return {
    board: school.board,
    schools: [school.id],
    service: service.id,
    from,
    before: input.today,
    zone: timeZone,
  };
}

/** Asks, and tells what is found where enough people came. */
export async function countedOf<Found extends { readonly people: number }, Told>(
  { service }: SeenService,
  ask: () => Promise<Found>,
  tell: (found: Found) => Told,
): Promise<Counted<Told>> {
  try {
    const found = await ask();
    const fewest = service.sensitive === undefined ? fewestPeople : fewestOfSensitive;
    return found.people < fewest ? { outcome: 'too_few' } : { outcome: 'counted', told: tell(found) };
  } catch (error) {
    if (error instanceof SluisError && error.code === 'storage.unavailable') return { outcome: 'away' };
    throw error;
  }
}
