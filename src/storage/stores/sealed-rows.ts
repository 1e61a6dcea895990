/** A row that holds something sealed with a lasting key. */
export interface SealedContent {
  /** Within its table, as the associated data has it. */
  readonly id: string;
  readonly sealed: Uint8Array;
}

/** A table of which every row has something that is sealed with a lasting key, and the version of that key. */
export interface SealedRows {
  /** Its name, as the associated data has it. */
  readonly table: string;
  /** How many rows each version sealed. */
  versions(): Promise<ReadonlyMap<number, number>>;
  /** Rows that this version sealed, in an order of their own; only those after this id. */
  sealedWith(
    version: number,
    page: { readonly after?: string; readonly limit: number },
  ): Promise<readonly SealedContent[]>;
  /**
   * Atomic. Of these rows, those that are still there and sealed with the one version are from now on sealed with the other.
   * Answers how many.
   */
  sealAnew(
    rows: readonly SealedContent[],
    versions: { readonly from: number; readonly to: number },
  ): Promise<number>;
}
