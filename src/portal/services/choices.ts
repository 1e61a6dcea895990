import type { Attribute, Transform, TransformKind } from '../../domain/attributes.ts';
import type { AttributeName } from '../../domain/ids.ts';
import type { Affiliation } from '../../domain/person.ts';
import { switchedOnFor, type PolicyLine } from '../../register/model/kinds/policy.ts';

/**
 * What a school gives of one claim of one affiliation. `as_it_is`: by several transforms at once, which files and the API can
 * say and the page can only keep.
 */
export type ChoiceKind = 'off' | 'whole' | TransformKind | 'as_it_is';

export interface Choice {
  readonly kind: ChoiceKind;
  /** As typed: which values of `values`, with commas between them. */
  readonly allow: string;
}

/** One claim that the agreement lets the service have, for those of whom it does. */
export interface ChoosableClaim {
  readonly name: AttributeName;
  readonly affiliations: readonly Affiliation[];
}

/** Of each claim that can be chosen and affiliation what is chosen, by `choiceKey`. */
export type Choices = ReadonlyMap<string, Choice>;

export const notChosen: Choice = { kind: 'off', allow: '' };

/** Also the name of the field. */
export function choiceKey(name: AttributeName, affiliation: Affiliation): string {
  return `${name}.${affiliation}`;
}

/** What may be chosen of an attribute, besides `off` and `as_it_is`. */
export function choicesFor({ transforms }: Pick<Attribute, 'transforms'>): readonly ChoiceKind[] {
  return ['whole', ...transforms];
}

/** What the lines of a policy say of the claims that can be chosen. */
export function choicesIn(lines: readonly PolicyLine[], choosable: readonly ChoosableClaim[]): Choices {
  return new Map(
    choosable.flatMap(({ name, affiliations }) =>
      affiliations.map((affiliation) => [
        choiceKey(name, affiliation),
        choiceOf(lineFor(lines, name, affiliation)),
      ]),
    ),
  );
}

function lineFor(
  lines: readonly PolicyLine[],
  name: AttributeName,
  affiliation: Affiliation,
): PolicyLine | undefined {
  return lines.find((line) => line.name === name && switchedOnFor(line).includes(affiliation));
}

function choiceOf(line: PolicyLine | undefined): Choice {
  if (line === undefined) return notChosen;
  const [transform, ...others] = line.transforms;
  if (transform === undefined) return { kind: 'whole', allow: '' };
  if (others.length > 0) return { kind: 'as_it_is', allow: '' };
  return { kind: transform.kind, allow: transform.kind === 'values' ? transform.allow.join(', ') : '' };
}

/** The values that somebody typed, each once. */
export function typedValues(allow: string): readonly string[] {
  const values = allow.split(/[,\n]/u).map((value) => value.trim());
  return [...new Set(values.filter((value) => value !== ''))];
}

/**
 * The lines that say these choices. `before` are those of the policy as it is: what was for everybody and is chosen for all that are
 * agreed stays so, and what the page cannot say is kept. What is not agreed any more is left out.
 */
export function linesOf(
  choices: Choices,
  choosable: readonly ChoosableClaim[],
  before: readonly PolicyLine[],
): readonly PolicyLine[] {
  return choosable.flatMap(({ name, affiliations }) => {
    const chosen = new Map<
      string,
      { readonly transforms: readonly Transform[]; readonly of: Affiliation[] }
    >();
    for (const affiliation of affiliations) {
      const transforms = transformsOf(
        choices.get(choiceKey(name, affiliation)) ?? notChosen,
        lineFor(before, name, affiliation),
      );
      if (transforms === undefined) continue;
      const key = JSON.stringify(transforms);
      const line = chosen.get(key) ?? { transforms, of: [] };
      line.of.push(affiliation);
      chosen.set(key, line);
    }
    const wasForAll = before.some((line) => line.name === name && line.affiliations === undefined);
    return [...chosen.values()].map(({ transforms, of }) =>
      wasForAll && of.length === affiliations.length
        ? { name, transforms }
        : { name, transforms, affiliations: of },
    );
  });
}

/** `undefined`: it is not switched on. */
function transformsOf(
  { kind, allow }: Choice,
  before: PolicyLine | undefined,
): readonly Transform[] | undefined {
  switch (kind) {
    case 'off':
      return undefined;
    case 'whole':
      return [];
    case 'initial':
    case 'year':
      return [{ kind }];
    case 'values':
      return [{ kind, allow: typedValues(allow) }];
    case 'as_it_is':
      return before?.transforms;
  }
}
