import type { AttributeName } from './ids.ts';

/** What a released value may be reduced to. Transforms only ever take away. */
export type Transform =
  /** The first letter of a name and a full stop: `Sanne` → `S.` */
  | { readonly kind: 'initial' }
  /** The year of a date: `2014-03-09` → `2014` */
  | { readonly kind: 'year' }
  /** Only the listed values of an attribute with several; of groups those so named. An empty list leaves nothing. */
  | { readonly kind: 'values'; readonly allow: readonly string[] };

export type TransformKind = Transform['kind'];

/** How the values of an attribute look; decides the JSON type of the claim. `groups`: a list of objects, made here. */
export type AttributeType = 'text' | 'date' | 'list' | 'groups';

/** One row of the attribute catalogue (`config/attributes.yaml`). */
export interface Attribute {
  readonly name: AttributeName;
  readonly label: { readonly nl: string; readonly en: string };
  /** Category 1 to 13 of the model processing agreement's annex. */
  readonly category: number;
  readonly type: AttributeType;
  readonly transforms: readonly TransformKind[];
  /** True when several suppliers would see the same value and could link a person by it. `linkingFor` says it of one school. */
  readonly linking: boolean;
  /** OpenID Connect scope that asks for it. */
  readonly scope: string;
  /** Names under which IdPs send it: SAML short, `urn:mace`, `urn:oid`, Entra and Google form. None: it is made here. */
  readonly incoming: readonly string[];
  /** Incoming names that count, in this order, only where nothing came under any of the others. */
  readonly fallback?: readonly string[];
  /** False when the federation never releases it to anyone, whatever a school or agreement says. */
  readonly releasable: boolean;
  /** Identifies one person in every school of one education sector (ECK iD). */
  readonly portable: boolean;
  /** Names an organisation: what leaves is what the register says of the person's school, never the IdP's word. */
  readonly organisation: boolean;
}

/** All incoming names of an attribute in the catalogue, whatever their turn. */
export function catalogueNames({ incoming, fallback = [] }: Attribute): readonly string[] {
  return [...incoming, ...fallback];
}

export interface AttributeCatalogue {
  readonly attributes: ReadonlyMap<AttributeName, Attribute>;
  /** Incoming names whose values are dropped at the door because they carry national numbers (PGN, BSN). */
  readonly forbiddenIncoming: ReadonlySet<string>;
}

/** Values of a person in our own vocabulary. Each list has at least one value. */
export type AttributeValues = ReadonlyMap<AttributeName, readonly string[]>;
