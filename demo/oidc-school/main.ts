import { originOf } from '../parties.ts';
import { readClientSecret, readSigningKeys } from '../party/key-files.ts';
import { runParty } from '../party/run-party.ts';
import { createOidcSchool, kadeIdp } from './school.ts';

await runParty(async ({ party, demoPort, broker, partyKeys, secrets }) =>
  createOidcSchool({
    origin: originOf(party, demoPort),
    broker,
    clientSecret: await readClientSecret(secrets, kadeIdp),
    signingKeys: await readSigningKeys(partyKeys, party),
  }),
);
