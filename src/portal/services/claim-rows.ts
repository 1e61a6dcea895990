import type { Attribute, Transform } from '../../domain/attributes.ts';
import type { AttributeName } from '../../domain/ids.ts';
import { purposes, type Purpose } from '../../domain/purposes.ts';
import { affiliations, type Affiliation } from '../../domain/person.ts';
import { agreedRows } from '../../register/model/agreed.ts';
import type { Agreement, AnnexRow } from '../../register/model/kinds/agreement.ts';
import type { Service } from '../../register/model/kinds/service.ts';
import { linkingFor } from '../../register/model/linking.ts';
import type { ActivationInput } from '../../release/activation.ts';
import { notReplaced } from '../../release/taking-part.ts';
import type { ChoosableClaim } from './choices.ts';

export type Ground = NonNullable<AnnexRow['ground']>;

/** What the page says of one claim that the service is registered for. */
export interface ClaimRow {
  readonly attribute: Attribute;
  /** The supplier says that the service cannot do without. */
  readonly required: boolean;
  /** Several suppliers could tell by it that two people are one. */
  readonly linking: boolean;
  readonly purposes: readonly Purpose[];
  readonly grounds: readonly Ground[];
  /** Of whom it is agreed, with what the agreement itself makes of it; empty: it is not in the agreement. */
  readonly agreed: readonly AgreedClaim[];
  /** It is not agreed, and in an offer that the board can still sign. */
  readonly isOffered: boolean;
}

export interface AgreedClaim {
  readonly affiliation: Affiliation;
  readonly transforms: readonly Transform[];
}

/**
 * Every claim that the service is registered for, whether it is agreed or not, in the order of the catalogue. Only what the board agreed
 * to is agreed, also where it is suspended or still to begin, so that a school can choose before. The register takes policies that an
 * offer covers, too: nothing leaves by them, and the page does not make them.
 */
export function claimRowsOf(input: ActivationInput): readonly ClaimRow[] {
  const { service, catalogue, school } = input;
  const agreements = agreementsToChooseBy(input);
  const offers = offersIn(input);
  return [...catalogue.attributes.values()].flatMap((attribute) => {
    const registered = service.claims.filter(({ name }) => name === attribute.name);
    if (registered.length === 0) return [];
    const rowsOf = (all: readonly Agreement[]) =>
      attribute.releasable ? all.flatMap((each) => agreedRows(each, service, attribute.name)) : [];
    const rows = rowsOf(agreements);
    return [
      {
        attribute,
        required: registered.some(({ required }) => required),
        linking: linkingFor(attribute, school),
        purposes: purposesOf(registered, rows),
        grounds: unique(rows.flatMap(({ ground }) => ground ?? [])),
        agreed: affiliations
          .filter((each) => service.audience.includes(each))
          .flatMap((affiliation) => agreedOf(affiliation, rows)),
        isOffered: rows.length === 0 && rowsOf(offers).length > 0,
      },
    ];
  });
}

/** As agreed; of what is not agreed, as registered. */
function purposesOf(registered: Service['claims'], rows: readonly AnnexRow[]): readonly Purpose[] {
  const named =
    rows.length > 0 ? rows.flatMap((row) => row.purposes) : registered.map(({ purpose }) => purpose);
  return purposes.filter((each) => named.includes(each));
}

function agreedOf(affiliation: Affiliation, rows: readonly AnnexRow[]): readonly AgreedClaim[] {
  const row = rows.find((each) => each.affiliations.includes(affiliation));
  return row === undefined ? [] : [{ affiliation, transforms: row.transforms }];
}

function agreementsToChooseBy({ agreements, today }: ActivationInput): readonly Agreement[] {
  return notReplaced(agreements, today)
    .map(({ record }) => record)
    .filter(
      ({ status, validUntil }) => (status === 'active' || status === 'suspended') && validUntil >= today,
    );
}

function offersIn({ agreements, today }: ActivationInput): readonly Agreement[] {
  return agreements
    .map(({ record }) => record)
    .filter(({ status, validUntil }) => status === 'offered' && validUntil >= today);
}

/** What may be switched on. */
export function choosableIn(rows: readonly ClaimRow[]): readonly ChoosableClaim[] {
  return rows.flatMap(({ attribute, agreed }) =>
    agreed.length === 0
      ? []
      : [{ name: attribute.name, affiliations: agreed.map(({ affiliation }) => affiliation) }],
  );
}

/** What the policy still switches on and can no longer leave: it goes with the next change. */
export function excessIn({ policy }: ActivationInput, rows: readonly ClaimRow[]): readonly AttributeName[] {
  const choosable = choosableIn(rows);
  const lines = policy?.record.claims ?? [];
  const excess = lines.filter(({ name, affiliations: named }) => {
    const claim = choosable.find((each) => each.name === name);
    return claim === undefined || named?.some((each) => !claim.affiliations.includes(each)) === true;
  });
  return unique(excess.map(({ name }) => name));
}

function unique<Each>(values: readonly Each[]): readonly Each[] {
  return [...new Set(values)];
}
