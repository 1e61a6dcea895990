import type { Language } from '../../domain/language.ts';
import { dayForPeople } from '../../domain/moment-for-people.ts';
import type { Affiliation } from '../../domain/person.ts';
import type { Agreement } from '../../register/model/kinds/agreement.ts';
import type { Service } from '../../register/model/kinds/service.ts';
import type { Supplier } from '../../register/model/kinds/supplier.ts';
import { countryText } from '../names.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { listText } from '../services/claim-text.ts';
import type { AgreementBetween } from './seen-agreements.ts';

/** What an agreement says as a whole, in words of the language. No two facts have the same name. */
export interface AgreementFact {
  readonly name: string;
  readonly value: string;
}

/** In the order in which people ask for it; what nobody filled in is said as well. */
export function agreementFacts(language: Language, between: AgreementBetween): readonly AgreementFact[] {
  const { facts: names } = portalMessagesIn(language).agreements;
  const { agreement, board, supplier, services } = between;
  const { validFrom, validUntil } = agreement;
  return [
    { name: names.supplier, value: supplier.name },
    { name: names.board, value: board.name },
    {
      name: names.days,
      value: names.fromUntil(dayForPeople(validFrom, language), dayForPeople(validUntil, language)),
    },
    ...services.map((service) => ({
      name: names.service(service.name),
      value: coveredText(language, agreement, service),
    })),
    { name: names.relation, value: names.relations[agreement.relation ?? 'processor'] },
    { name: names.model, value: modelText(language, agreement) },
    ...services.map((service) => ({
      name: names.places(service.name),
      value: placesText(language, service),
    })),
    { name: names.subProcessors, value: subProcessorsText(language, supplier) },
    { name: names.newSubProcessors, value: newSubProcessorsText(language, agreement) },
    {
      name: names.breach,
      value:
        agreement.breachNoticeHours === undefined
          ? names.unknown
          : names.withinHours(agreement.breachNoticeHours),
    },
    { name: names.dpia, value: dpiaText(language, agreement) },
    { name: names.signedBySupplier, value: signatureText(language, agreement.signatures?.supplier) },
  ];
}

export function signatureText(
  language: Language,
  signature: NonNullable<Agreement['signatures']>['supplier'],
): string {
  const { facts: names } = portalMessagesIn(language).agreements;
  return signature === undefined
    ? names.unknown
    : names.signed(signature.function, dayForPeople(signature.on, language));
}

export function peopleText(language: Language, affiliations: readonly Affiliation[]): string {
  const { people } = portalMessagesIn(language).services;
  const words = affiliations.map((each) => people[each].several.toLocaleLowerCase(language));
  return listText(language, words);
}

function coveredText(language: Language, { services }: Agreement, { id }: Service): string {
  return peopleText(language, services.find(({ service }) => service === id)?.affiliations ?? []);
}

function modelText(language: Language, { model }: Agreement): string {
  const { facts: names } = portalMessagesIn(language).agreements;
  if (model === undefined) return names.unknown;
  const text = names.models[model.kind];
  return model.name === undefined ? text : `${text} (${model.name})`;
}

function placesText(language: Language, { placesOfProcessing }: Service): string {
  const { facts: names } = portalMessagesIn(language).agreements;
  return placesOfProcessing === undefined
    ? names.unknown
    : listText(
        language,
        placesOfProcessing.map((country) => countryText(language, country)),
      );
}

function subProcessorsText(language: Language, { subProcessors }: Supplier): string {
  const { facts: names } = portalMessagesIn(language).agreements;
  if (subProcessors === undefined) return names.unknown;
  if (subProcessors.length === 0) return names.nobody;
  return subProcessors
    .map(({ name, purpose, country, transferGround }) => {
      const ground = transferGround === undefined ? '' : `, ${names.transferGrounds[transferGround]}`;
      return `${name} (${purpose}, ${countryText(language, country)}${ground})`;
    })
    .join('; ');
}

function newSubProcessorsText(language: Language, { subProcessors }: Agreement): string {
  const { facts: names } = portalMessagesIn(language).agreements;
  if (subProcessors === undefined) return names.unknown;
  return subProcessors.authorisation === 'specific'
    ? names.eachIsAsked
    : names.allAreTold(subProcessors.noticeDays);
}

function dpiaText(language: Language, { dpia }: Agreement): string {
  const { facts: names } = portalMessagesIn(language).agreements;
  if (dpia === undefined) return names.unknown;
  return dpia.on === undefined ? dpia.reference : `${dpia.reference}, ${dayForPeople(dpia.on, language)}`;
}
