import type { PairwiseGroupId, PairwiseSchoolId, SchoolId } from './ids.ts';

/** What makes a group one group: another school, school year or name is another one. */
export interface NamedGroup {
  readonly school: SchoolId;
  /** As it is written: `2026-2027`. */
  readonly schoolYear: string;
  /** As the school sends it. */
  readonly name: string;
}

/** What one pseudonym sector knows schools and groups by. Two sectors have no id in common. */
export interface PairwiseIds {
  school(id: SchoolId): PairwiseSchoolId;
  group(group: NamedGroup): PairwiseGroupId;
}
