/**
 * The container's health check: 0 when the broker answers, 1 when it does not. Whether its stores answer is for
 * `/health/ready`: a restart would not bring them back.
 */
const port = process.env.SLUIS_PORT || '3000';

try {
  const answer = await fetch(`http://127.0.0.1:${port}/health/live`, { signal: AbortSignal.timeout(3000) });
  process.exitCode = answer.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
