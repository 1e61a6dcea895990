import { cpus, release, totalmem } from 'node:os';

/** On what the figures were measured. */
export function machine(): string {
  const all = cpus();
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  return `${all.length} × ${all[0]?.model ?? 'unknown CPU'}, ${memory} GB, Linux ${release()}, Node ${process.versions.node}`;
}
