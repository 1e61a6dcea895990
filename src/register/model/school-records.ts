import { z } from 'zod';
import { educationSectors } from './register.ts';
import {
  attributeNameValue,
  boardIdValue,
  brinValue,
  dayValue,
  emailDomainValue,
  idpIdValue,
  mapOf,
  outsideNameValue,
  personKindValue,
  rioValue,
  schoolIdValue,
  someOf,
  textValue,
  webAddressValue,
} from './values.ts';

export const boardRecord = z.strictObject({ id: boardIdValue, name: textValue });

export const schoolRecord = z.strictObject({
  id: schoolIdValue,
  board: boardIdValue,
  name: textValue,
  town: textValue,
  brin: brinValue,
  rio: rioValue.exactOptional(),
  sector: z.enum(educationSectors),
  closed: z.strictObject({ on: dayValue, successor: schoolIdValue.exactOptional() }).exactOptional(),
});

const fileReference = z.strictObject({ file: outsideNameValue });
const environmentReference = z.strictObject({
  env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'must be the name of an environment variable' }),
});

/** Where a secret is read from: `{ file: … }` in the keys folder or `{ env: … }`. Never the secret. */
export const secretReferenceValue = z.union([fileReference, environmentReference]);

const samlProtocol = z.strictObject({
  kind: z.literal('saml'),
  entityId: outsideNameValue,
  singleSignOnUrl: webAddressValue,
  requestBinding: z.enum(['redirect', 'post']).default('redirect'),
  certificates: someOf(z.string().min(1, { error: 'must not be empty' })),
  requireEncryptedAssertions: z.boolean().default(false),
  signRequests: z.boolean().default(true),
});

const oidcProtocol = z.strictObject({
  kind: z.literal('oidc'),
  issuer: webAddressValue,
  clientId: outsideNameValue,
  clientSecret: secretReferenceValue,
  scopes: someOf(outsideNameValue)
    .refine((scopes) => scopes.includes('openid'), { error: 'must have openid among them' })
    .default(['openid']),
  tenant: outsideNameValue.exactOptional(),
  hostedDomain: outsideNameValue.exactOptional(),
});

export const idpRecord = z.strictObject({
  id: idpIdValue,
  name: textValue,
  schools: someOf(schoolIdValue),
  protocol: z.discriminatedUnion('kind', [samlProtocol, oidcProtocol]),
  identifier: z.strictObject({
    namespace: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, {
      error: 'must be a short lower-case identifier: letters, digits and hyphens inside, at most 64',
    }),
    attributes: someOf(outsideNameValue),
  }),
  whereToFind: mapOf(z.union([textValue, z.strictObject({ nl: textValue, en: textValue })])).exactOptional(),
  personKind: z.strictObject({
    attribute: outsideNameValue,
    values: mapOf(personKindValue).refine((values) => values.size > 0, {
      error: 'must have at least one entry',
    }),
  }),
  schoolFrom: z
    .strictObject({ attribute: outsideNameValue, values: mapOf(schoolIdValue).exactOptional() })
    .exactOptional(),
  attributeMap: mapOf(attributeNameValue).default(new Map()),
  emailDomains: someOf(emailDomainValue).exactOptional(),
  validFrom: dayValue.exactOptional(),
  validUntil: dayValue.exactOptional(),
  disabled: z.boolean().exactOptional(),
  asksAnew: z.boolean().exactOptional(),
});
