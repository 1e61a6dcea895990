import { errors, Provider, type Configuration } from 'oidc-provider';
import type { SupplierClients } from './clients.ts';

/**
 * How a client proves itself: with any of its live secrets, and by the method that it is registered for. The library takes a
 * secret in the header for one in the body and the other way round. Which method it is to be is told to whoever has the secret.
 */
export function requireRegisteredMethod(
  provider: Provider,
  { secretMatches }: Pick<SupplierClients, 'secretMatches'>,
): void {
  provider.Client.prototype.compareClientSecret = async function compareWithLiveSecrets(secret: string) {
    if (!(await secretMatches(this.clientId, secret))) return false;
    if (methodUsed() === this.clientAuthMethod) return true;
    throw refused(`this client is registered for ${this.clientAuthMethod ?? 'no secret'}`);
  };
}

/** Where the library found the secret that it asks about: it looks into the form first. */
function methodUsed(): string {
  const inForm = Provider.ctx?.oidc.params?.['client_secret'];
  return typeof inForm === 'string' && inForm !== '' ? 'client_secret_post' : 'client_secret_basic';
}

/**
 * For `assertJwtClientAuthClaimsAndHeader`, which the library asks once the signature is verified: of a client that is registered
 * so, the assertion names the issuer and nobody else. The library itself takes one that names the endpoints, or us among others.
 */
export function createAudienceCheck(
  issuer: string,
  { authentication }: Pick<SupplierClients, 'authentication'>,
): NonNullable<Configuration['assertJwtClientAuthClaimsAndHeader']> {
  return (_ctx, { aud }, _header, { clientId }) => {
    const registered = authentication(clientId);
    if (registered?.method !== 'private_key_jwt' || registered.assertionAudience !== 'issuer') return;
    const [only, ...others]: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
    if (only !== issuer || others.length > 0) {
      throw refused('aud of the client assertion has to be the issuer alone');
    }
  };
}

/** A refusal that says why, for whoever has proven to be the client. */
function refused(why: string): errors.InvalidClientAuth {
  const error = new errors.InvalidClientAuth(why);
  error.error_description = why;
  return error;
}
