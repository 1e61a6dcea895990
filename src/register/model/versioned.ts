/** A record with the version that the register gave it; versions count from 1 per record. */
export interface Versioned<Record_> {
  readonly record: Record_;
  readonly version: number;
}
