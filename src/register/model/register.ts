import type { Transform } from '../../domain/attributes.ts';
import type { CalendarDay } from '../../domain/clock.ts';
import type {
  AgreementId,
  ApiClientId,
  AttributeName,
  BoardId,
  IdpId,
  ObjectionHash,
  ObjectionId,
  PersonHandle,
  SchoolId,
  SectorId,
  ServiceId,
  SupplierId,
} from '../../domain/ids.ts';
import type { PersonKind } from '../../domain/person.ts';

/** School board (schoolbestuur): the legal controller. Signs agreements for all its schools. */
export interface Board {
  readonly id: BoardId;
  readonly name: string;
}

export const educationSectors = ['po', 'vo', 'mbo', 'ho'] as const;
export type EducationSector = (typeof educationSectors)[number];

export interface School {
  readonly id: SchoolId;
  readonly board: BoardId;
  readonly name: string;
  readonly town: string;
  /** BRIN4 (`12AB`) or BRIN6 with branch (`12AB01`). */
  readonly brin: string;
  /** Identifier in the national register of institutions (RIO). */
  readonly rio?: string;
  readonly sector: EducationSector;
  /** Closed or merged: from that day on nobody signs in for this school. */
  readonly closed?: { readonly on: CalendarDay; readonly successor?: SchoolId };
}

/** A secret is never in the register: only where to read it. File names are relative to the key folder. */
export type SecretReference = { readonly file: string } | { readonly env: string };

export interface SamlProtocol {
  readonly kind: 'saml';
  readonly entityId: string;
  readonly singleSignOnUrl: string;
  /** How our AuthnRequest goes out. */
  readonly requestBinding: 'redirect' | 'post';
  /** PEM or bare base64; several during a rollover. */
  readonly certificates: readonly string[];
  /** Refuse responses whose assertion is not encrypted. */
  readonly requireEncryptedAssertions: boolean;
  /** Sign our AuthnRequests: where the IdP asks for it, or nothing is known. Its answers are signed in any case. */
  readonly signRequests: boolean;
}

export interface OidcProtocol {
  readonly kind: 'oidc';
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: SecretReference;
  readonly scopes: readonly string[];
  /** Entra ID: the `tid` that every id_token must carry. */
  readonly tenant?: string;
  /** Google Workspace: the `hd` that every id_token must carry. */
  readonly hostedDomain?: string;
}

/** The school's own login. One may serve many schools; one school may have several. */
export interface IdentityProvider {
  readonly id: IdpId;
  readonly name: string;
  /** The only schools that this IdP may speak for (invariant 7). */
  readonly schools: readonly SchoolId[];
  readonly protocol: SamlProtocol | OidcProtocol;
  /**
   * The immutable identifier of a person at this IdP. `attributes` are incoming names whose values are joined
   * (Entra: `tid` and `oid`); `nameid` stands for a persistent SAML NameID, `sub` for the OpenID Connect subject.
   */
  readonly identifier: { readonly namespace: string; readonly attributes: readonly string[] };
  /**
   * In the school's words, per attribute of the identifier: what to type, and where to find it, when somebody asks for a
   * person. One text, or one for each language.
   */
  readonly whereToFind?: ReadonlyMap<string, string | { readonly nl: string; readonly en: string }>;
  /** Incoming name and its values per kind of person. Unknown values are no kind. */
  readonly personKind: {
    readonly attribute: string;
    readonly values: ReadonlyMap<string, PersonKind>;
  };
  /** Incoming name that says the school, and, where it is no BRIN, which value means which school. */
  readonly schoolFrom?: {
    readonly attribute: string;
    readonly values?: ReadonlyMap<string, SchoolId>;
  };
  /** Incoming names of this IdP that differ from the catalogue's. */
  readonly attributeMap: ReadonlyMap<string, AttributeName>;
  /** Domains of the e-mail addresses that it may give its people, `*.` for what is below one; absent: any. */
  readonly emailDomains?: readonly string[];
  /** First and last day on which its word counts; absent: no bound on that side. */
  readonly validFrom?: CalendarDay;
  readonly validUntil?: CalendarDay;
  /** Switched off at once, whatever the days say. */
  readonly disabled?: boolean;
  /**
   * False: this login is known to go on with whoever it knows, or to fail, when it is asked to ask anew (SAML
   * `ForceAuthn`, OpenID Connect `prompt`). It is not asked then, and pages say to close the browser.
   */
  readonly asksAnew?: boolean;
}

export const contactSubjects = ['privacy', 'security', 'support'] as const;

export interface Supplier {
  readonly id: SupplierId;
  readonly name: string;
  readonly privacyStatement: string;
  /** The sector's privacy covenant (Convenant Digitale Onderwijsmiddelen en Privacy), when signed. */
  readonly covenant?: { readonly version: string; readonly signedOn: CalendarDay };
  /** Functional mailboxes, not people. */
  readonly contacts?: readonly {
    readonly subject: (typeof contactSubjects)[number];
    readonly email: string;
  }[];
}

/** Pseudonym sector: the services in it see the same `sub`. Belongs to one supplier, for ever. */
export interface Sector {
  readonly id: SectorId;
  readonly supplier: SupplierId;
}

export type ClientAuthentication =
  | { readonly method: 'client_secret_basic'; readonly secrets: readonly SecretReference[] }
  | { readonly method: 'client_secret_post'; readonly secrets: readonly SecretReference[] }
  | { readonly method: 'private_key_jwt'; readonly jwksUri: string }
  | {
      readonly method: 'private_key_jwt';
      readonly jwks: { readonly keys: readonly Record<string, unknown>[] };
    }
  /** Public native client (RFC 8252), always with PKCE. */
  | { readonly method: 'none' };

/** One product of a supplier; one OpenID Connect client. */
export interface Service {
  readonly id: ServiceId;
  readonly supplier: SupplierId;
  readonly sector: SectorId;
  readonly name: string;
  readonly description: { readonly nl: string; readonly en: string };
  /** Where the service starts a login by itself: for bookmarks and for starting again (OpenID Connect `initiate_login_uri`). */
  readonly startUrl: string;
  readonly audience: readonly PersonKind[];
  /** Blocked by the operator: nobody signs in, nothing is released, whatever schools and boards say. */
  readonly blocked?: boolean;
  /** What the service may ever ask for, and why. */
  readonly claims: readonly {
    readonly name: AttributeName;
    readonly purpose: string;
    readonly required: boolean;
  }[];
  readonly client: {
    readonly authentication: ClientAuthentication;
    readonly redirectUris: readonly string[];
    readonly postLogoutRedirectUris: readonly string[];
    readonly idTokenAlgorithm: 'ES256' | 'RS256';
    /** Also put released claims into the id_token; otherwise at userinfo only. */
    readonly claimsInIdToken: boolean;
    /**
     * The service learns when a person signed in at the school: `auth_time`, exact and the IdP's own. The same second at
     * two services links a person, so the operator alone sets it, and it is shown wherever linking claims are.
     */
    readonly signInTime: boolean;
    readonly requirePar: boolean;
    /** False exempts a confidential client from PKCE; for certification tests only. */
    readonly requirePkce: boolean;
    /** Origins that may call the token and userinfo endpoints from a browser. */
    readonly corsOrigins: readonly string[];
  };
}

/** One line of the annex: what may be given to one service, why, and about whom. */
export interface AnnexRow {
  readonly service: ServiceId;
  readonly claim: AttributeName;
  readonly purposes: readonly string[];
  readonly kinds: readonly PersonKind[];
  readonly transforms: readonly Transform[];
  /** How long the supplier keeps it, as an ISO 8601 duration of years, months or days: `P1Y`. */
  readonly retention?: string;
}

export const agreementStatuses = ['draft', 'offered', 'active', 'suspended', 'ended'] as const;
export type AgreementStatus = (typeof agreementStatuses)[number];

/** Processing agreement (verwerkersovereenkomst), board × supplier. */
export interface Agreement {
  readonly id: AgreementId;
  readonly board: BoardId;
  readonly supplier: SupplierId;
  readonly status: AgreementStatus;
  /** First and last day on which it counts. */
  readonly validFrom: CalendarDay;
  readonly validUntil: CalendarDay;
  /** Services covered, and for which kinds of people. */
  readonly services: readonly { readonly service: ServiceId; readonly kinds: readonly PersonKind[] }[];
  readonly annex: readonly AnnexRow[];
  /**
   * The earlier agreement of the same board and supplier whose place this one takes: from `validFrom` on, once this
   * one is active, the earlier one no longer counts, also when this one is suspended or ended later.
   */
  readonly replaces?: AgreementId;
  /** Version of the sector's model processing agreement that the text follows. */
  readonly modelVersion?: string;
  /** SHA-256 of the signed document: 64 lower-case hexadecimal digits. */
  readonly documentHash?: string;
  /** Where the data protection impact assessment is to be found: a reference, not the text. */
  readonly dpia?: string;
}

/** Release policy, school × service: what the school really allows, never more than the agreement. */
export interface ReleasePolicy {
  readonly school: SchoolId;
  readonly service: ServiceId;
  readonly enabled: boolean;
  readonly claims: readonly { readonly name: AttributeName; readonly transforms: readonly Transform[] }[];
}

/** Attributes by which an access rule tells pupils apart. */
export const accessAttributes = { years: 'school_year', groups: 'group' } as const;

/**
 * Who of a school may use a service, school × service. Each member that is there narrows; without a rule everybody
 * whom agreement and policy allow may sign in. Years and groups are asked of pupils only.
 */
export interface AccessRule {
  readonly school: SchoolId;
  readonly service: ServiceId;
  readonly kinds?: readonly PersonKind[];
  /** Values of the attribute `school_year`; one of the pupil's has to be among them. */
  readonly years?: readonly string[];
  /** Values of the attribute `group`; one of the pupil's has to be among them. */
  readonly groups?: readonly string[];
  /** First and last day of the licence. */
  readonly licence?: { readonly from: CalendarDay; readonly until: CalendarDay };
}

/** What a program may do with the management API, as OAuth scopes: one per task. */
export const apiScopes = [
  'register:read',
  'schools:write',
  'idps:write',
  'suppliers:write',
  'services:write',
  'agreements:write',
  'policies:write',
  'objections:write',
  'disclosures:read',
  'people:find',
  'successions:read',
] as const;
export type ApiScope = (typeof apiScopes)[number];

/** A program of a board, a supplier or the federation's operator that calls the management API for it alone. */
export interface ApiClient {
  readonly id: ApiClientId;
  readonly name: string;
  readonly authentication: Exclude<ClientAuthentication, { readonly method: 'none' }>;
  readonly scopes: readonly ApiScope[];
  /** Whose records it may see and change; neither of the two: all of the federation's. */
  readonly board?: BoardId;
  readonly supplier?: SupplierId;
}

/**
 * A person's objection, registered by the school: to one claim, to one service, or to one claim everywhere. It acts at
 * all schools of the board where it was made, and stays with the school when that moves to another board.
 */
export interface Objection {
  readonly id: ObjectionId;
  readonly school: SchoolId;
  /** Keyed hashes of the identifiers of whoever objects, each at one of `boards`. */
  readonly hashes: readonly ObjectionHash[];
  /** Boards where it was made; several when it was written again after the school had moved. */
  readonly boards: readonly BoardId[];
  /** In the place of both, in a record that the program has not upgraded yet: the ledger handle of that person. */
  readonly person?: PersonHandle;
  /** Absent: every service. */
  readonly service?: ServiceId;
  /** Absent: the whole service, so no sign-in. */
  readonly claim?: AttributeName;
}

/** A record with the version that the register gave it; versions count from 1 per record. */
export interface Versioned<Record_> {
  readonly record: Record_;
  readonly version: number;
}
