import { median } from '../figures/statistics.ts';
import type { Journey } from '../journeys/journey.ts';
import { runLoad, type Counter, type Load } from '../load/load.ts';
import type { MeasuredProcess } from '../measured/measured-process.ts';

export interface LoginPlace {
  readonly process: MeasuredProcess;
  readonly journey: Journey;
}

/** CPU milliseconds per login, round by round. */
export interface LoginCost {
  readonly few: readonly number[];
  readonly all: readonly number[];
}

const load: Load = { kind: 'closed', atATime: 8 };

/**
 * The same logins at a node with ten schools and at one with all: in turn, and who begins changes with every round, so that
 * what disturbs the machine for a while disturbs both.
 */
export async function compareLogins(
  places: { readonly few: LoginPlace; readonly all: LoginPlace },
  { logins, rounds }: { readonly logins: number; readonly rounds: number },
  counter: Counter,
): Promise<LoginCost> {
  const cost = { few: [] as number[], all: [] as number[] };
  for (const place of [places.few, places.all]) await runLoad(place.journey, load, logins, counter);
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? (['few', 'all'] as const) : (['all', 'few'] as const)) {
      cost[name].push(await cpuPerLogin(places[name], logins, counter));
    }
  }
  return cost;
}

async function cpuPerLogin(
  { process, journey }: LoginPlace,
  logins: number,
  counter: Counter,
): Promise<number> {
  const before = await process.ask();
  await runLoad(journey, load, logins, counter);
  const after = await process.ask();
  return (after.cpuMs - before.cpuMs) / logins;
}

/** How much dearer a login is with all schools. */
export function ratioOf({ few, all }: LoginCost): number {
  return median(all) / median(few);
}
