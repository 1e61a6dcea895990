import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Transform } from '../../../src/domain/attributes.ts';
import type { AttributeName } from '../../../src/domain/ids.ts';
import { withheldReasons, type ReleasedClaim } from '../../../src/domain/release.ts';
import { decide } from '../../../src/release/decide.ts';
import type { DecisionInput } from '../../../src/release/sign-in.ts';
import { arbitraryInput, inputAboutGroups } from './arbitrary-federation.ts';
import { name as attributeOf } from './decision-case.ts';
import { narrowings } from './narrowings.ts';

const runs = { numRuns: 1000 };

function releasedBy(given: DecisionInput): readonly ReleasedClaim[] {
  const decision = decide(given);
  return decision.outcome === 'allowed' ? decision.released : [];
}

function namesReleasedBy(given: DecisionInput): ReadonlySet<AttributeName> {
  return new Set(releasedBy(given).map((claim) => claim.name));
}

/* The gates, written down a second time and each on its own. */

function inForce({ agreements, today, service, affiliation }: DecisionInput) {
  const records = agreements.map(({ record }) => record);
  const signed = records.filter(({ status }) => ['active', 'suspended', 'ended'].includes(status));
  return records
    .filter(({ status }) => status === 'active')
    .filter(({ id }) => !signed.some((one) => one.id !== id && one.replaces === id && one.validFrom <= today))
    .filter(({ validFrom, validUntil }) => !(today < validFrom) && !(today > validUntil))
    .filter(({ services }) =>
      services.some((one) => one.service === service.id && one.affiliations.includes(affiliation)),
    );
}

function rowsFor(given: DecisionInput, claim: AttributeName) {
  const purposes = given.service.claims.filter(({ name }) => name === claim).map(({ purpose }) => purpose);
  return inForce(given)
    .flatMap(({ annex }) => annex)
    .filter(
      (row) =>
        row.claim === claim &&
        row.service === given.service.id &&
        row.affiliations.includes(given.affiliation) &&
        row.ground !== 'consent',
    )
    .filter((row) => row.purposes.some((purpose) => purposes.includes(purpose)));
}

/** A line that says no affiliations is for all; one that has an empty list of them is for nobody. */
function linesFor({ policy, affiliation }: DecisionInput, claim: AttributeName) {
  const lines = policy?.record.claims ?? [];
  return lines.filter(
    (line) =>
      line.name === claim && (line.affiliations === undefined || line.affiliations.includes(affiliation)),
  );
}

function objectedTo(given: DecisionInput, claim: AttributeName | undefined): boolean {
  return given.objections
    .filter((objection) => objection.service === undefined || objection.service === given.service.id)
    .some((objection) => objection.claim === claim);
}

/** What the IdP said; of a school what the register says, and of groups what the IdP said under the name of their names. */
function suppliedTo(given: DecisionInput, claim: AttributeName): readonly string[] {
  switch (String(claim)) {
    case 'school_branch':
      return given.school.brin === '99AA01' ? ['99AA01'] : [];
    case 'school_id':
      return [given.school.id];
    case 'groups':
      return given.attributes.get(attributeOf('group')) ?? [];
    default:
      return given.attributes.get(claim) ?? [];
  }
}

function isWithin(addresses: readonly string[], domains: readonly string[] | undefined): boolean {
  return domains === undefined || addresses.every((address) => address.endsWith(`@${domains.join()}`));
}

function isLetIn({ access, today, affiliation, attributes, catalogue }: DecisionInput): boolean {
  const rule = access?.record;
  if (rule?.licence !== undefined && (rule.licence.from > today || rule.licence.until < today)) return false;
  if (rule?.affiliations !== undefined && !rule.affiliations.includes(affiliation)) return false;
  if (affiliation !== 'pupil') return true;
  const has = (allowed: readonly string[] | undefined, text: string): boolean => {
    if (allowed === undefined) return true;
    const values = attributes.get(attributeOf(text)) ?? [];
    const isClear = values.length < 2 || catalogue.attributes.get(attributeOf(text))?.type === 'list';
    return isClear && values.some((value) => allowed.includes(value.trim()));
  };
  return has(rule?.years, 'school_year') && has(rule?.groups, 'group');
}

/** One of before it was asked for goes on, in this release. */
function operatorMayProcess({ board: { operatorAgreement: agreed }, today }: DecisionInput): boolean {
  if (typeof agreed !== 'object') return agreed !== 'none';
  const covered = new Set<string>(agreed.covers);
  const lasts =
    !(agreed.validUntil !== undefined && agreed.validUntil < today) && !(agreed.validFrom > today);
  return lasts && covered.has('login') && covered.has('pseudonyms') && covered.has('ledger');
}

function partiesCount(given: DecisionInput): boolean {
  const { school, idp, service, today } = given;
  return (
    operatorMayProcess(given) &&
    (school.closed === undefined || school.closed.on > today) &&
    idp.disabled !== true &&
    !(idp.validFrom !== undefined && idp.validFrom > today) &&
    !(idp.validUntil !== undefined && idp.validUntil < today) &&
    service.blocked !== true
  );
}

function signInIsOpen(given: DecisionInput): boolean {
  const { policy, service, affiliation } = given;
  return (
    partiesCount(given) &&
    isLetIn(given) &&
    policy !== undefined &&
    policy.record.enabled &&
    service.audience.includes(affiliation) &&
    inForce(given).length > 0 &&
    !objectedTo(given, undefined)
  );
}

function respects(
  values: readonly string[],
  supplied: readonly string[],
  transforms: readonly Transform[],
): boolean {
  const reduced = transforms.some(({ kind }) => kind === 'initial' || kind === 'year');
  return values.every((value) =>
    transforms.every((transform) => {
      switch (transform.kind) {
        case 'initial':
          // a year or a filter before it may have left something that is one letter already
          return /^\p{L}\p{M}*\.$/u.test(value);
        case 'year':
          return /^\d{4}$/.test(value);
        case 'values':
          return reduced || (transform.allow.includes(value) && supplied.includes(value));
      }
    }),
  );
}

describe('decide, over all federations that one can think of', () => {
  it('is tried on inputs that release something, refuse, and withhold', () => {
    const decisions = fc.sample(arbitraryInput, { numRuns: 4000, seed: 1 }).map((given) => decide(given));
    const allowed = decisions.filter((decision) => decision.outcome === 'allowed');
    expect(allowed.length).toBeGreaterThan(800);
    expect(decisions.length - allowed.length).toBeGreaterThan(800);
    const released = allowed.flatMap((decision) => decision.released);
    expect(released.length).toBeGreaterThan(120);
    expect(released.filter(({ transforms }) => transforms.length > 0).length).toBeGreaterThan(50);
    const reasons = new Set(allowed.flatMap(({ withheld }) => withheld.map(({ reason }) => reason)));
    expect(reasons.size).toBe(withheldReasons.length);
  });

  it('allows a sign-in when every gate of it is open, and refuses when anything is missing', () => {
    fc.assert(
      fc.property(arbitraryInput, (given) => {
        expect(decide(given).outcome).toBe(signInIsOpen(given) ? 'allowed' : 'refused');
      }),
      runs,
    );
  });

  it('releases nothing that one of the gates does not let through', () => {
    fc.assert(
      fc.property(arbitraryInput, (given) => {
        for (const { name } of releasedBy(given)) {
          const attribute = given.catalogue.attributes.get(name);
          expect(given.service.claims.map((claim) => claim.name)).toContain(name);
          expect(attribute?.releasable).toBe(true);
          expect(given.requestedScopes).toContain(attribute?.scope);
          expect(rowsFor(given, name).length).toBeGreaterThan(0);
          expect(linesFor(given, name).length).toBeGreaterThan(0);
          expect(objectedTo(given, name)).toBe(false);
          expect(suppliedTo(given, name).some((value) => value.trim() !== '')).toBe(true);
          if (name === 'email') expect(isWithin(suppliedTo(given, name), given.idp.emailDomains)).toBe(true);
        }
      }),
      runs,
    );
  });

  it('applies the transforms of a row and of the policy, and reveals no more than they leave', () => {
    fc.assert(
      fc.property(arbitraryInput, (given) => {
        for (const { name, values, transforms } of releasedBy(given)) {
          const supplied = suppliedTo(given, name);
          const lines = linesFor(given, name);
          const permissions = rowsFor(given, name).flatMap((row) =>
            lines.map((line) => [...row.transforms, ...line.transforms]),
          );
          expect(permissions).toContainEqual(transforms);
          expect(respects(values, supplied, transforms)).toBe(true);
          expect(values.length).toBeGreaterThan(0);
          expect(values.length).toBeLessThanOrEqual(supplied.length);
          if (transforms.length === 0) expect(supplied).toEqual(expect.arrayContaining([...values]));
          const type = given.catalogue.attributes.get(name)?.type;
          if (type !== 'list' && type !== 'groups') expect(values).toHaveLength(1);
        }
      }),
      runs,
    );
  });

  it('tells groups only where their names may leave and nobody objected to those, and a year that it tells anyway', () => {
    let told = 0;
    let withYear = 0;
    fc.assert(
      fc.property(inputAboutGroups, (given) => {
        const released = releasedBy(given);
        for (const { name, ofEachGroup } of released) {
          expect(ofEachGroup !== undefined, name).toBe(name === attributeOf('groups'));
          if (ofEachGroup === undefined) continue;
          told += 1;
          expect(given.catalogue.attributes.get(attributeOf('group'))?.releasable).toBe(true);
          expect(objectedTo(given, attributeOf('group'))).toBe(false);
          expect(ofEachGroup.schoolYear).toBe('2026-2027');
          if (ofEachGroup.year === undefined) continue;
          withYear += 1;
          const year = released.find((claim) => claim.name === attributeOf('school_year'));
          expect(year?.values).toEqual([ofEachGroup.year]);
        }
      }),
      { ...runs, numRuns: 3000, seed: 1 },
    );
    expect(told).toBeGreaterThan(50);
    expect(withYear).toBeGreaterThan(0);
  });

  it('never adds a group, or a year to one, when a permission is taken away', () => {
    const groupsOf = (given: DecisionInput) =>
      releasedBy(given).find(({ name }) => name === attributeOf('groups'));
    fc.assert(
      fc.property(inputAboutGroups, (given) => {
        const rowsOfGroups = rowsFor(given, attributeOf('groups')).length;
        const lines = linesFor(given, attributeOf('groups'));
        // of several rows or lines for one claim the one that reveals least counts, so fewer of them may reveal more
        fc.pre(rowsOfGroups === 1 && lines.length === 1);
        const before = groupsOf(given);
        for (const [what, after] of narrowings(given)) {
          const narrowed = groupsOf(after);
          if (narrowed === undefined) continue;
          expect(before?.values, what).toEqual(expect.arrayContaining([...narrowed.values]));
          if (narrowed.ofEachGroup?.year !== undefined) {
            expect(before?.ofEachGroup?.year, what).toBe(narrowed.ofEachGroup.year);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('never adds a claim when a permission is taken away, an objection made or a transform added', () => {
    fc.assert(
      fc.property(arbitraryInput, (given) => {
        const before = namesReleasedBy(given);
        for (const [what, after] of narrowings(given)) {
          const added = [...namesReleasedBy(after)].filter((name) => !before.has(name));
          expect(added, what).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('puts every registered claim into exactly one of released and withheld', () => {
    fc.assert(
      fc.property(arbitraryInput, (given) => {
        const decision = decide(given);
        if (decision.outcome === 'refused') return;
        const named = [...decision.released, ...decision.withheld].map(({ name }) => name);
        expect(named.toSorted()).toEqual(
          [...new Set(given.service.claims.map(({ name }) => name))].toSorted(),
        );
      }),
      runs,
    );
  });

  it('says the same when asked again, and changes nothing that it is given', () => {
    fc.assert(
      fc.property(arbitraryInput, (given) => {
        const copy = structuredClone(given);
        const first = decide(given);
        expect(decide(given)).toEqual(first);
        expect(decide(copy)).toEqual(first);
        expect(given).toEqual(copy);
      }),
      runs,
    );
  });
});
