import { calendarDay, type CalendarDay } from '../../../domain/clock.ts';
import { affiliations as allAffiliations, type Affiliation } from '../../../domain/person.ts';
import type { AccessRule } from '../../../register/model/kinds/access.ts';
import { textIn } from '../../form-fields.ts';
import { typedValues } from '../choices.ts';
import type { SeenService } from '../seen-services.ts';

/** What of the form may be wrong; `changed`: somebody else was there first; `other`: nothing that a field says. */
export type WrongAccess = 'people' | 'values' | 'days' | 'reason' | 'changed' | 'other';

/** What somebody filled in, as it was typed. */
export interface FilledAccess {
  readonly affiliations: readonly Affiliation[];
  /** Years and groups with commas between them; empty: all. */
  readonly years: string;
  readonly groups: string;
  /** First and last day as `YYYY-MM-DD`; both empty: every day. */
  readonly from: string;
  readonly until: string;
  /** Of the rule as it stood on the page: whoever sends the form has seen that one. 0: there was none. */
  readonly version: number;
  readonly reason: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** No register takes a longer value. */
const longestValue = 300;

/** As the rule of the school says now; without a rule everybody for whom the service is meant. */
export function accessAsItIs({ access, service }: SeenService): FilledAccess {
  const { affiliations = service.audience, years = [], groups = [], licence } = access?.record ?? {};
  const { from = '', until = '' } = licence ?? {};
  return {
    affiliations,
    years: years.join(', '),
    groups: groups.join(', '),
    from,
    until,
    version: access?.version ?? 0,
    reason: '',
  };
}

export function filledAccess(fields: Fields): FilledAccess {
  const version = textIn(fields, 'version');
  return {
    affiliations: allAffiliations.filter((each) => textIn(fields, `people.${each}`) === 'yes'),
    years: textIn(fields, 'years'),
    groups: textIn(fields, 'groups'),
    from: textIn(fields, 'from'),
    until: textIn(fields, 'until'),
    // what is no version is none that the rule has
    version: /^\d{1,9}$/.test(version) ? Number(version) : -1,
    reason: textIn(fields, 'reason'),
  };
}

export function wrongInAccess(filled: FilledAccess, { service }: SeenService): readonly WrongAccess[] {
  const people = chosenAmong(service.audience, filled);
  const values = [...typedValues(filled.years), ...typedValues(filled.groups)];
  return [
    ...(people.length === 0 ? (['people'] as const) : []),
    ...(values.some((value) => value.length > longestValue) ? (['values'] as const) : []),
    ...(licenceOf(filled) === 'wrong' ? (['days'] as const) : []),
  ];
}

/** The rule that the form asks for; `undefined`: nobody is kept out by one. Asked where nothing is wrong. */
export function accessRuleOf(filled: FilledAccess, { school, service }: SeenService): AccessRule | undefined {
  const people = chosenAmong(service.audience, filled);
  const years = typedValues(filled.years);
  const groups = typedValues(filled.groups);
  const licence = licenceOf(filled);
  const narrowing = {
    ...(people.length < service.audience.length && { affiliations: people }),
    ...(years.length > 0 && { years }),
    ...(groups.length > 0 && { groups }),
    ...(licence !== undefined && licence !== 'wrong' && { licence }),
  };
  return Object.keys(narrowing).length === 0
    ? undefined
    : { school: school.id, service: service.id, ...narrowing };
}

/** People for whom the service is not meant cannot be let in by a form that somebody made up. */
function chosenAmong(
  audience: readonly Affiliation[],
  { affiliations }: FilledAccess,
): readonly Affiliation[] {
  return audience.filter((each) => affiliations.includes(each));
}

function licenceOf({
  from,
  until,
}: FilledAccess): { readonly from: CalendarDay; readonly until: CalendarDay } | undefined | 'wrong' {
  if (from.trim() === '' && until.trim() === '') return undefined;
  const [first, last] = [calendarDay(from.trim()), calendarDay(until.trim())];
  return first === undefined || last === undefined || last < first ? 'wrong' : { from: first, until: last };
}
