import type { z } from 'zod';
import type { BoardId, SupplierId } from '../../domain/ids.ts';
import type { Agreement } from '../../register/model/kinds/agreement.ts';
import type { Board } from '../../register/model/kinds/board.ts';
import type { ReleasePolicy } from '../../register/model/kinds/policy.ts';
import type { School } from '../../register/model/kinds/school.ts';
import type { Service } from '../../register/model/kinds/service.ts';
import type { Versioned } from '../../register/model/versioned.ts';
import type { RecordVersion } from '../../storage/stores/records.ts';

/** What a record said from a moment on; `undefined`: it was not there, or could not be read. */
interface Spell<Record_> {
  readonly from: number;
  readonly said: Versioned<Record_> | undefined;
}

/** All that a record ever said, the earliest first. */
export type Past<Record_> = readonly Spell<Record_>[];

/** One school and one service, with everything that the register ever had about the two. */
export interface Pair {
  /** The service’s supplier as it is now: what was another one’s is not told. */
  readonly supplier: SupplierId;
  readonly school: Past<School>;
  /** Every board that the school ever had. */
  readonly boards: ReadonlyMap<BoardId, Past<Board>>;
  readonly service: Past<Service>;
  readonly policy: Past<ReleasePolicy>;
  /** Those that any board of the school ever had with the supplier. */
  readonly agreements: readonly Past<Agreement>[];
}

/** Clocks of several nodes may differ: a version never counts before the one that it replaced. */
export function pastOf<Record_>(
  schema: z.ZodType<Record_>,
  versions: readonly RecordVersion[],
): Past<Record_> {
  let from = 0;
  return versions.map(({ at, ended, body, version }) => {
    from = Math.max(from, at);
    const record = ended ? undefined : schema.safeParse(body).data;
    return { from, said: record === undefined ? undefined : { record, version } };
  });
}

export function saidAt<Record_>(past: Past<Record_>, moment: number): Versioned<Record_> | undefined {
  let [low, high] = [0, past.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((past[middle]?.from ?? 0) <= moment) low = middle + 1;
    else high = middle;
  }
  return past[low - 1]?.said;
}
