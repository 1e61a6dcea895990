import { newVersionOf } from '../../src/register/changes/step.ts';
import { setTimeout as pause } from 'node:timers/promises';
import type { RegisterStore } from '../../src/storage/stores/register-store.ts';
import type { Http } from '../journeys/http.ts';
import type { Node } from './laboratory.ts';

const deadlineMs = 10_000;

/** From the moment in which a change was committed until a node works with it, in milliseconds; all nodes together. */
export async function timeChanges(
  store: RegisterStore,
  nodes: readonly Node[],
  http: Http,
  changes: number,
): Promise<readonly number[]> {
  const took: number[] = [];
  for (let number = 0; number < changes; number += 1) {
    const names = { school: `xs${number % 10}`, service: `xv${number % 50}` };
    const body = { ...names, enabled: number % 2 === 0, claims: [] };
    const id = `${names.school}/${names.service}`;
    const meta = { author: 'bench', reason: 'to see how fast it spreads', at: Date.now() };
    const written = await store.apply(
      await store.revision(),
      [newVersionOf({ kind: 'policy', id, body })],
      meta,
    );
    if (written.outcome !== 'applied') throw new Error('somebody else writes into this register');
    const committed = performance.now();
    const seen = nodes.map((node) => shows(node, written.revision, http));
    took.push(...(await Promise.all(seen)).map((at) => at - committed));
  }
  return took;
}

/** When the node said that it works with this revision. */
async function shows({ issuer }: Node, revision: number, http: Http): Promise<number> {
  const deadline = performance.now() + deadlineMs;
  while (performance.now() < deadline) {
    const { body } = await http.get(`${issuer}/metrics`, {});
    const shown = Number(/^sluis_register_revision (\d+)$/m.exec(body)?.[1]);
    if (shown >= revision) return performance.now();
    await pause(2);
  }
  throw new Error(`${issuer} did not show revision ${revision} in time`);
}
