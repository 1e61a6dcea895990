import { monitorEventLoopDelay } from 'node:perf_hooks';
import { probeQuestion, type ProbeReport } from './probe-report.ts';

// Preloaded into a measured process: answers the driver over the channel between the two, and does nothing else.

const resolutionMs = 10;
const delay = monitorEventLoopDelay({ resolution: resolutionMs });
delay.enable();

/** The histogram holds the whole time between two looks; what is above the interval was delay. */
function late(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e6 - resolutionMs);
}

function report(): ProbeReport {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return {
    cpuMs: (user + system) / 1000,
    residentBytes: rss,
    peakResidentBytes: process.resourceUsage().maxRSS * 1024,
    heapBytes: heapUsed,
    externalBytes: external,
    eventLoopDelayMs: {
      p50: late(delay.percentile(50)),
      p99: late(delay.percentile(99)),
      most: late(delay.max),
    },
  };
}

process.on('message', (message) => {
  if (message !== probeQuestion) return;
  process.send?.(report());
  delay.reset();
});
// a process that has nothing else to do may end
process.channel?.unref();
