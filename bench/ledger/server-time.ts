import { readFile } from 'node:fs/promises';
import type { Client } from 'pg';
import { z } from 'zod';
import { required } from '../../testkit/values/ids.ts';

/** `times(5)` in `proc(5)`: a hundred ticks a second on every Linux. */
const msOfTick = 10;
const backends = z.array(z.object({ pid: z.int() })).length(1);

/**
 * Gives the CPU time, in ms, that a PostgreSQL server has used so far: of the server, of every process that it has made and that
 * still runs, and of those that ended, such as parallel workers. What else the machine does is not in it.
 */
export async function serverTimeOf(client: Client): Promise<() => Promise<number>> {
  const { rows } = await client.query('select pg_backend_pid() as pid');
  const [backend] = backends.parse(rows);
  const server = (await statOf(required(backend).pid)).parent;
  return async () => {
    const children = await readFile(`/proc/${server}/task/${server}/children`, 'utf8');
    const running = children.trim().split(/\s+/).map(Number);
    const [own, ...others] = await Promise.all([server, ...running].map(statOf));
    const ticks =
      required(own).used + required(own).usedByEnded + others.reduce((sum, { used }) => sum + used, 0);
    return ticks * msOfTick;
  };
}

/** The name, which stands between brackets, can hold anything. */
async function statOf(pid: number) {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [, parent, ...more] = text
    .slice(text.lastIndexOf(') ') + 2)
    .split(' ')
    .map(Number);
  const [utime = 0, stime = 0, cutime = 0, cstime = 0] = more.slice(9, 13);
  return { parent: parent ?? 0, used: utime + stime, usedByEnded: cutime + cstime };
}
