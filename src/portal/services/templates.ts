import type { AttributeName } from '../../domain/ids.ts';
import type { ClaimRow } from './claim-rows.ts';
import { choiceKey, notChosen, type Choices } from './choices.ts';

/**
 * Ways to begin: `anonymous` gives no claim at all, `pseudonymous` what the service needs and that names nobody, `by_name` what it
 * needs, and the first name.
 */
export const templates = ['anonymous', 'pseudonymous', 'by_name'] as const;
export type Template = (typeof templates)[number];

export function typedTemplate(text: unknown): Template | undefined {
  return templates.find((each) => each === text);
}

/** Category 1 of the annex of the model processing agreement: names and addresses. */
const contactData = 1;
const firstName = 'given_name';

/** What a template chooses of the claims that are agreed; never more than the agreement has. */
export function choicesOfTemplate(template: Template, rows: readonly ClaimRow[]): Choices {
  return new Map(
    rows.flatMap((row) =>
      row.agreed.map(({ affiliation }) => [
        choiceKey(row.attribute.name, affiliation),
        isPartOf(template, row) ? ({ kind: 'whole', allow: '' } as const) : notChosen,
      ]),
    ),
  );
}

function isPartOf(template: Template, { attribute, required, linking }: ClaimRow): boolean {
  switch (template) {
    case 'anonymous':
      return false;
    case 'pseudonymous':
      return required && !linking && attribute.category !== contactData;
    case 'by_name':
      return required || isFirstName(attribute.name);
  }
}

function isFirstName(name: AttributeName): boolean {
  return name === firstName;
}
