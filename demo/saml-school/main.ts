import { originOf } from '../parties.ts';
import { readSamlKeys } from '../party/key-files.ts';
import { runParty } from '../party/run-party.ts';
import { samlSchoolOf } from './school-description.ts';
import { createSamlSchool } from './school.ts';

await runParty(async ({ party, demoPort, broker, partyKeys }) =>
  createSamlSchool({
    school: samlSchoolOf(party),
    origin: originOf(party, demoPort),
    broker,
    keys: await readSamlKeys(partyKeys, party),
  }),
);
