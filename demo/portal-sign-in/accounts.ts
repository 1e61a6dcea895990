import { z } from 'zod';
import { readIfThere, writePrivately } from '../launch/file-once.ts';
import type { CommandLine } from './command-line.ts';
import { passkeyShape, type Passkey } from './passkey.ts';
import { acceptInvitation, signInWith } from './portal-visit.ts';
import type { DemoStaff } from './staff.ts';

/** Accounts of the demo at the portal. Each is made as a real one is: invited, accepted with a passkey, confirmed. */
export interface DemoAccounts {
  /** The line that gives a browser the session of this person; makes the account where there is none. */
  sessionOf(staff: DemoStaff): Promise<string>;
}

interface DemoAccountsInput {
  readonly broker: string;
  readonly commandLine: CommandLine;
  /** Where the passkeys are kept, for their owner's eyes only. */
  readonly file: string;
}

export function createDemoAccounts({ broker, commandLine, file }: DemoAccountsInput): DemoAccounts {
  let atWork: Promise<unknown> = Promise.resolve();
  const make = async (staff: DemoStaff): Promise<Passkey> => {
    const passkey = await acceptInvitation(broker, await commandLine.invite(staff));
    await commandLine.confirm(staff);
    const kept = await readPasskeys(file);
    await writePrivately(file, JSON.stringify({ ...kept, [staff.id]: passkey }));
    return passkey;
  };
  const sessionOf = async (staff: DemoStaff): Promise<string> => {
    const kept = (await readPasskeys(file))[staff.id];
    const line = (kept && (await signInWith(broker, kept))) ?? (await signInWith(broker, await make(staff)));
    if (line === undefined) throw new Error(`the portal does not let ${staff.name} in`);
    return line;
  };
  return {
    /** One after the other: two clicks on one person make one account. */
    sessionOf(staff) {
      const session = atWork.then(() => sessionOf(staff));
      atWork = session.catch(() => undefined);
      return session;
    },
  };
}

async function readPasskeys(file: string): Promise<Readonly<Record<string, Passkey | undefined>>> {
  const content = await readIfThere(file);
  return content === undefined ? {} : z.record(z.string(), passkeyShape).parse(JSON.parse(content));
}
