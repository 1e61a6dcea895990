import type { Attribute, Transform } from '../../domain/attributes.ts';
import type { Affiliation } from '../../domain/person.ts';
import { purposes, type Purpose } from '../../domain/purposes.ts';
import { agreedRows } from '../../register/model/agreed.ts';
import type { Agreement, AnnexRow } from '../../register/model/kinds/agreement.ts';
import type { ActivationInput } from '../../release/activation.ts';
import { outlookOf, type Outlook } from '../../release/outlook.ts';
import { agreementsInForce } from '../../release/sign-in.ts';
import type { Ground } from '../services/claim-rows.ts';
import { narrowestOf } from '../services/policy-changes.ts';

/** A claim that may leave, with what is agreed about it. */
export interface GivenClaim {
  readonly attribute: Attribute;
  readonly transforms: readonly Transform[];
  readonly purposes: readonly Purpose[];
  /** Empty: the agreement names none. */
  readonly grounds: readonly Ground[];
  /** The longest that is agreed; absent: an agreement does not say. */
  readonly destroyedAfterDays: number | undefined;
}

/** What a service gets at most of people of one affiliation, who do get in. */
export interface Given {
  readonly affiliation: Affiliation;
  /** In the order of the catalogue. */
  readonly claims: readonly GivenClaim[];
  /** What the service is registered for and does not get of them. */
  readonly withheld: readonly Attribute[];
  /** By which they get in. */
  readonly agreements: readonly Agreement[];
}

/** By `outlookOf` and the agreements in force, so that a letter says of no claim more or less than may leave. */
export function givenOf(input: ActivationInput): readonly Given[] {
  return outlookOf(input).map((outlook) => givenTo(input, outlook));
}

function givenTo(input: ActivationInput, { affiliation, claims }: Outlook): Given {
  const { service, catalogue } = input;
  const agreements = agreementsInForce({ ...input, affiliation }).map(({ record }) => record);
  const registered = [...catalogue.attributes.values()].filter(({ name }) =>
    service.claims.some((claim) => claim.name === name),
  );
  return {
    affiliation,
    agreements,
    claims: registered.flatMap((attribute) => {
      const claim = claims.find(({ name }) => name === attribute.name);
      if (claim === undefined) return [];
      const rows = agreements
        .flatMap((agreement) => agreedRows(agreement, service, attribute.name))
        .filter((row) => row.affiliations.includes(affiliation));
      return [{ attribute, transforms: narrowestOf(claim), ...agreedIn(rows) }];
    }),
    withheld: registered.filter((attribute) => !claims.some(({ name }) => name === attribute.name)),
  };
}

function agreedIn(rows: readonly AnnexRow[]): Omit<GivenClaim, 'attribute' | 'transforms'> {
  const days = rows.map(({ destroyedAfterDays }) => destroyedAfterDays);
  const known = days.filter((each) => each !== undefined);
  return {
    purposes: purposes.filter((purpose) => rows.some((row) => row.purposes.includes(purpose))),
    grounds: [...new Set(rows.flatMap(({ ground }) => ground ?? []))],
    destroyedAfterDays: known.length === 0 || known.length < days.length ? undefined : Math.max(...known),
  };
}
