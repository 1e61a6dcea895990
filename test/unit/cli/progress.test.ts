import { describe, expect, it } from 'vitest';
import { progressOn } from '../../../src/cli/progress.ts';

describe('how far work has come', () => {
  it('is shown with a bar where the whole is known', () => {
    const shown: string[] = [];
    const progress = progressOn({ showStatus: (line) => void shown.push(line) }, 'records written');
    progress(1_200);
    progress(1_200, 2_400);
    progress(2_400, 2_400);
    progress(0, 0);
    expect(shown).toEqual([
      'records written 1,200',
      'records written [############------------] 1,200 of 2,400',
      'records written [########################] 2,400 of 2,400',
      'records written 0',
    ]);
  });

  it('is shown nowhere where standard error is no terminal', () => {
    expect(() => progressOn({ showStatus: undefined }, 'records')(1)).not.toThrow();
  });
});
