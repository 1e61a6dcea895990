import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const samlKeys = z.object({ privateKeyPem: z.string(), certificate: z.string() });
const jwks = z.object({ keys: z.tuple([z.looseObject({ kty: z.string(), kid: z.string() })]) });

/** Names of the files in which the launcher leaves the parties' keys and secrets. */
export const keyFileNames = {
  samlSchool: (party: string) => `${party}.saml.json`,
  signingKeys: (owner: string) => `${owner}.jwks.json`,
  portalPasskeys: 'portal-people.json',
  clientSecret: (client: string) => `demo-${client}.secret`,
} as const;

export async function readSamlKeys(folder: string, party: string): Promise<z.infer<typeof samlKeys>> {
  return samlKeys.parse(JSON.parse(await readFile(join(folder, keyFileNames.samlSchool(party)), 'utf8')));
}

/** A private JSON Web Key Set with one key. */
export async function readSigningKeys(folder: string, owner: string): Promise<z.infer<typeof jwks>> {
  return jwks.parse(JSON.parse(await readFile(join(folder, keyFileNames.signingKeys(owner)), 'utf8')));
}

export async function readClientSecret(folder: string, client: string): Promise<string> {
  return (await readFile(join(folder, keyFileNames.clientSecret(client)), 'utf8')).trim();
}
