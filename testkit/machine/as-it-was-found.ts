// puts names of its own among the globals when it is loaded first
import 'reflect-metadata';
import '@peculiar/x509';
import { afterAll, beforeAll, expect, vi } from 'vitest';

/** Tests share a process, one file after another: no file may leave it otherwise than it found it. */
let found: ReturnType<typeof surroundings>;
beforeAll(() => {
  found = surroundings();
});
afterAll(() => {
  expect(surroundings()).toEqual(found);
});

function surroundings() {
  return {
    environment: { ...process.env },
    folder: process.cwd(),
    globals: Object.getOwnPropertyNames(globalThis).toSorted(),
    fetch: globalThis.fetch,
    fakeTimers: vi.isFakeTimers(),
  };
}
