import type { AccessRule } from '../../../src/register/model/kinds/access.ts';
import type { Agreement, AnnexRow } from '../../../src/register/model/kinds/agreement.ts';
import type { IdentityProvider } from '../../../src/register/model/kinds/idp.ts';
import type { Objection } from '../../../src/register/model/kinds/objection.ts';
import type { PolicyLine, ReleasePolicy } from '../../../src/register/model/kinds/policy.ts';
import type { School } from '../../../src/register/model/kinds/school.ts';
import type { Service } from '../../../src/register/model/kinds/service.ts';
import type { OperatorTerms } from '../../../src/register/model/operator-agreement.ts';
import type { SnapshotBoard } from '../../../src/register/model/snapshot-board.ts';
import type { Versioned } from '../../../src/register/model/versioned.ts';
import type { Attribute, AttributeCatalogue, Transform } from '../../../src/domain/attributes.ts';
import { calendarDay, type CalendarDay } from '../../../src/domain/clock.ts';
import { attributeName, objectionId, serviceId, type AttributeName } from '../../../src/domain/ids.ts';
import type { Affiliation } from '../../../src/domain/person.ts';
import type { Decision } from '../../../src/domain/release.ts';
import { decide } from '../../../src/release/decide.ts';
import type { DecisionInput } from '../../../src/release/sign-in.ts';
import { exampleFederation } from '../../../testkit/federation/example-federation.ts';
import { objectionHashOf, required } from '../../../testkit/values/ids.ts';

/** The example federation with everything open, and ways to close it again. */

export const name = (text: string): AttributeName => required(attributeName(text));
export const day = (text: string): CalendarDay => required(calendarDay(text));

const example = exampleFederation().parsed();
const exampleSchool = required(example.school[0]);
const exampleIdp = required(example.idp[0]);
const exampleService = required(example.service[0]);
const exampleAgreement = required(example.agreement[0]);

const { id: school, board } = exampleSchool;
const exampleBoard: SnapshotBoard = required(example.board.find(({ id }) => id === board));
export const { id: service } = exampleService;
export const otherService = required(serviceId('leesboom-practice'));

export function attribute(text: string, changes: Partial<Attribute> = {}): Attribute {
  return {
    name: name(text),
    label: { nl: text, en: text },
    category: 1,
    type: 'text',
    transforms: [],
    linking: false,
    scope: 'profile',
    incoming: [text],
    releasable: true,
    portable: false,
    organisation: false,
    ...changes,
  };
}

export function catalogueOf(attributes: readonly Attribute[]): AttributeCatalogue {
  return { attributes: new Map(attributes.map((row) => [row.name, row])), forbiddenIncoming: new Set() };
}

export const catalogue = catalogueOf([
  attribute('given_name', { transforms: ['initial'] }),
  attribute('family_name', { transforms: ['initial'] }),
  attribute('birthdate', { type: 'date', transforms: ['year'], scope: 'birthdate' }),
  attribute('group', { type: 'list', transforms: ['values'], scope: 'group' }),
  attribute('groups', { type: 'groups', transforms: ['values'], scope: 'group', incoming: [] }),
  attribute('school_year', { scope: 'group' }),
  attribute('school_id', { organisation: true, incoming: [] }),
  attribute('user_name', { releasable: false }),
]);

export function row(claim: string, changes: Partial<AnnexRow> = {}): AnnexRow {
  return {
    service,
    claim: name(claim),
    purposes: ['access'],
    affiliations: ['pupil'],
    transforms: [],
    ...changes,
  };
}

export function agreement(changes: Partial<Agreement> = {}): Agreement {
  return {
    ...exampleAgreement,
    annex: [row('given_name'), row('family_name'), row('birthdate'), row('group')],
    ...changes,
  };
}

export function policy(changes: Partial<ReleasePolicy> = {}): ReleasePolicy {
  const claims = ['given_name', 'family_name', 'birthdate', 'group'].map((claim) => allow(claim));
  return { school, service, enabled: true, claims, ...changes };
}

export function allow(claim: string, transforms: readonly Transform[] = []): PolicyLine {
  return { name: name(claim), transforms };
}

/** A line that says for whom it is. */
export function allowFor(
  affiliations: readonly Affiliation[],
  claim: string,
  transforms: readonly Transform[] = [],
): PolicyLine {
  return { ...allow(claim, transforms), affiliations };
}

export function objection(changes: Partial<Objection> = {}): Objection {
  const whose = { hashes: [objectionHashOf('pip')], boards: [board] };
  return { id: required(objectionId('bezwaar-1')), school, ...whose, ...changes };
}

export function versioned<Record_>(record: Record_, version = 1): Versioned<Record_> {
  return { record, version };
}

export function serviceRecord(claims: readonly string[], changes: Partial<Service> = {}): Service {
  return {
    ...exampleService,
    claims: claims.map((claim) => ({ name: name(claim), purpose: 'access', required: false })),
    ...changes,
  };
}

export function schoolRecord(changes: Partial<School> = {}): School {
  return { ...exampleSchool, ...changes };
}

/** The school's board, which agreed this with the operator; `undefined`: one of before that was asked for. */
export function boardRecord(operatorAgreement?: SnapshotBoard['operatorAgreement']): SnapshotBoard {
  const { operatorAgreement: _agreed, ...rest } = exampleBoard;
  return operatorAgreement === undefined ? rest : { ...rest, operatorAgreement };
}

/** Of everything that a sign-in takes, with these differences. */
export function operatorTerms(changes: Partial<OperatorTerms> = {}): OperatorTerms {
  return { validFrom: day('2026-01-01'), covers: ['login', 'pseudonyms', 'ledger'], ...changes };
}

export function idpRecord(changes: Partial<IdentityProvider> = {}): IdentityProvider {
  return { ...exampleIdp, ...changes };
}

const everything: DecisionInput = {
  today: day('2026-09-01'),
  affiliation: 'pupil',
  school: schoolRecord(),
  board: boardRecord(operatorTerms()),
  idp: idpRecord(),
  service: serviceRecord(['given_name', 'family_name', 'birthdate', 'group']),
  agreements: [versioned(agreement(), 4)],
  policy: versioned(policy(), 7),
  access: undefined,
  objections: [],
  requestedScopes: new Set(['openid', 'profile', 'birthdate', 'group']),
  catalogue,
  attributes: new Map([
    [name('given_name'), ['Sanne']],
    [name('family_name'), ['Voorbeeld']],
    [name('birthdate'), ['2014-03-09']],
    [name('group'), ['groep-5', 'plusklas']],
    [name('school_year'), ['5']],
    [name('user_name'), ['sanne.voorbeeld']],
  ]),
};

/** The input in which every gate is open, with these differences. */
export function input(changes: Partial<DecisionInput> = {}): DecisionInput {
  return { ...everything, ...changes };
}

/** The input with one agreement that differs so. */
export function withAgreement(changes: Partial<Agreement>): DecisionInput {
  return input({ agreements: [versioned(agreement(changes))] });
}

/** The input in which these claims are registered, agreed and switched on, and no others. */
export function openTo(...claims: readonly string[]): DecisionInput {
  return input({
    service: serviceRecord(claims),
    agreements: [versioned(agreement({ annex: claims.map((claim) => row(claim)) }))],
    policy: versioned(policy({ claims: claims.map((claim) => allow(claim)) })),
  });
}

export function withPolicy(changes: Partial<ReleasePolicy>): DecisionInput {
  return input({ policy: versioned(policy(changes)) });
}

/** The input with an access rule that says this. */
export function withAccess(rule: Omit<AccessRule, 'school' | 'service'>): DecisionInput {
  return input({ access: versioned({ school, service, ...rule }) });
}

/** The input with one attribute that has these values. */
export function withValues(claim: string, values: readonly string[]): DecisionInput {
  return input({ attributes: new Map([...everything.attributes, [name(claim), values]]) });
}

export type Allowed = Extract<Decision, { outcome: 'allowed' }>;

export function allowed(decision: Decision): Allowed {
  if (decision.outcome === 'allowed') return decision;
  throw new TypeError(`refused: ${decision.reason}`);
}

/** Why a claim stays behind, or the values that leave. */
export function fateOf(claim: string, given: DecisionInput): string | readonly string[] | undefined {
  const { released, withheld } = allowed(decide(given));
  const out = released.find((one) => one.name === name(claim));
  return out?.values ?? withheld.find((one) => one.name === name(claim))?.reason;
}
