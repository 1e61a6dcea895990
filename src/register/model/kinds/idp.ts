import { z } from 'zod';
import type { Kind } from '../kind.ts';
import { inTodaysForm } from '../earlier-forms.ts';
import type { RecordType } from '../record-type.ts';
import { secretReferenceValue, type SecretReference } from '../secret-reference.ts';
import {
  attributeNameValue,
  dayValue,
  emailDomainValue,
  hostValue,
  idpIdValue,
  mapOf,
  outsideNameValue,
  affiliationValue,
  schoolIdValue,
  someOf,
  textValue,
  webAddressValue,
  wholeNumberValue,
} from '../values.ts';

const samlProtocol = z.strictObject({
  kind: z.literal('saml'),
  entityId: outsideNameValue,
  singleSignOnUrl: webAddressValue,
  /** How our AuthnRequest goes out. */
  requestBinding: z.enum(['redirect', 'post']).default('redirect'),
  /** PEM or bare base64; several during a rollover. */
  certificates: someOf(z.string().min(1, { error: 'must not be empty' })),
  /** Refuse responses whose assertion is not encrypted. */
  requireEncryptedAssertions: z.boolean().default(false),
  /** Sign our AuthnRequests: where the IdP asks for it, or nothing is known. Its answers are signed in any case. */
  signRequests: z.boolean().default(true),
  /**
   * True: tiles in this IdP's launcher (SAML Profiles 4.1.5) lead to the service whose id is their RelayState, else to
   * the front page, where a login begins. What such a Response says is not read, and signs nobody in.
   */
  unsolicitedResponses: z.boolean().exactOptional(),
});
export type SamlProtocol = RecordType<typeof samlProtocol>;

/** Where an IdP tells about itself, when that is not below its issuer: an own key of an application, a policy. */
const discoveryElsewhere = z.strictObject({
  url: webAddressValue.refine((text) => URL.parse(text)?.pathname.includes('/.well-known/') === true, {
    error: 'must be the address of the document itself, with /.well-known/ in its path',
  }),
  /** The only hosts to which the document may send the browser, the broker and what proves it. */
  endpointHosts: someOf(hostValue),
});

/**
 * A key of the broker proves it to the IdP, and no secret. `aud` of the assertion is the issuer (FAPI 2.0), or the token
 * endpoint for an IdP that takes nothing else, as Entra ID.
 */
const keyAuthentication = z.strictObject({
  method: z.literal('private_key_jwt'),
  assertionAudience: z.enum(['issuer', 'token_endpoint']).default('issuer'),
});

const writtenOidcProtocol = z.strictObject({
  kind: z.literal('oidc'),
  issuer: webAddressValue,
  discovery: discoveryElsewhere.exactOptional(),
  clientId: outsideNameValue,
  clientSecret: secretReferenceValue.exactOptional(),
  /** Instead of a secret; absent: the secret is shown. */
  authentication: keyAuthentication.exactOptional(),
  scopes: someOf(outsideNameValue)
    .refine((scopes) => scopes.includes('openid'), { error: 'must include openid' })
    .default(['openid']),
  /** Entra ID: the `tid` that every id_token must carry. */
  tenant: outsideNameValue.exactOptional(),
  /** Google Workspace: the `hd` that every id_token must carry. */
  hostedDomain: outsideNameValue.exactOptional(),
  /** Entra ID: sent as `domain_hint`, so that it leads to the school's own login at once. It proves nothing. */
  domainHint: outsideNameValue.exactOptional(),
});

type WrittenOidcProtocol = z.output<typeof writtenOidcProtocol>;
type ReadOidcProtocol = Omit<WrittenOidcProtocol, 'clientSecret' | 'authentication'> &
  (
    | { readonly clientSecret: SecretReference; readonly authentication?: never }
    | { readonly authentication: z.output<typeof keyAuthentication>; readonly clientSecret?: never }
  );

/** Exactly one of the two proves the broker to the IdP. */
const oidcProtocol = z.codec(
  writtenOidcProtocol,
  z.custom<ReadOidcProtocol>((value) => typeof value === 'object'),
  {
    decode: ({ clientSecret, authentication, ...common }, context) => {
      if (clientSecret !== undefined && authentication === undefined) return { ...common, clientSecret };
      if (authentication === undefined || clientSecret !== undefined) {
        context.issues.push({
          code: 'custom',
          message: 'must have exactly one of clientSecret and authentication',
          path: authentication === undefined ? [] : ['authentication'],
          input: common.kind,
        });
        return z.NEVER;
      }
      // elsewhere may be anybody's: an assertion for the issuer that is sent there could be used at the issuer
      if (common.discovery !== undefined && authentication.assertionAudience === 'issuer') {
        context.issues.push({
          code: 'custom',
          message: 'must be token_endpoint where discovery is elsewhere',
          path: ['authentication', 'assertionAudience'],
          input: authentication.assertionAudience,
        });
        return z.NEVER;
      }
      return { ...common, authentication };
    },
    encode: (protocol) => protocol,
  },
);
export type OidcProtocol = RecordType<typeof oidcProtocol>;

/** The school's own login. One may serve many schools; one school may have several. */
export const idpRecord = z.strictObject({
  id: idpIdValue,
  name: textValue,
  /** The only schools that this IdP may speak for (invariant 7). */
  schools: someOf(schoolIdValue),
  protocol: z.discriminatedUnion('kind', [samlProtocol, oidcProtocol]),
  /**
   * The immutable identifier of a person at this IdP. `attributes` are incoming names whose values are joined
   * (Entra: `tid` and `oid`); `nameid` stands for a persistent SAML NameID, `sub` for the OpenID Connect subject.
   */
  identifier: z.strictObject({
    namespace: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, {
      error:
        'must be a short lower-case identifier: letters, digits and inner hyphens, at most 64 characters',
    }),
    attributes: someOf(outsideNameValue),
  }),
  /**
   * In the school's words, per attribute of the identifier: what to type, and where to find it, when somebody asks for a
   * person. One text, or one for each language.
   */
  whereToFind: mapOf(z.union([textValue, z.strictObject({ nl: textValue, en: textValue })])).exactOptional(),
  /** Incoming name, and what each of its values says that somebody is. Unknown values say nothing. */
  affiliation: z.strictObject({
    attribute: outsideNameValue,
    values: mapOf(affiliationValue).refine((values) => values.size > 0, {
      error: 'must have at least one entry',
    }),
  }),
  /** Incoming name that says the school, and, where it is no BRIN, which value means which school. */
  schoolFrom: z
    .strictObject({ attribute: outsideNameValue, values: mapOf(schoolIdValue).exactOptional() })
    .exactOptional(),
  /** Incoming names of this IdP that differ from the catalogue's. */
  attributeMap: mapOf(attributeNameValue).default(new Map()),
  /**
   * Of an attribute of ours that may come under several names: which of them counts first, where more than one came. Those
   * that are not here come after it.
   */
  incomingOrder: mapOf(someOf(outsideNameValue)).exactOptional(),
  /**
   * How it writes lists, by incoming name, where it is not as a list: `keys` of an object (OpenID Connect), or one text with
   * commas. Not guessed: a comma may be part of a name.
   */
  valueForms: mapOf(z.enum(['keys', 'comma_list'])).exactOptional(),
  /** Domains of the e-mail addresses that it may give its people, `*.` for what is below one; absent: any. */
  emailDomains: someOf(emailDomainValue).exactOptional(),
  /** First and last day on which its word counts; absent: no bound on that side. */
  validFrom: dayValue.exactOptional(),
  validUntil: dayValue.exactOptional(),
  /** Switched off at once, whatever the days say. */
  disabled: z.boolean().exactOptional(),
  /**
   * False: this login is known to go on with whoever it knows, or to fail, when it is asked to ask anew (SAML
   * `ForceAuthn`, OpenID Connect `prompt`). It is not asked then, and pages say to close the browser.
   */
  asksAnew: z.boolean().exactOptional(),
  /** How far its clock and ours may differ, whatever the protocol. More makes old answers good for longer. */
  clockToleranceSeconds: wholeNumberValue('seconds', 0, 180).exactOptional(),
});
export type IdentityProvider = RecordType<typeof idpRecord>;

/** A body in whatever form; `undefined`: nothing is there, or nobody can read it. */
export function readableIdp(body: unknown): IdentityProvider | undefined {
  return idpRecord.safeParse(inTodaysForm('idp', body)).data;
}

/** The name, in the identifier of an IdP, of what its protocol says who somebody is: NameID or `sub`. */
export function isSubjectName(name: string): boolean {
  return name === 'nameid' || name === 'sub';
}

export const idpKind: Kind<IdentityProvider> = {
  schema: idpRecord,
  idParts: ['id'],
  fileList: 'idps',
  references: [{ to: 'school', at: ['schools', '*'] }],
  foundBy: { namespace: [['identifier', 'namespace']] },
  unique: [
    {
      word: 'namespace',
      at: ['identifier', 'namespace'],
      problem: (namespace, holder) =>
        `namespace ${namespace} already belongs to IdP ${holder}, so two people could get one pseudonym`,
      remedy: 'give this IdP a namespace of its own',
    },
  ],
  api: {
    path: 'idps',
    schemaName: 'Idp',
    filters: ['school'],
    writeScope: 'idps:write',
    example: {
      id: 'regenboog-saml',
      name: 'Leeromgeving De Regenboog',
      schools: ['de-regenboog'],
      protocol: {
        kind: 'saml',
        entityId: 'https://idp.regenboog.example/metadata',
        singleSignOnUrl: 'https://idp.regenboog.example/sso',
        certificates: ['MIIC…'],
      },
      identifier: { namespace: 'regenboog', attributes: ['nameid'] },
      affiliation: { attribute: 'eduPersonAffiliation', values: { student: 'pupil', employee: 'teacher' } },
    },
  },
};
