import { originOf } from '../parties.ts';
import { readClientSecret, readSigningKeys } from '../party/key-files.ts';
import { runParty } from '../party/run-party.ts';
import type { PartySettings } from '../party/settings.ts';
import type { ClientCredential } from './relying-party.ts';
import { supplierOf, type DemoService } from './services.ts';
import { createSupplier } from './supplier.ts';

await runParty(async (settings) => {
  const supplier = supplierOf(settings.party);
  const credentials = supplier.services.map(async (service): Promise<[string, ClientCredential]> => [
    service.id,
    await readCredential(service, settings),
  ]);
  return createSupplier({
    supplier,
    origin: originOf(settings.party, settings.demoPort),
    broker: settings.broker,
    credentials: new Map(await Promise.all(credentials)),
  });
});

async function readCredential(service: DemoService, settings: PartySettings): Promise<ClientCredential> {
  if (service.authentication === 'client_secret_basic') {
    return { secret: await readClientSecret(settings.secrets, service.id) };
  }
  const { keys } = await readSigningKeys(settings.partyKeys, service.id);
  return { privateKey: keys[0] };
}
