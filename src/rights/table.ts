import type { RecordKind } from '../domain/record-kinds.ts';
import type { RecordTypes } from '../register/model/kinds.ts';
import { amongSteps, type AgreementSteps } from './agreement-steps.ts';
import { noSignatureOfBoard, signatureWithConsent } from './agreement-signatures.ts';
import type { Condition } from './condition.ts';
import {
  discoveredAtItsIssuer,
  namespaceOfOwnPeople,
  noNewSecretReference,
  secretSentWhereItWas,
} from './idp-conditions.ts';
import type { BoundParty } from '../domain/party.ts';
import { leftOutWhenRefused } from './replaced-agreement.ts';
import {
  keysOverHttps,
  noNewExemptionFromPkce,
  noNewSecretReferences,
  noNewSignInTime,
  noWiderAssertionAudience,
  sameBlock,
  sameSector,
} from './service-conditions.ts';
import type { Whose } from './whose.ts';

/** What can be done with a record besides seeing it. */
export type Task = 'add' | 'change' | 'end';

/** `public`: of every record what everybody in the federation may know. */
interface Seen {
  readonly see: Whose | 'public';
}

/** Whether a member may change; with conditions: if none of them has anything against it. */
export type MemberRight<Each extends RecordKind> = 'may' | 'never' | readonly Condition<Each>[];

/** Every member that records of a kind can have: one that is new does not compile until it is somewhere in the table. */
type Members<Each extends RecordKind> = {
  readonly [Member in keyof RecordTypes[Each]]-?: MemberRight<Each>;
};

type SeenAlone = Seen & Readonly<Record<Task, 'none'>>;

/** What a board or a supplier may do with records of a kind. */
export type Row<Each extends RecordKind> =
  SeenAlone | (Seen & Readonly<Record<Task, Whose>> & { readonly members: Members<Each> });

type RightsTable = {
  readonly operator: Readonly<Record<RecordKind, Seen & Readonly<Record<Task, 'any' | 'none'>>>>;
} & Readonly<Record<BoundParty['kind'], { readonly [Each in RecordKind]: Row<Each> }>>;

const may = 'may';
const never = 'never';

/** A board says yes or no, stops and goes on. Until it has agreed, what is offered is the supplier's; from then on it is a contract. */
// prettier-ignore
export const agreementSteps: Readonly<Record<BoundParty['kind'], AgreementSteps>> = {
  board: {
    absent:    [],
    draft:     ['draft'],
    offered:   ['offered', 'active', 'draft', 'ended'],
    active:    ['active', 'suspended', 'ended'],
    suspended: ['suspended', 'active', 'ended'],
    ended:     ['ended'],
  },
  supplier: {
    absent:    ['draft', 'offered'],
    draft:     ['draft', 'offered', 'absent'],
    offered:   ['offered', 'draft', 'absent'],
    active:    [],
    suspended: [],
    ended:     [],
  },
};

/**
 * The one table of rights: for each party which records whoever acts for it sees, adds, changes and ends, and which of their
 * members may change. A record has to be the party's as it is and as it is to be. What is not said here may not be done.
 */
// prettier-ignore
export const rightsTable: RightsTable = {
  operator: {
    board:        { see: 'any',          add: 'any',          change: 'any',          end: 'any' },
    school:       { see: 'any',          add: 'any',          change: 'any',          end: 'any' },
    idp:          { see: 'any',          add: 'any',          change: 'any',          end: 'any' },
    supplier:     { see: 'any',          add: 'any',          change: 'any',          end: 'any' },
    sector:       { see: 'any',          add: 'any',          change: 'any',          end: 'any' },
    service:      { see: 'any',          add: 'any',          change: 'any',          end: 'any' },
    agreement:    { see: 'any',          add: 'any',          change: 'any',          end: 'any' },
    policy:       { see: 'any',          add: 'any',          change: 'any',          end: 'any' },
    access:       { see: 'any',          add: 'any',          change: 'any',          end: 'any' },
    // a stolen token, or session, cannot make itself stronger or last
    'api-client': { see: 'any',          add: 'none',         change: 'none',         end: 'none' },
    objection:    { see: 'any',          add: 'any',          change: 'any',          end: 'any' },
  },

  board: {
    // where it is reached about personal data is its own to say; who it is, and what shows that somebody acts for it, is not
    board:        { see: 'itself',       add: 'none',         change: 'itself',       end: 'none', members: {
      dataProtectionOfficer: may, privacyContact: may, fourEyes: may,
      id: never, name: never, legalForm: never, rio: never, kvk: never, registeredMailbox: never,
      operatorAgreement: never } },
    // suppliers rely on which school it is (BRIN, sector, board)
    school:       { see: 'namingIt',     add: 'none',         change: 'namingIt',     end: 'none', members: {
      name: may, town: may, closed: may, help: may, contact: may, informationPage: may, sensitive: may,
      id: never, board: never, brin: never, rio: never, sector: never, specialEducation: never } },
    idp:          { see: 'ofOwnSchools', add: 'ofOwnSchools', change: 'ofOwnSchools', end: 'ofOwnSchools', members: {
      name: may, schools: may, whereToFind: may, affiliation: may, schoolFrom: may, attributeMap: may, incomingOrder: may,
      valueForms: may, emailDomains: may, validFrom: may, validUntil: may, disabled: may, asksAnew: may,
      clockToleranceSeconds: may,
      protocol: [noNewSecretReference, secretSentWhereItWas, discoveredAtItsIssuer],
      identifier: [namespaceOfOwnPeople],
      id: never } },
    supplier:     { see: 'public',       add: 'none',         change: 'none',         end: 'none' },
    sector:       { see: 'none',         add: 'none',         change: 'none',         end: 'none' },
    service:      { see: 'public',       add: 'none',         change: 'none',         end: 'none' },
    // narrower than what was offered is what its schools' policies are for
    agreement:    { see: 'namingIt',     add: 'none',         change: 'namingIt',     end: 'none', members: {
      status: [amongSteps(agreementSteps.board)],
      id: never, board: never, supplier: never, validFrom: never, validUntil: never, services: never, annex: never,
      replaces: [leftOutWhenRefused], relation: never, model: never, subProcessors: never, breachNoticeHours: never,
      documents: never, dpia: never, signatures: [signatureWithConsent] } },
    policy:       { see: 'ofOwnSchools', add: 'ofOwnSchools', change: 'ofOwnSchools', end: 'ofOwnSchools', members: {
      enabled: may, claims: may,
      school: never, service: never } },
    access:       { see: 'ofOwnSchools', add: 'ofOwnSchools', change: 'ofOwnSchools', end: 'ofOwnSchools', members: {
      affiliations: may, years: may, groups: may, licence: may,
      school: never, service: never } },
    'api-client': { see: 'none',         add: 'none',         change: 'none',         end: 'none' },
    // whose it is comes as `person`, and is kept as `hashes` and `boards`
    objection:    { see: 'ofOwnSchools', add: 'ofOwnSchools', change: 'ofOwnSchools', end: 'ofOwnSchools', members: {
      school: may, service: may, claim: may, person: may, hashes: may, boards: may,
      id: never } },
  },

  supplier: {
    board:        { see: 'none',         add: 'none',         change: 'none',         end: 'none' },
    school:       { see: 'none',         add: 'none',         change: 'none',         end: 'none' },
    idp:          { see: 'none',         add: 'none',         change: 'none',         end: 'none' },
    supplier:     { see: 'itself',       add: 'none',         change: 'itself',       end: 'none', members: {
      name: may, privacyStatement: may, registrationNumber: may, country: may, covenant: may, certifications: may,
      subProcessors: may, contacts: may,
      id: never } },
    sector:       { see: 'namingIt',     add: 'none',         change: 'none',         end: 'none' },
    service:      { see: 'namingIt',     add: 'namingIt',     change: 'namingIt',     end: 'namingIt', members: {
      name: may, description: may, startUrl: may, audience: may, productPage: may, placesOfProcessing: may, minimumAge: may,
      sensitive: may, claims: may,
      blocked: [sameBlock],
      sector: [sameSector],
      client: [noNewSecretReferences, keysOverHttps, noWiderAssertionAudience, noNewExemptionFromPkce, noNewSignInTime],
      id: never, supplier: never } },
    agreement:    { see: 'namingIt',     add: 'namingIt',     change: 'namingIt',     end: 'namingIt', members: {
      status: [amongSteps(agreementSteps.supplier)],
      board: may, validFrom: may, validUntil: may, services: may, annex: may, replaces: may, relation: may, model: may,
      subProcessors: may, breachNoticeHours: may, documents: may, dpia: may, signatures: [noSignatureOfBoard],
      id: never, supplier: never } },
    policy:       { see: 'none',         add: 'none',         change: 'none',         end: 'none' },
    access:       { see: 'none',         add: 'none',         change: 'none',         end: 'none' },
    'api-client': { see: 'none',         add: 'none',         change: 'none',         end: 'none' },
    objection:    { see: 'none',         add: 'none',         change: 'none',         end: 'none' },
  },
};
