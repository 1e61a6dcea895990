import { errors, Provider } from 'oidc-provider';
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

/** A refusal that says why, for whoever has proven to be the client. */
function refused(why: string): errors.InvalidClientAuth {
  const error = new errors.InvalidClientAuth(why);
  error.error_description = why;
  return error;
}
