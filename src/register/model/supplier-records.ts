import { z } from 'zod';
import { contactSubjects } from './register.ts';
import { webAddress } from '../../domain/web-address.ts';
import { clientAuthenticationValue } from './client-authentication.ts';
import {
  anyOf,
  attributeNameValue,
  dayValue,
  listOf,
  personKindValue,
  purposeValue,
  sectorIdValue,
  serviceIdValue,
  someOf,
  supplierIdValue,
  textValue,
  webAddressValue,
  webOriginValue,
} from './values.ts';

const mailbox = z.email({ error: 'must be an e-mail address' });

export const supplierRecord = z.strictObject({
  id: supplierIdValue,
  name: textValue,
  privacyStatement: webAddressValue,
  covenant: z.strictObject({ version: textValue, signedOn: dayValue }).exactOptional(),
  contacts: someOf(z.strictObject({ subject: z.enum(contactSubjects), email: mailbox })).exactOptional(),
});

export const sectorRecord = z.strictObject({ id: sectorIdValue, supplier: supplierIdValue });

/** Private-use schemes have a dot (RFC 8252 section 7.1), which also keeps `javascript:` and `data:` out. */
const privateUseScheme = /^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+:\/[^\s#]*$/i;

const redirectUri = z
  .string()
  .refine((text) => webAddress(text) !== undefined || privateUseScheme.test(text), {
    error:
      'must be an https address (http on loopback only) or a private-use scheme of a native app (com.example.app:/callback), without fragment',
  });

const client = z
  .strictObject({
    authentication: clientAuthenticationValue,
    redirectUris: someOf(redirectUri),
    postLogoutRedirectUris: anyOf(redirectUri).default([]),
    idTokenAlgorithm: z.enum(['ES256', 'RS256']).default('ES256'),
    claimsInIdToken: z.boolean().default(false),
    signInTime: z.boolean().default(false),
    requirePar: z.boolean().default(false),
    requirePkce: z.boolean().default(true),
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
        if (!privateUseScheme.test(uri)) return;
        context.addIssue({
          code: 'custom',
          message:
            'must be a web address: private-use schemes are for native apps (authentication method none)',
          path: [list, index],
        });
      });
    }
  });

export const serviceRecord = z.strictObject({
  id: serviceIdValue,
  supplier: supplierIdValue,
  sector: sectorIdValue,
  name: textValue,
  description: z.strictObject({ nl: textValue, en: textValue }),
  startUrl: webAddressValue,
  audience: someOf(personKindValue),
  blocked: z.boolean().exactOptional(),
  claims: listOf(
    z.strictObject({ name: attributeNameValue, purpose: purposeValue, required: z.boolean().default(false) }),
  ).default([]),
  client,
});
