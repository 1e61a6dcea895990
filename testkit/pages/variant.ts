import type { Language } from '../../src/domain/language.ts';

/** One state of one page, with invented content. */
export interface Variant {
  readonly name: string;
  readonly render: (language: Language) => string;
  /** Where its form goes, when that is somebody else. No browser test lets its script send it before it was looked at. */
  readonly formTo?: string;
}
