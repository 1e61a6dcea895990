import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createOutput } from '../../../src/cli/output.ts';

/** Takes so many lines, then fails as the system says. */
function failingAfter(lines: number, code: string) {
  const taken: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    autoDestroy: false,
    write: (text, _encoding, done) => {
      if (taken.length >= lines) return void done(Object.assign(new Error(code), { code }));
      taken.push(String(text));
      done();
    },
  });
  return { stream, taken };
}

async function writeThree(lines: number, code: string) {
  const { stream, taken } = failingAfter(lines, code);
  const output = createOutput(stream);
  for (const text of ['one', 'two', 'three']) {
    output.write(text);
    await new Promise(setImmediate);
  }
  return { taken, isRead: output.isRead(), hasFailed: output.hasFailed() };
}

describe('standard output', () => {
  it('is written while somebody reads', async () => {
    expect(await writeThree(9, 'EPIPE')).toEqual({
      taken: ['one', 'two', 'three'],
      isRead: true,
      hasFailed: false,
    });
  });

  it('stops without a fault when its reader has gone', async () => {
    expect(await writeThree(1, 'EPIPE')).toEqual({ taken: ['one'], isRead: false, hasFailed: false });
  });

  it('that cannot be written is a fault', async () => {
    expect(await writeThree(1, 'ENOSPC')).toEqual({ taken: ['one'], isRead: false, hasFailed: true });
  });
});
