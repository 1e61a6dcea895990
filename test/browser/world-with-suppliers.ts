import * as client from 'openid-client';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { startSupplierServer, type SupplierServer } from '../../testkit/actors/supplier-server.ts';
import { openWorld, secrets, type World, type WorldOptions } from '../../testkit/world/world.ts';

export interface WorldWithSuppliers {
  readonly world: World;
  /** Leesboom's reader, a website on a site of its own. */
  readonly reader: SupplierServer;
  /** Rekenrijk's practice tool, likewise. */
  readonly practice: SupplierServer;
  /** Replaces what an IdP of the federation speaks. */
  setProtocol(idp: string, protocol: Readonly<Record<string, unknown>>): Promise<void>;
  /** Replaces what a school lets through to a service. */
  setPolicy(school: string, service: string, claims: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

const federationText = z.looseObject({
  idps: z.array(z.looseObject({ id: z.string(), protocol: z.unknown() })),
  policies: z.array(z.looseObject({ school: z.string(), service: z.string() })),
});
type FederationText = z.infer<typeof federationText>;

/** The world with two suppliers that have real websites, so that a real browser can visit them. */
export async function openWorldWithSuppliers(options: WorldOptions): Promise<WorldWithSuppliers> {
  const [world, reader, practice] = await Promise.all([
    openWorld(options),
    startSupplierServer('127.0.0.7'),
    startSupplierServer('127.0.0.8'),
  ]);
  await world.change((text) =>
    text
      .replaceAll('https://reader.leesboom.example', reader.origin)
      .replaceAll('https://practice.rekenrijk.example', practice.origin),
  );
  await world.settled();
  await connect(world.issuer, reader, practice);
  const edit = async (change: (federation: FederationText) => object): Promise<void> => {
    await world.change((text) => stringify(change(federationText.parse(parse(text)))));
    await world.settled();
  };
  return {
    world,
    reader,
    practice,
    setProtocol: (id, protocol) =>
      edit((federation) => ({
        ...federation,
        idps: federation.idps.map((idp) => (idp.id === id ? { ...idp, protocol } : idp)),
      })),
    setPolicy: (school, service, claims) =>
      edit((federation) => ({
        ...federation,
        policies: [
          ...federation.policies.filter((policy) => policy.school !== school || policy.service !== service),
          { school, service, enabled: true, claims },
        ],
      })),
    async close() {
      await Promise.all([reader.stop(), practice.stop()]);
      await world.close();
    },
  };
}

async function connect(issuer: string, reader: SupplierServer, practice: SupplierServer): Promise<void> {
  await reader.connect({
    issuer,
    clientId: 'leesboom-reader',
    scope: 'openid profile',
    metadata: { id_token_signed_response_alg: 'ES256' },
    authentication: client.ClientSecretBasic(secrets.TEST_READER_SECRET),
  });
  await practice.connect({
    issuer,
    clientId: 'rekenrijk-practice',
    scope: 'openid profile group birthdate',
    metadata: { id_token_signed_response_alg: 'RS256' },
    authentication: client.ClientSecretPost(secrets.TEST_PRACTICE_SECRET),
  });
}
