import { errors, type Client, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import { z } from 'zod';
import type { SupplierClients } from './clients.ts';

/*
 * When somebody signed in at the school is the same second at every supplier, and links a person. So it is told to the
 * services that are registered for it (`client.signInTime`), and the others cannot ask for it.
 */

const maySend = z.looseObject({ max_age: z.unknown() });

/**
 * For `extraParams`, although the library knows the parameter itself: this adds the question who may send it. `max_age` of a
 * service that may not know the time of the sign-in is refused, because the answer to it needs `auth_time` (OpenID Connect
 * Core 2, 3.1.2.1).
 *
 * `value` is what is left of it: of `max_age=0` the library makes `prompt=login` before it asks here.
 */
export function createMaxAgeRefusal({ service }: Pick<SupplierClients, 'service'>) {
  return (ctx: KoaContextWithOIDC, value: string | undefined, { clientId }: Client): void => {
    if (service(clientId)?.client.signInTime === true) return;
    const sent = maySend.safeParse(ctx.method === 'POST' ? ctx.oidc.body : ctx.query).data?.max_age;
    if (value === undefined && (sent === undefined || sent === '')) return;
    throw new errors.InvalidRequest(
      'max_age is for services that the operator registered with client.signInTime; use prompt=login to ask for a new sign-in',
    );
  };
}

/**
 * Takes `auth_time` out of the id_tokens of all other services, whatever made the library put it there: it does so for
 * `prompt=login` too. By the register of the moment, so that a service that lost `signInTime` after its request gets none.
 */
export function withholdSignInTime(provider: Provider, { service }: Pick<SupplierClients, 'service'>): void {
  const { prototype } = provider.IdToken;
  const { payload } = prototype;
  prototype.payload = async function payloadWithoutSignInTime() {
    const { auth_time: time, ...claims } = await payload.call(this);
    const isTold = time !== undefined && service(this.client.clientId)?.client.signInTime === true;
    return isTold ? { ...claims, auth_time: time } : claims;
  };
}
