/** One attribute or claim, as it came. */
export interface SentAttribute {
  readonly name: string;
  readonly values: readonly SentValue[];
}

export interface SentValue {
  readonly text: string;
  /** It is a text by itself, and not taken out of something that holds more. */
  readonly isText: boolean;
}
