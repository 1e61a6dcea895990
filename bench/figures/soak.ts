import type { Subject } from '../laboratory.ts';
import { runLoad, type Counter } from '../load/load.ts';
import { slope } from './statistics.ts';

export interface Soak {
  readonly logins: number;
  readonly peakResidentBytes: number;
  readonly lastResidentBytes: number;
  /** Growth of resident memory in the second half, in bytes for a thousand logins. */
  readonly bytesPerThousandLogins: number;
  readonly points: readonly {
    readonly logins: number;
    readonly residentBytes: number;
    readonly heapBytes: number;
  }[];
}

const piece = 500;
const atATime = 32;

/** Logins of all these kinds at one process, in turn, with a look at its memory after every piece. */
export async function soak(subjects: readonly Subject[], logins: number, counter: Counter): Promise<Soak> {
  const [first] = subjects;
  if (first === undefined) throw new TypeError('a soak needs a subject');
  const points: Soak['points'][number][] = [];
  let peakResidentBytes = 0;
  for (let done = 0; done < logins; done += piece) {
    const subject = subjects[(done / piece) % subjects.length] ?? first;
    await runLoad(subject.journey, { kind: 'closed', atATime }, Math.min(piece, logins - done), counter);
    const report = await first.process.ask();
    peakResidentBytes = report.peakResidentBytes;
    points.push({
      logins: Math.min(done + piece, logins),
      residentBytes: report.residentBytes,
      heapBytes: report.heapBytes,
    });
  }
  const secondHalf = points.slice(Math.floor(points.length / 2));
  return {
    logins,
    peakResidentBytes,
    lastResidentBytes: points.at(-1)?.residentBytes ?? NaN,
    bytesPerThousandLogins: 1000 * slope(secondHalf.map(({ logins: x, residentBytes: y }) => ({ x, y }))),
    points,
  };
}
