import type { KeyCheck } from '../../src/pseudonym/key-check.ts';

/** For tests whose keys are not in question. */
export const trustedKeys: KeyCheck = {
  identifiers: () => Promise.resolve(),
  pinned: () => Promise.resolve(),
};
