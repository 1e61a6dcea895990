/** Where a test stands: its file below `test/`, the title of its `describe`, and its own, as they are written there. */
export type Place = readonly [file: string, suite: string, title: string];

/** What stands here for a module of the certification plans of the OpenID Foundation. */
export interface Answer {
  readonly module: string;
  readonly tests: readonly Place[];
  /** Where Sluis answers otherwise than the module would have it, on purpose, or has nothing to try: why. */
  readonly difference?: string;
}

export interface Plan {
  /** The name of the plan in the conformance suite. */
  readonly name: string;
  readonly answers: readonly Answer[];
}
