import type { Attribute, AttributeValues } from '../../domain/attributes.ts';
import { emailAttribute } from '../../domain/email-domains.ts';
import type { Affiliation } from '../../domain/person.ts';
import type { RefusalReason, ReleasedClaim } from '../../domain/release.ts';
import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import type { Versioned } from '../../register/model/versioned.ts';
import { accessAttributes, type AccessRule } from '../../register/model/kinds/access.ts';
import type { ActivationInput } from '../../release/activation.ts';
import { decide } from '../../release/decide.ts';

/** What the service would get of somebody who does not exist, by the decision itself. */
export type TryOut = { readonly affiliation: Affiliation } & (
  | { readonly outcome: 'refused'; readonly reason: RefusalReason }
  | { readonly outcome: 'released'; readonly claims: readonly ReleasedClaim[] }
);

export interface TryOutInput extends ActivationInput {
  readonly idp: IdentityProvider;
  readonly access: Versioned<AccessRule> | undefined;
}

/** One invented person of each affiliation that the service is for. */
export function tryOut(input: TryOutInput): readonly TryOut[] {
  return input.service.audience.map((affiliation) => {
    const decision = decide({
      ...input,
      affiliation,
      objections: [],
      requestedScopes: new Set([...input.catalogue.attributes.values()].map(({ scope }) => scope)),
      attributes: inventedValues(affiliation, input),
    });
    return decision.outcome === 'refused'
      ? { affiliation, outcome: 'refused', reason: decision.reason }
      : { affiliation, outcome: 'released', claims: decision.released };
  });
}

const invented: Readonly<Record<Affiliation, Readonly<Partial<Record<string, string>>>>> = {
  pupil: {
    given_name: 'Fleur',
    middle_name: 'van',
    family_name: 'Voorbeeld',
    birthdate: '2016-05-04',
    eduperson_affiliation: 'student',
  },
  teacher: {
    given_name: 'Teun',
    middle_name: 'de',
    family_name: 'Voorbeeld',
    birthdate: '1988-05-04',
    eduperson_affiliation: 'faculty',
  },
  staff: {
    given_name: 'Sacha',
    family_name: 'Voorbeeld',
    birthdate: '1979-05-04',
    eduperson_affiliation: 'staff',
  },
};

/** Everything that a login can say, of nobody. */
function inventedValues(affiliation: Affiliation, input: TryOutInput): AttributeValues {
  return new Map(
    [...input.catalogue.attributes.values()].map((attribute) => [
      attribute.name,
      [inventedValue(affiliation, attribute, input)],
    ]),
  );
}

function inventedValue(affiliation: Affiliation, attribute: Attribute, input: TryOutInput): string {
  if (attribute.name === emailAttribute) return inventedAddress(affiliation, input.idp);
  return (
    admittedValue(attribute, input) ??
    invented[affiliation][attribute.name] ??
    namedValue(attribute, input) ??
    (attribute.type === 'date' ? '2016-05-04' : 'voorbeeld')
  );
}

function inventedAddress(affiliation: Affiliation, { emailDomains }: IdentityProvider): string {
  const [domain = 'voorbeeld.example'] = emailDomains ?? [];
  return `${affiliation}@${domain.replace('*', 'voorbeeld')}`;
}

/** So that the access rule lets the invented person in, as it does the people whom the school means. */
function admittedValue({ name }: Attribute, { access }: TryOutInput): string | undefined {
  const rule = access?.record;
  if (name === accessAttributes.years) return rule?.years?.[0] ?? '5';
  return name === accessAttributes.groups ? rule?.groups?.[0] : undefined;
}

/** A value that the school or the agreement names: of others nothing would be left. */
function namedValue({ name }: Attribute, { policy, agreements }: TryOutInput): string | undefined {
  const lines = policy?.record.claims.filter((line) => line.name === name) ?? [];
  const rows = agreements.flatMap(({ record }) => record.annex.filter(({ claim }) => claim === name));
  const [first] = [...lines, ...rows]
    .flatMap(({ transforms }) => transforms)
    .flatMap((transform) => (transform.kind === 'values' ? transform.allow : []));
  return first;
}
