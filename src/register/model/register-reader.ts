import type { RecordKind } from '../../domain/record-kinds.ts';
import type { RecordTypes } from './kinds.ts';

/** The records of a register, as far as somebody asks for them. Every question costs the same however large it is. */
export interface RegisterReader {
  get<Each extends RecordKind>(kind: Each, id: string): RecordTypes[Each] | undefined;
  /** True when no record has this id, also none that could not be read. */
  isMissing(kind: RecordKind, id: string): boolean;
  /** Records of a kind that have this reference (see `referencesOf`). */
  referringTo<Each extends RecordKind>(kind: Each, reference: string): readonly RecordTypes[Each][];
  /** Whether records of a kind, as the register has or ever had them, had this reference, with the JSON of each. */
  everReferringTo(kind: RecordKind, reference: string): readonly unknown[];
}

/** The register before a change, and after it. */
export interface BeforeAndAfter {
  readonly before: RegisterReader;
  readonly after: RegisterReader;
}
