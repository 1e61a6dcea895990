import type { CalendarDay } from '../../domain/clock.ts';
import type { Language } from '../../domain/language.ts';
import { dayForPeople } from '../../domain/moment-for-people.ts';
import type { School } from '../../register/model/kinds/school.ts';
import type { SnapshotBoard } from '../../register/model/snapshot-board.ts';
import { peopleText } from '../agreements/agreement-facts.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { knownSentences, listText } from '../services/claim-text.ts';
import type { SeenService } from '../services/seen-services.ts';
import {
  contactFacts,
  givenText,
  helpersOutsideEea,
  placesText,
  purposesText,
  untilText,
} from './app-text.ts';
import { givenOf, type Given, type GivenClaim } from './given-claims.ts';
import { printable, type Letter, type LetterBlock, type LetterFact } from './letter.ts';

/** So many apps are told in full: more would keep a node busy, and nobody reads them. The others are named. */
const toldInFull = 40;

export interface CouncilBundle {
  readonly school: School;
  readonly board: SnapshotBoard;
  readonly today: CalendarDay;
  /** All of the school, on or not. */
  readonly services: readonly SeenService[];
}

/** What the participation council is told: everything that is on at a school, with what is agreed about it. */
export function councilBundle(language: Language, bundle: CouncilBundle): Letter {
  const { council: messages } = portalMessagesIn(language).letters;
  const on = bundle.services
    .map((seen) => ({ seen, given: givenOf(seen.input) }))
    .filter(({ given }) => given.length > 0);
  const others = on.slice(toldInFull).map(({ seen }) => seen.service.name);
  const contacts = contactFacts(language, bundle.school, bundle.board);
  return printable({
    kind: 'council',
    language,
    title: messages.title(bundle.school.name),
    blocks: [
      { kind: 'paragraph', text: messages.lead(bundle.school.name, bundle.board.name) },
      { kind: 'paragraph', text: messages.asOf(dayForPeople(bundle.today, language)) },
      { kind: 'paragraph', text: on.length === 0 ? messages.none : messages.code },
      ...on.slice(0, toldInFull).flatMap(({ seen, given }) => appBlocks(language, seen, given)),
      ...(others.length === 0
        ? []
        : [{ kind: 'paragraph', text: messages.others(listText(language, others)) } as const]),
      ...(contacts.length === 0
        ? []
        : ([
            { kind: 'heading', text: messages.contacts },
            { kind: 'facts', facts: contacts },
          ] as const)),
    ],
  });
}

function appBlocks(language: Language, seen: SeenService, given: readonly Given[]): readonly LetterBlock[] {
  const { council: messages } = portalMessagesIn(language).letters;
  const known = knownSentences(language, seen.input);
  return [
    { kind: 'heading', text: seen.service.name },
    { kind: 'paragraph', text: known.join(' ') },
    ...(seen.access === undefined ? [] : [{ kind: 'paragraph', text: messages.notAll } as const]),
    ...(seen.service.client.signInTime ? [{ kind: 'paragraph', text: messages.signInTime } as const] : []),
    { kind: 'facts', facts: appFacts(language, seen, given) },
    ...dataTable(language, seen, given),
  ];
}

function appFacts(language: Language, seen: SeenService, given: readonly Given[]): readonly LetterFact[] {
  const { letters, services } = portalMessagesIn(language);
  const { council: messages } = letters;
  const { about } = services;
  const { supplier } = seen;
  const agreements = [...new Set(given.flatMap((each) => each.agreements))];
  const helpers = helpersOutsideEea(language, seen);
  const dpias = agreements.flatMap(({ dpia }) =>
    dpia === undefined
      ? []
      : [dpia.on === undefined ? dpia.reference : `${dpia.reference}, ${dayForPeople(dpia.on, language)}`],
  );
  return [
    { name: about.supplier, value: supplier.name },
    {
      name: about.covenant,
      value: supplier.covenant === undefined ? about.unknown : about.covenants[supplier.covenant.status],
    },
    { name: about.places, value: placesText(language, seen) || about.unknown },
    {
      name: messages.helpers,
      value: helpers === undefined ? about.unknown : helpers.join('; ') || messages.nobody,
    },
    { name: about.agreement, value: about.agreementUntil(untilText(language, agreements)) },
    { name: about.dpia, value: [...new Set(dpias)].join('; ') || about.unknown },
    { name: about.privacyStatement, value: supplier.privacyStatement },
  ];
}

/** A row for each claim of each affiliation: two of them may get the same in another form, or for another reason. */
function dataTable(
  language: Language,
  { service }: SeenService,
  given: readonly Given[],
): readonly LetterBlock[] {
  const { council: messages } = portalMessagesIn(language).letters;
  const rows = given.flatMap(({ affiliation, claims }) =>
    claims.map((claim) => dataRow(language, peopleText(language, [affiliation]), claim)),
  );
  return rows.length === 0
    ? [{ kind: 'paragraph', text: messages.codeOnly }]
    : [{ kind: 'table', caption: messages.data(service.name), head: messages.head, rows }];
}

function dataRow(language: Language, people: string, claim: GivenClaim): readonly string[] {
  const { about, ground } = portalMessagesIn(language).services;
  const { grounds, destroyedAfterDays: days } = claim;
  return [
    givenText(language, claim),
    people,
    purposesText(language, claim),
    listText(
      language,
      grounds.map((each) => ground[each]),
    ) || about.unknown,
    days === undefined ? about.unknown : about.destroyedAfter(days),
  ];
}
