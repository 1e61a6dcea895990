import type { Subject } from '../laboratory.ts';
import type { StepName } from '../journeys/journey.ts';
import { runLoad, type Counter, type Load } from '../load/load.ts';

/** One run of one subject under one load. Times in milliseconds. */
export interface Measurement {
  readonly logins: number;
  readonly cpuMsPerLogin: number;
  readonly loginsPerSecond: number;
  /** Share of the wall time in which the measured process used a core. */
  readonly busy: number;
  readonly loginTimes: readonly number[];
  readonly stepTimes: ReadonlyMap<StepName, readonly number[]>;
  readonly eventLoopDelayMs: { readonly p50: number; readonly p99: number; readonly most: number };
  readonly residentBytes: number;
  readonly peakResidentBytes: number;
}

export async function measure(
  { process, journey }: Subject,
  load: Load,
  logins: number,
  counter: Counter,
): Promise<Measurement> {
  const before = await process.ask();
  const result = await runLoad(journey, load, logins, counter);
  const after = await process.ask();
  const cpuMs = after.cpuMs - before.cpuMs;
  return {
    logins,
    cpuMsPerLogin: cpuMs / logins,
    loginsPerSecond: logins / result.seconds,
    busy: cpuMs / 1000 / result.seconds,
    loginTimes: result.logins,
    stepTimes: result.steps,
    eventLoopDelayMs: after.eventLoopDelayMs,
    residentBytes: after.residentBytes,
    peakResidentBytes: after.peakResidentBytes,
  };
}
