import type { SchoolId } from '../../domain/ids.ts';
import { textIn } from '../form-fields.ts';
import type { WrongSwitch } from '../languages/agreements/messages.ts';
import { isReason } from '../reason.ts';
import { typedTemplate, type Template } from '../services/templates.ts';

/** Where a service is to be switched on, and how, as it was chosen on the form. */
export interface FilledSwitch {
  /** Schools with the version of the policy that stood on the page; 0: there was none. */
  readonly schools: ReadonlyMap<SchoolId, number>;
  readonly template: Template | undefined;
  readonly reason: string;
}

export const nothingFilled: FilledSwitch = { schools: new Map(), template: undefined, reason: '' };

/** Schools that are not among those to choose from are not looked at. */
export function filledSwitch(
  fields: Readonly<Record<string, unknown>>,
  among: readonly SchoolId[],
): FilledSwitch {
  return {
    schools: new Map(
      among.flatMap((school) => {
        const version = textIn(fields, schoolField(school));
        return /^\d{1,9}$/.test(version) ? [[school, Number(version)] as const] : [];
      }),
    ),
    template: typedTemplate(textIn(fields, 'template')),
    reason: textIn(fields, 'reason'),
  };
}

export function schoolField(school: SchoolId): string {
  return `school.${school}`;
}

/** What is missing before anything can be shown. */
export function wrongChoice({ schools, template }: FilledSwitch): readonly WrongSwitch[] {
  return [
    ...(schools.size === 0 ? (['schools'] as const) : []),
    ...(template === undefined ? (['template'] as const) : []),
  ];
}

export function wrongReason({ reason }: FilledSwitch): readonly WrongSwitch[] {
  return isReason(reason) ? [] : ['reason'];
}
