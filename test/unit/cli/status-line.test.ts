import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createStatusLine } from '../../../src/cli/status-line.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';

function openLine(columns = 11) {
  const clock = createManualClock();
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { columns });
  const written = (): string => String(stream.read() ?? '');
  return { clock, line: createStatusLine(stream, clock), written };
}

describe('the line that changes in place', () => {
  it('begins where it began, is cut to the terminal, and clears what was longer', () => {
    const { line, written } = openLine();
    line.show('0123456789abc');
    expect(written()).toBe('\u001b[1G0123456789\u001b[0K');
  });

  it('is as wide as most terminals are where that is not known', () => {
    const { line, written } = openLine(0);
    line.show('x'.repeat(100));
    expect(written()).toContain('x'.repeat(79));
  });

  it('is written ten times a second at most', () => {
    const { clock, line, written } = openLine();
    line.show('one');
    expect(written()).toContain('one');
    clock.advance(99);
    line.show('two');
    expect(written()).toBe('');
    clock.advance(1);
    line.show('three');
    expect(written()).toContain('three');
  });

  it('is gone before anything else, and only where it was', () => {
    const { line, written } = openLine();
    line.clear();
    expect(written()).toBe('');
    line.show('one');
    written();
    line.clear();
    expect(written()).toBe('\u001b[1G\u001b[2K');
    line.clear();
    expect(written()).toBe('');
  });
});
