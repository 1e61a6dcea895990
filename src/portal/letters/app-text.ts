import type { Language } from '../../domain/language.ts';
import { isInsideEea } from '../../domain/countries.ts';
import { dayForPeople } from '../../domain/moment-for-people.ts';
import type { Agreement } from '../../register/model/kinds/agreement.ts';
import type { Board } from '../../register/model/kinds/board.ts';
import type { School } from '../../register/model/kinds/school.ts';
import { countryText } from '../names.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { listText, reducedText } from '../services/claim-text.ts';
import type { SeenService } from '../services/seen-services.ts';
import type { GivenClaim } from './given-claims.ts';
import type { LetterFact } from './letter.ts';

/** A claim by the label of the catalogue, with how it leaves. */
export function givenText(language: Language, { attribute, transforms }: GivenClaim): string {
  const reduced = reducedText(language, transforms);
  const label = attribute.label[language];
  return reduced === '' ? label : `${label} (${reduced})`;
}

export function purposesText(language: Language, { purposes }: GivenClaim): string {
  const { services } = portalMessagesIn(language);
  return listText(
    language,
    purposes.map((purpose) => services.purposes[purpose]),
  );
}

/** Empty: nobody filled it in. */
export function placesText(language: Language, { service }: SeenService): string {
  const places = service.placesOfProcessing ?? [];
  return listText(
    language,
    places.map((country) => countryText(language, country)),
  );
}

/** Each of them in words; `undefined`: nobody filled in who helps. */
export function helpersOutsideEea(
  language: Language,
  { supplier }: SeenService,
): readonly string[] | undefined {
  const { transferGrounds } = portalMessagesIn(language).agreements.facts;
  return supplier.subProcessors
    ?.filter(({ country }) => !isInsideEea(country))
    .map(({ name, purpose, country, transferGround }) => {
      const ground = transferGround === undefined ? '' : `, ${transferGrounds[transferGround]}`;
      return `${name} (${purpose}, ${countryText(language, country)}${ground})`;
    });
}

/** The last day of each, in words. */
export function untilText(language: Language, agreements: readonly Agreement[]): string {
  const days = [...new Set(agreements.map(({ validUntil }) => validUntil))].sort();
  return listText(
    language,
    days.map((day) => dayForPeople(day, language)),
  );
}

/** Where people ask about personal data; only functions, no names of people. */
export function contactFacts(
  language: Language,
  school: School,
  board: Pick<Board, 'name' | 'privacyContact' | 'dataProtectionOfficer'>,
): readonly LetterFact[] {
  const { contacts } = portalMessagesIn(language).letters;
  const { help } = school;
  const helpText = help?.text === undefined ? undefined : (help.text[language] ?? help.text.nl);
  return [
    fact(contacts.privacy(board.name), board.privacyContact),
    fact(contacts.officer(board.name), board.dataProtectionOfficer),
    fact(contacts.school, school.contact),
    fact(contacts.page, school.informationPage),
    fact(contacts.help, [helpText, help?.phone].filter((each) => each !== undefined).join(' ') || undefined),
  ].flat();
}

function fact(name: string, value: string | undefined): readonly LetterFact[] {
  return value === undefined ? [] : [{ name, value }];
}
