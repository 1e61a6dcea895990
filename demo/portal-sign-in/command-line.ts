import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { repository } from '../launch/settings.ts';
import { addressOf, type DemoStaff } from './staff.ts';

const run = promisify(execFile);
const patienceMillis = 60_000;
const by = ['--author', 'demo'] as const;

const listedAccount = z.object({ id: z.string(), email: z.string(), madeAt: z.number() });

/** The operator at the command line: `sluis portal …`, with this environment. */
export interface CommandLine {
  /** The link of a new invitation. */
  invite(staff: DemoStaff): Promise<string>;
  /** The newest account of this person acts from here on. */
  confirm(staff: DemoStaff): Promise<void>;
}

export function createCommandLine(program: string, env: NodeJS.ProcessEnv): CommandLine {
  const sluis = async (...words: readonly string[]): Promise<string> => {
    const { stdout } = await run(process.execPath, [program, 'portal', ...words], {
      cwd: repository,
      env,
      timeout: patienceMillis,
    });
    return stdout.trim();
  };
  return {
    invite: (staff) => sluis('invite', ...invitationOf(staff), ...by),
    async confirm({ party, role, ...staff }) {
      const lines = (await sluis('list', ...party, '--json')).split('\n');
      const newest = lines
        .map((line) => listedAccount.safeParse(JSON.parse(line)).data)
        .filter((account) => account?.email === addressOf({ party, role, ...staff }))
        .reduce((one, other) => ((one?.madeAt ?? 0) > (other?.madeAt ?? 0) ? one : other), undefined);
      if (newest === undefined) throw new Error(`no account of ${staff.name}`);
      await sluis('confirm', newest.id, role, '--reason', 'an account of the demo', ...by);
    },
  };
}

function invitationOf({ name, party, role, limits, ...staff }: DemoStaff): readonly string[] {
  const roles = party[0] === '--board' ? ['--role', role] : [];
  const person = ['--name', name, '--email', addressOf({ name, party, role, limits, ...staff })];
  return [...party, ...roles, ...limits, '--passkey', ...person];
}
