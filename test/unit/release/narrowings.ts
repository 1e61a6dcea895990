import type { Agreement } from '../../../src/register/model/kinds/agreement.ts';
import type { ReleasePolicy } from '../../../src/register/model/kinds/policy.ts';
import type { Transform } from '../../../src/domain/attributes.ts';
import { affiliations } from '../../../src/domain/person.ts';
import type { DecisionInput } from '../../../src/release/sign-in.ts';
import type { SnapshotBoard } from '../../../src/register/model/snapshot-board.ts';
import { takesPlaceOf } from '../../../src/register/model/validity.ts';
import { day, objection, service } from './decision-case.ts';

/** A way to allow less: what was taken away, and the input after it. */
export type Narrowing = readonly [what: string, after: DecisionInput];

/** Every list that comes of leaving one element out. */
function leavingOut<Element>(list: readonly Element[]): readonly (readonly Element[])[] {
  return list.map((_element, index) => list.toSpliced(index, 1));
}

/** Every list in which one element became another. */
function changingOne<Element>(
  list: readonly Element[],
  change: (element: Element) => readonly Element[],
): readonly (readonly Element[])[] {
  return list.flatMap((element, index) => change(element).map((changed) => list.with(index, changed)));
}

const reductions: readonly Transform[] = [
  { kind: 'initial' },
  { kind: 'year' },
  { kind: 'values', allow: ['groep-5'] },
  { kind: 'values', allow: [] },
];

/** Every single step by which less is permitted than before. */
export function narrowings(given: DecisionInput): readonly Narrowing[] {
  return [
    ...agreements(given),
    ...schools(given),
    ...operatorAgreements(given),
    ...lives(given),
    ...accessRules(given),
    ...services(given),
    ...people(given),
  ];
}

/** No board can lose it, only say that there is none (`defaultsWhenNew`). */
function operatorAgreements(given: DecisionInput): readonly Narrowing[] {
  const { operatorAgreement: agreed, ...board } = given.board;
  const narrower: readonly SnapshotBoard['operatorAgreement'][] =
    agreed === undefined || agreed === 'none'
      ? ['none']
      : [
          'none',
          { ...agreed, validFrom: day('2026-09-02') },
          { ...agreed, validUntil: day('2026-08-31') },
          ...leavingOut(agreed.covers).map((covers) => ({ ...agreed, covers })),
        ];
  return narrower.map((operatorAgreement) => [
    'operator agreement',
    { ...given, board: { ...board, ...(operatorAgreement === undefined ? {} : { operatorAgreement }) } },
  ]);
}

function agreements(given: DecisionInput): readonly Narrowing[] {
  const lists = [
    ...leavingOutAgreements(given.agreements),
    ...changingOne(given.agreements, ({ record, version }) =>
      narrowerAgreements(record).map((narrower) => ({ record: narrower, version })),
    ),
  ];
  return lists.map((list) => ['agreements', { ...given, agreements: list }]);
}

/** One that took the place of another cannot leave the register, so that is no step (transitions.ts). */
function leavingOutAgreements(list: DecisionInput['agreements']): readonly DecisionInput['agreements'][] {
  return leavingOut(list).filter(
    (_shorter, index) => !list.some((older) => tookPlace(list[index]?.record, older.record)),
  );
}

const tookPlace = (newer: Agreement | undefined, older: Agreement): boolean =>
  newer !== undefined && takesPlaceOf(newer, older);

/** Nor can it begin later. Suspending and ending are steps of agreements that were agreed. */
function narrowerAgreements(record: Agreement): readonly Agreement[] {
  const wasAgreed = record.status !== 'draft' && record.status !== 'offered';
  const ends = wasAgreed && record.status !== 'ended';
  return [
    ...(record.status === 'active' ? [{ ...record, status: 'suspended' } as const] : []),
    ...(ends ? [{ ...record, status: 'ended' } as const] : []),
    ...(record.replaces === undefined || !wasAgreed ? [{ ...record, validFrom: day('2026-09-02') }] : []),
    { ...record, validUntil: day('2026-08-31') },
    ...leavingOut(record.services).map((list) => ({ ...record, services: list })),
    ...changingOne(record.services, (covered) =>
      leavingOut(covered.affiliations).map((left) => ({ ...covered, affiliations: left })),
    ).map((list) => ({ ...record, services: list })),
    ...leavingOut(record.annex).map((annex) => ({ ...record, annex })),
    ...changingOne(record.annex, (row) => [
      ...leavingOut(row.affiliations).map((left) => ({ ...row, affiliations: left })),
      ...leavingOut(row.purposes).map((purposes) => ({ ...row, purposes })),
      ...reductions.map((added) => ({ ...row, transforms: [...row.transforms, added] })),
      { ...row, ground: 'consent' } as const,
    ]).map((annex) => ({ ...record, annex })),
  ];
}

function schools(given: DecisionInput): readonly Narrowing[] {
  const objections: readonly Narrowing[] = [
    objection(),
    objection({ service }),
    ...given.service.claims.flatMap((claim) => [
      objection({ claim: claim.name }),
      objection({ claim: claim.name, service }),
    ]),
  ].map((added) => ['an objection', { ...given, objections: [...given.objections, added] }]);
  if (given.policy === undefined) return objections;
  const { record, version } = given.policy;
  const policies: readonly ReleasePolicy[] = [
    { ...record, enabled: false },
    ...leavingOut(record.claims).map((claims) => ({ ...record, claims })),
    ...changingOne(record.claims, (line) => [
      ...leavingOut(line.affiliations ?? affiliations).map((left) => ({ ...line, affiliations: left })),
      ...reductions.map((added) => ({ ...line, transforms: [...line.transforms, added] })),
    ]).map((claims) => ({ ...record, claims })),
  ];
  return [
    ...objections,
    ['the policy', { ...given, policy: undefined }],
    ...policies.map((narrower): Narrowing => [
      'the policy',
      { ...given, policy: { record: narrower, version } },
    ]),
  ];
}

/** The school closes, its IdP ends, the operator blocks the service. */
function lives(given: DecisionInput): readonly Narrowing[] {
  const { school, idp, service: blockable } = given;
  return [
    ['the school', { ...given, school: { ...school, closed: { on: day('2026-09-01') } } }],
    ['the school', { ...given, school: { ...school, closed: { on: day('2026-08-01') } } }],
    ['the IdP', { ...given, idp: { ...idp, disabled: true } }],
    ['the IdP', { ...given, idp: { ...idp, validFrom: day('2026-09-02') } }],
    ['the IdP', { ...given, idp: { ...idp, emailDomains: ['school.example'] } }],
    ['the IdP', { ...given, idp: { ...idp, emailDomains: ['elsewhere.example'] } }],
    ['the IdP', { ...given, idp: { ...idp, validUntil: day('2026-08-31') } }],
    ['the service', { ...given, service: { ...blockable, blocked: true } }],
  ];
}

function accessRules(given: DecisionInput): readonly Narrowing[] {
  const { record, version } = given.access ?? {
    record: { school: given.school.id, service: given.service.id },
    version: 1,
  };
  const lists = [
    ...leavingOut(record.affiliations ?? affiliations).map((left) => ({ ...record, affiliations: left })),
    ...leavingOut(record.years ?? ['5']).map((years) => ({ ...record, years })),
    ...leavingOut(record.groups ?? ['groep-5']).map((groups) => ({ ...record, groups })),
  ];
  const { from, until } = record.licence ?? { from: given.today, until: given.today };
  const later = day('2026-09-02');
  const earlier = day('2026-08-31');
  const licences = [
    { from: from > later ? from : later, until },
    { from, until: until < earlier ? until : earlier },
  ].map((licence) => ({ ...record, licence }));
  return [record, ...lists, ...licences].map((narrower) => [
    'the access rule',
    { ...given, access: { record: narrower, version } },
  ]);
}

function services(given: DecisionInput): readonly Narrowing[] {
  const attributes = given.catalogue.attributes;
  return [
    ...leavingOut(given.service.claims).map((claims): Narrowing => {
      return ['a registered claim', { ...given, service: { ...given.service, claims } }];
    }),
    ...leavingOut(given.service.audience).map((audience): Narrowing => {
      return ['the audience', { ...given, service: { ...given.service, audience } }];
    }),
    ...leavingOut([...given.requestedScopes]).map((list): Narrowing => {
      return ['a scope', { ...given, requestedScopes: new Set(list) }];
    }),
    ...[...attributes].map(([claim, attribute]): Narrowing => {
      const narrower = new Map([...attributes, [claim, { ...attribute, releasable: false }]]);
      return ['releasable', { ...given, catalogue: { ...given.catalogue, attributes: narrower } }];
    }),
    ...leavingOut([...attributes]).map((list): Narrowing => {
      return ['the catalogue', { ...given, catalogue: { ...given.catalogue, attributes: new Map(list) } }];
    }),
  ];
}

function people(given: DecisionInput): readonly Narrowing[] {
  return leavingOut([...given.attributes]).map((list) => [
    'an attribute',
    { ...given, attributes: new Map(list) },
  ]);
}
