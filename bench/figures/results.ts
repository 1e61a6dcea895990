import type { Load } from '../load/load.ts';
import type { SubjectName } from '../subjects.ts';
import type { Measurement } from './measure.ts';
import type { Soak } from './soak.ts';
import type { StoreCalls } from './store-calls.ts';

/** Everything that one run found out. */
export interface Results {
  /** All rounds of each subject under each load. */
  readonly series: readonly Series[];
  readonly storeCalls: ReadonlyMap<SubjectName, StoreCalls>;
  readonly soak: Soak | undefined;
}

export interface Series {
  readonly subject: SubjectName;
  readonly load: Load;
  readonly rounds: readonly Measurement[];
}
