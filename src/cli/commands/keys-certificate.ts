import { X509Certificate } from 'node:crypto';
import { readSettings } from '../../config/read-settings.ts';
import { systemRandomness } from '../../domain/randomness.ts';
import { readKeyring } from '../../keyring/read-keyring.ts';
import type { CommandContext } from '../command.ts';

/** `sluis keys certificate`: what Entra ID wants of a key; whatever reads a `jwks_uri` needs it not. */
export async function keysCertificate(
  { next = false }: { readonly next?: boolean },
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  const { oidc } = await readKeyring(readSettings(env).keysFolder, systemRandomness);
  const key = oidc.clientAssertion[next ? 1 : 0];
  if (key === undefined) {
    terminal.say('oidc.json has no key after the one in use');
    return 1;
  }
  const until = new X509Certificate(key.certificatePem).validToDate.toISOString().slice(0, 10);
  terminal.out(key.certificatePem.trimEnd());
  terminal.say(`key ${key.kid}, valid until ${until}`);
  return 0;
}
