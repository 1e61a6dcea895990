import { describe, expect, it } from 'vitest';
import { median, percentile, slope } from '../../bench/figures/statistics.ts';

describe('statistics of the benchmark', () => {
  it('take percentiles by nearest rank, whatever the order', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentile(values, 0.5)).toBe(50);
    expect(percentile(values, 0.99)).toBe(99);
    expect(percentile([7], 0.99)).toBe(7);
    expect(percentile([], 0.5)).toBeNaN();
  });

  it('take the mean of the two in the middle as the median', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  it('see growth, and none', () => {
    const line = [1, 2, 3, 4].map((x) => ({ x, y: 10 + 3 * x }));
    expect(slope(line)).toBeCloseTo(3);
    expect(slope(line.map(({ x }) => ({ x, y: 5 })))).toBe(0);
    expect(slope([{ x: 1, y: 1 }])).toBe(0);
  });
});
