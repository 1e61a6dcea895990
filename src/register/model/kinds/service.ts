import { z } from 'zod';
import type { AttributeName } from '../../../domain/ids.ts';
import { isAppAddress, webAddress } from '../../../domain/web-address.ts';
import { clientAuthenticationValue } from '../client-authentication.ts';
import type { Kind } from '../kind.ts';
import type { RecordType } from '../record-type.ts';
import {
  anyOf,
  attributeNameValue,
  countryValue,
  listOf,
  affiliationValue,
  purposeValue,
  sectorIdValue,
  serviceIdValue,
  someOf,
  supplierIdValue,
  textValue,
  webAddressValue,
  webOriginValue,
  wholeNumberValue,
} from '../values.ts';

const redirectUri = z.string().refine((text) => webAddress(text) !== undefined || isAppAddress(text), {
  error:
    'must be an https address (http on loopback only) or a private-use scheme of a native app (com.example.app:/callback), without fragment',
});

const client = z
  .strictObject({
    authentication: clientAuthenticationValue,
    redirectUris: someOf(redirectUri),
    postLogoutRedirectUris: anyOf(redirectUri).default([]),
    /** New services get RS256 (`defaultsWhenNew`), the default of OpenID Connect Dynamic Client Registration 1.0 section 2. */
    idTokenAlgorithm: z.enum(['RS256', 'ES256']).default('ES256').meta({
      default: 'RS256',
      description: 'Left out: RS256 for a new service; one that exists keeps what it has.',
    }),
    /** Also put released claims into the id_token; otherwise at userinfo only. */
    claimsInIdToken: z.boolean().default(false),
    /**
     * The service learns when a person signed in at the school: `auth_time`, exact and the IdP's own. The same second at
     * two services links a person, so the operator alone sets it, and it is shown wherever linking claims are.
     */
    signInTime: z.boolean().default(false),
    requirePar: z.boolean().default(false),
    /** False exempts a confidential client from PKCE, for a library that cannot do it; the operator alone sets it. */
    requirePkce: z.boolean().default(true),
    /** Origins that may call the token and userinfo endpoints from a browser. */
    corsOrigins: anyOf(webOriginValue).default([]),
  })
  .refine((value) => value.requirePkce || value.authentication.method !== 'none', {
    error: 'must be true for a public client (authentication method none)',
    path: ['requirePkce'],
  })
  .superRefine((value, context) => {
    if (value.authentication.method === 'none') return;
    for (const list of ['redirectUris', 'postLogoutRedirectUris'] as const) {
      value[list].forEach((uri, index) => {
        if (!isAppAddress(uri)) return;
        context.addIssue({
          code: 'custom',
          message:
            'must be a web address: private-use schemes are for native apps (authentication method none)',
          path: [list, index],
        });
      });
    }
  });

/** Special categories of personal data that a product is about (GDPR 9), as schools call them. */
const sensitiveSubjects = ['health', 'support', 'religion', 'origin'] as const;

/** One product of a supplier; one OpenID Connect client. */
export const serviceRecord = z.strictObject({
  id: serviceIdValue,
  supplier: supplierIdValue,
  sector: sectorIdValue,
  name: textValue,
  description: z.strictObject({ nl: textValue, en: textValue }),
  /** Where the service starts a login by itself: for bookmarks and for starting again (OpenID Connect `initiate_login_uri`). */
  startUrl: webAddressValue,
  audience: someOf(affiliationValue),
  /** What the supplier tells anybody about the product. */
  productPage: webAddressValue.exactOptional(),
  /** Countries in which it processes personal data. */
  placesOfProcessing: someOf(countryValue).exactOptional(),
  /** In years. */
  minimumAge: wholeNumberValue('years', 0, 21).exactOptional(),
  sensitive: someOf(z.enum(sensitiveSubjects)).exactOptional(),
  /** Blocked by the operator: nobody signs in, nothing is released, whatever schools and boards say. */
  blocked: z.boolean().exactOptional(),
  /** What the service may ever ask for, and why. */
  claims: listOf(
    z.strictObject({ name: attributeNameValue, purpose: purposeValue, required: z.boolean().default(false) }),
  ).default([]),
  client,
});
export type Service = RecordType<typeof serviceRecord>;

/** What the supplier says that the service cannot do without: each claim once, in the order of names. */
export function requiredClaims({ claims }: Pick<Service, 'claims'>): readonly AttributeName[] {
  return [...new Set(claims.filter(({ required }) => required).map(({ name }) => name))].sort();
}

export const serviceKind: Kind<Service> = {
  schema: serviceRecord,
  idParts: ['id'],
  fileList: 'services',
  references: [
    { to: 'supplier', at: ['supplier'] },
    { to: 'sector', at: ['sector'] },
  ],
  defaultsWhenNew: [
    { at: ['client', 'idTokenAlgorithm'], value: 'RS256' },
    { at: ['client', 'authentication', 'assertionAudience'], value: 'issuer' },
  ],
  api: {
    path: 'services',
    schemaName: 'Service',
    filters: ['supplier'],
    writeScope: 'services:write',
    example: {
      id: 'leesboom-reader',
      supplier: 'leesboom',
      sector: 'leesboom',
      name: 'Leesboom Lezen',
      description: { nl: 'Lezen op niveau', en: 'Reading at your level' },
      startUrl: 'https://reader.leesboom.example/login',
      audience: ['pupil', 'teacher'],
      claims: [{ name: 'given_name', purpose: 'access', required: false }],
      client: {
        authentication: { method: 'private_key_jwt', jwksUri: 'https://reader.leesboom.example/jwks' },
        redirectUris: ['https://reader.leesboom.example/callback'],
      },
    },
  },
};
