import { readFileSync } from 'node:fs';
import { projectFile } from './project.mjs';

/**
 * The environment with what bounds the memory of a process of ours, measured in bench/README.md. Node by itself
 * collects late on a machine with much memory and keeps the room, and glibc gives every thread a heap of its own. What
 * somebody sets in the environment stays: of two options of a kind Node takes the last one.
 */
export function withMemoryBounds(environment) {
  const bounds = JSON.parse(readFileSync(projectFile('bootstrap', 'memory-bounds.json'), 'utf8'));
  const options = [...bounds.nodeOptions, environment.NODE_OPTIONS ?? ''].join(' ').trim();
  return { ...bounds.environment, ...environment, NODE_OPTIONS: options };
}
