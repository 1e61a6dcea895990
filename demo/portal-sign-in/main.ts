import { join } from 'node:path';
import { originOf } from '../parties.ts';
import { keyFileNames } from '../party/key-files.ts';
import { runParty } from '../party/run-party.ts';
import { createDemoAccounts } from './accounts.ts';
import { createCommandLine } from './command-line.ts';
import { createPortalSignIn } from './portal-sign-in.ts';
import { demoStaff } from './staff.ts';

const yearMillis = 365 * 24 * 3600_000;

await runParty(({ party, demoPort, broker, brokerProgram, partyKeys }) =>
  Promise.resolve(
    createPortalSignIn({
      origin: originOf(party, demoPort),
      broker,
      staff: demoStaff(new Date(Date.now() + yearMillis).toISOString().slice(0, 10)),
      accounts: createDemoAccounts({
        broker,
        commandLine: createCommandLine(brokerProgram, process.env),
        file: join(partyKeys, keyFileNames.portalPasskeys),
      }),
    }),
  ),
);
