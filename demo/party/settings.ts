import { z } from 'zod';
import { parties } from '../parties.ts';

const settings = z.object({
  party: z.enum(parties.map((party) => party.id)),
  demoPort: z.number().int(),
  /** Origin of the broker. */
  broker: z.string(),
  /** Its command line program, for the operator's part of the demo. */
  brokerProgram: z.string(),
  /** Folder with the private keys of the parties. */
  partyKeys: z.string(),
  /** Folder where the broker reads client secrets; the other side of each secret reads it here too. */
  secrets: z.string(),
});

/** What the launcher tells a party. Paths and ports only: anybody may read the arguments of a process. */
export type PartySettings = z.infer<typeof settings>;

/** The one argument of a party's process: its settings as JSON. */
export function readPartySettings(argument: string | undefined): PartySettings {
  return settings.parse(JSON.parse(argument ?? 'null'));
}
