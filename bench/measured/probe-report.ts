import { z } from 'zod';

/** What the driver says to a measured process to hear how it is. */
export const probeQuestion = 'how are you';

/** How a measured process is; times in milliseconds, sizes in bytes. */
export const probeReport = z.object({
  /** User and system time of all threads since the process began. */
  cpuMs: z.number(),
  residentBytes: z.number(),
  peakResidentBytes: z.number(),
  heapBytes: z.number(),
  /** Buffers and other memory outside the heap that the heap holds. */
  externalBytes: z.number(),
  /** How late timers were since the last question: what every request waits in addition. */
  eventLoopDelayMs: z.object({ p50: z.number(), p99: z.number(), most: z.number() }),
});
export type ProbeReport = Readonly<z.output<typeof probeReport>>;
