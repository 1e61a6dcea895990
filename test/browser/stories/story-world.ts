import * as client from 'openid-client';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { startSupplierServer, type SupplierServer } from '../../../testkit/actors/supplier-server.ts';
import { secrets, type WorldOptions } from '../../../testkit/world/world.ts';
import { openWorldWithSuppliers, type WorldWithSuppliers } from '../world-with-suppliers.ts';
import { atRegenboog, atZee } from './invented-people.ts';
import { startSamlSchoolServer, type SamlSchoolServer } from '../../../testkit/actors/saml-school-server.ts';

/** A whole federation for a real browser: every school and every supplier has pages, on a site of its own. */
export interface StoryWorld extends WorldWithSuppliers {
  /** Rekenrijk's dashboard, made for teachers. */
  readonly dashboard: SupplierServer;
  /** De Regenboog, asked by redirect. */
  readonly regenboog: SamlSchoolServer;
  /** De Vuurtoren and Het Kompas, asked by a form that posts itself. */
  readonly zee: SamlSchoolServer;
  /** A school switches a service on or off; what it lets through stays as it is. */
  setEnabled(school: string, service: string, enabled: boolean): Promise<void>;
}

const policies = z.looseObject({
  policies: z.array(z.looseObject({ school: z.string(), service: z.string() })),
});
const services = z.looseObject({ services: z.array(z.looseObject({ id: z.string() })) });

export async function openStoryWorld(options: WorldOptions): Promise<StoryWorld> {
  const [open, dashboard, regenboog, zee] = await Promise.all([
    openWorldWithSuppliers(options),
    startSupplierServer('127.0.0.9'),
    startSamlSchoolServer('127.0.0.3'),
    startSamlSchoolServer('127.0.0.4'),
  ]);
  const { world } = open;
  await world.change((text) =>
    withDashboard(text, dashboard)
      .replace('https://regenboog.example/sso', regenboog.singleSignOnUrl)
      .replace('https://zee.example/sso', zee.singleSignOnUrl),
  );
  await world.settled();
  await dashboard.connect({
    issuer: world.issuer,
    clientId: 'rekenrijk-dashboard',
    scope: 'openid email',
    metadata: { id_token_signed_response_alg: 'ES256' },
    authentication: client.ClientSecretBasic(secrets.TEST_PRACTICE_SECRET),
  });
  openSchools(open, regenboog, zee);
  return {
    ...open,
    dashboard,
    regenboog,
    zee,
    async setEnabled(school, service, enabled) {
      await world.change((text) => {
        const federation = policies.parse(parse(text));
        const changed = federation.policies.map((policy) =>
          policy.school === school && policy.service === service ? { ...policy, enabled } : policy,
        );
        return stringify({ ...federation, policies: changed });
      });
      await world.settled();
    },
    async close() {
      await Promise.all([dashboard.stop(), regenboog.stop(), zee.stop()]);
      await open.close();
    },
  };
}

/** The dashboard as a client with a secret, which the supplier's website of these tests can be. */
function withDashboard(text: string, dashboard: SupplierServer): string {
  const federation = services.parse(parse(text));
  const withClient = federation.services.map((service) =>
    service.id === 'rekenrijk-dashboard'
      ? {
          ...service,
          startUrl: `${dashboard.origin}/login`,
          client: {
            authentication: { method: 'client_secret_basic', secrets: [{ env: 'TEST_PRACTICE_SECRET' }] },
            redirectUris: [dashboard.redirectUri],
            idTokenAlgorithm: 'ES256',
          },
        }
      : service,
  );
  return stringify({ ...federation, services: withClient });
}

function openSchools(
  { world }: WorldWithSuppliers,
  regenboog: SamlSchoolServer,
  zee: SamlSchoolServer,
): void {
  const { issuer } = world;
  regenboog.open({
    issuer,
    school: world.regenboog,
    name: 'Leeromgeving De Regenboog',
    idp: 'regenboog-saml',
    entityId: 'https://regenboog.example/metadata',
    people: Object.values(atRegenboog),
  });
  zee.open({
    issuer,
    school: world.zee,
    name: 'Leerlingpas Zeeland',
    idp: 'zee-saml',
    entityId: 'https://zee.example/metadata',
    people: Object.values(atZee),
  });
}
