import { writeSync } from 'node:fs';

// Loaded before the program that is measured: what it took is told at its end, by the pipe that its parent opened.
process.once('exit', () => {
  const { user, system } = process.cpuUsage();
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  writeSync(3, JSON.stringify({ cpuSeconds: (user + system) / 1e6, peakBytes }));
});
