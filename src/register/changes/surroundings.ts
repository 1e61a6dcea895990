import type { RecordKind, StoredRecord } from '../../storage/stores/records.ts';

/** The records of a register, as far as somebody asks for them. */
export interface Surroundings {
  find(kind: RecordKind, id: string): StoredRecord | undefined;
  /** Records of a kind that mention this (see `mentionsOf`). */
  mentioning(kind: RecordKind, mention: string): readonly StoredRecord[];
}

/** The register before a change, and after it. */
export interface BeforeAndAfter {
  readonly before: Surroundings;
  readonly after: Surroundings;
}
