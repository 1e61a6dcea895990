import type { Language } from '../../../domain/language.ts';
import { dayForPeople } from '../../../domain/moment-for-people.ts';
import type { AccessRule } from '../../../register/model/kinds/access.ts';
import { portalMessagesIn } from '../../languages/messages-in.ts';
import { listText } from '../claim-text.ts';

/** Whom the access rule of a school leaves of those who would get in otherwise, a sentence each; empty: all of them. */
export function accessSentences(language: Language, rule: AccessRule | undefined): readonly string[] {
  const { access, people } = portalMessagesIn(language).services;
  if (rule === undefined) return [];
  const { affiliations, years, groups, licence } = rule;
  const day = (each: NonNullable<typeof licence>['from']): string => dayForPeople(each, language);
  const sentences = [
    affiliations &&
      access.affiliations(
        listText(
          language,
          affiliations.map((each) => people[each].several),
        ),
      ),
    years && access.years(listText(language, years)),
    groups && access.groups(listText(language, groups)),
    licence && access.licence(day(licence.from), day(licence.until)),
  ];
  return sentences.filter((sentence) => sentence !== undefined);
}
