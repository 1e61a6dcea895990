import type { Language } from '../../domain/language.ts';
import { dayForPeople } from '../../domain/moment-for-people.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { listText } from '../services/claim-text.ts';
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
import { printable, type Letter, type LetterBlock } from './letter.ts';

/** What parents are told of one app at one school. `undefined`: pupils do not get into it, so that there is nothing to tell. */
export function parentsLetter(language: Language, seen: SeenService): Letter | undefined {
  const given = givenOfPupils(seen);
  if (given === undefined) return undefined;
  const { parents: messages } = portalMessagesIn(language).letters;
  return printable({
    kind: 'parents',
    language,
    title: messages.title(seen.service.name, seen.school.name),
    blocks: [
      ...opening(language, seen),
      ...whatItGets(language, seen, given),
      ...whatItDoesNotGet(language, seen, given),
      ...why(language, seen, given),
      ...howLong(language, given),
      ...where(language, seen),
      ...questions(language, seen),
    ],
  });
}

/** Whether there is something to tell parents. */
export function concernsPupils(seen: SeenService): boolean {
  return givenOfPupils(seen) !== undefined;
}

function givenOfPupils(seen: SeenService): Given | undefined {
  return shutsPupilsOut(seen)
    ? undefined
    : givenOf(seen.input).find(({ affiliation }) => affiliation === 'pupil');
}

function shutsPupilsOut({ access, input: { today } }: SeenService): boolean {
  const { affiliations, licence } = access?.record ?? {};
  const isOver = licence !== undefined && (today < licence.from || today > licence.until);
  return isOver || affiliations?.includes('pupil') === false;
}

function opening(
  language: Language,
  { school, service, supplier, access }: SeenService,
): readonly LetterBlock[] {
  const { parents: messages } = portalMessagesIn(language).letters;
  const { years, groups } = access?.record ?? {};
  return [
    paragraph(messages.greeting),
    paragraph(messages.lead(school.name, service.name)),
    heading(messages.whatFor),
    paragraph(messages.by(service.name, supplier.name)),
    paragraph(messages.description(service.description[language])),
    ...(years === undefined && groups === undefined ? [] : [paragraph(messages.notAll)]),
  ];
}

function whatItGets(
  language: Language,
  { service, supplier }: SeenService,
  { claims }: Given,
): readonly LetterBlock[] {
  const { parents: messages } = portalMessagesIn(language).letters;
  return [
    heading(messages.gets),
    paragraph(claims.length === 0 ? messages.getsCodeOnly : messages.getsLead),
    {
      kind: 'list',
      items: [
        messages.code(supplier.name),
        ...claims.map((claim) => `${givenText(language, claim)}: ${purposesText(language, claim)}`),
        ...(service.client.signInTime ? [messages.signInTime] : []),
      ],
    },
  ];
}

function whatItDoesNotGet(
  language: Language,
  { supplier }: SeenService,
  { withheld }: Given,
): readonly LetterBlock[] {
  const { parents: messages } = portalMessagesIn(language).letters;
  return [
    heading(messages.getsNot),
    ...(withheld.length === 0
      ? []
      : [
          paragraph(messages.withheldLead),
          { kind: 'list', items: withheld.map(({ label }) => label[language]) } as const,
        ]),
    paragraph(messages.nothingElse),
    paragraph(messages.madeInApp(supplier.privacyStatement)),
  ];
}

function why(
  language: Language,
  { supplier, input: { board } }: SeenService,
  { claims, agreements }: Given,
): readonly LetterBlock[] {
  const { letters, services } = portalMessagesIn(language);
  const { parents: messages } = letters;
  const grounds = [...new Set(claims.flatMap((claim) => claim.grounds))];
  const unknown = claims.filter((claim) => claim.grounds.length === 0);
  const isController = agreements.some(({ relation }) => relation === 'controller');
  return [
    heading(messages.why),
    ...grounds.map((ground) =>
      paragraph(
        messages.ground(
          labels(
            language,
            claims.filter((claim) => claim.grounds.includes(ground)),
          ),
          services.ground[ground],
        ),
      ),
    ),
    ...(unknown.length === 0 ? [] : [paragraph(messages.groundUnknown(labels(language, unknown)))]),
    paragraph(messages.agreement(board.name, supplier.name, untilText(language, agreements))),
    paragraph(isController ? messages.controller : messages.processor),
  ];
}

function howLong(language: Language, { claims }: Given): readonly LetterBlock[] {
  const { parents: messages } = portalMessagesIn(language).letters;
  const days = claims.flatMap(({ destroyedAfterDays }) => destroyedAfterDays ?? []);
  const unknown = claims.filter(({ destroyedAfterDays }) => destroyedAfterDays === undefined);
  return [
    heading(messages.howLong),
    ...(days.length === 0 ? [] : [paragraph(messages.destroyed(Math.max(...days)))]),
    ...(days.length > 0 && unknown.length > 0
      ? [paragraph(messages.keptUnknownOf(labels(language, unknown)))]
      : []),
    ...(days.length === 0 ? [paragraph(messages.keptUnknown)] : []),
  ];
}

function where(language: Language, seen: SeenService): readonly LetterBlock[] {
  const { parents: messages } = portalMessagesIn(language).letters;
  const places = placesText(language, seen);
  const helpers = helpersOutsideEea(language, seen);
  return [
    heading(messages.where),
    paragraph(places === '' ? messages.placesUnknown : messages.places(places)),
    ...(helpers === undefined
      ? [paragraph(messages.helpersUnknown)]
      : helpers.length === 0
        ? [paragraph(messages.noHelpers)]
        : [paragraph(messages.helpers), { kind: 'list', items: helpers } as const]),
  ];
}

function questions(language: Language, { school, input }: SeenService): readonly LetterBlock[] {
  const { parents: messages } = portalMessagesIn(language).letters;
  const contacts = contactFacts(language, school, input.board);
  return [
    heading(messages.questions),
    paragraph(messages.rights),
    paragraph(messages.objecting),
    ...(contacts.length === 0
      ? [paragraph(messages.askSchool)]
      : [paragraph(messages.ask), { kind: 'facts', facts: contacts } as const]),
    paragraph(messages.authority),
    paragraph(messages.closing),
    paragraph(school.name),
    paragraph(messages.asOf(dayForPeople(input.today, language))),
  ];
}

function labels(language: Language, claims: readonly GivenClaim[]): string {
  return listText(
    language,
    claims.map(({ attribute }) => attribute.label[language]),
  );
}

function heading(text: string): LetterBlock {
  return { kind: 'heading', text };
}

function paragraph(text: string): LetterBlock {
  return { kind: 'paragraph', text };
}
