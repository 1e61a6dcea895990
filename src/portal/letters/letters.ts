import { languages, type Language } from '../../domain/language.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { sendPage } from '../../http/send-page.ts';
import { portalAddresses } from '../addresses.ts';
import { frameOf } from '../frame.ts';
import { namedService } from '../services/service.ts';
import {
  notThere,
  schoolsWithSeenServices,
  servicesAt,
  type SeenService,
} from '../services/seen-services.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { councilBundle } from './council-bundle.ts';
import { renderLetterPage } from './letter-page.ts';
import { parentsLetter } from './parents-letter.ts';
import { sendLetter } from './send-letter.ts';

/** What parents are told of one app, for whoever sees what it gets. */
export async function showParentsLetter(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<void> {
  const frame = frameOf(exchange, visitor);
  const { school, service, letter } = await namedLetter(portal, exchange, visitor, frame.language);
  const page = renderLetterPage({
    ...frame,
    letter,
    address: portalAddresses.parentsLetter(school.id, service.id),
    addressAs: (form) => portalAddresses.parentsLetterAs(school.id, service.id, form),
    back: { address: portalAddresses.service(school.id, service.id), text: service.name },
  });
  sendPage(exchange.response, page);
}

export async function sendParentsLetter(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<void> {
  const { language } = frameOf(exchange, visitor);
  const { letter } = await namedLetter(portal, exchange, visitor, language);
  await sendLetter(exchange, letter);
}

/** What the participation council is told of all apps that are on at one school. */
export async function showCouncilBundle(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<void> {
  const frame = frameOf(exchange, visitor);
  const { school, letter } = await namedBundle(portal, exchange, visitor, frame.language);
  const page = renderLetterPage({
    ...frame,
    letter,
    address: portalAddresses.councilBundle(school.id),
    addressAs: (form) => portalAddresses.councilBundleAs(school.id, form),
    back: { address: portalAddresses.servicesOf(school.id), text: school.name },
  });
  sendPage(exchange.response, page);
}

export async function sendCouncilBundle(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<void> {
  const { language } = frameOf(exchange, visitor);
  const { letter } = await namedBundle(portal, exchange, visitor, language);
  await sendLetter(exchange, letter);
}

async function namedLetter(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  language: Language,
): Promise<
  Pick<SeenService, 'school' | 'service'> & { readonly letter: NonNullable<ReturnType<typeof parentsLetter>> }
> {
  const seen = await namedService(portal, exchange, visitor);
  const letter = parentsLetter(languageOfLetter(exchange) ?? language, seen);
  if (letter === undefined) throw notThere();
  return { school: seen.school, service: seen.service, letter };
}

async function namedBundle(portal: Portal, exchange: HttpExchange, visitor: Visitor, language: Language) {
  const schools = await schoolsWithSeenServices(portal, visitor);
  const school = schools.find(({ id }) => id === exchange.request.params['school']);
  const board = school && portal.register.current().board(school.board);
  if (school === undefined || board === undefined) throw notThere();
  const letter = councilBundle(languageOfLetter(exchange) ?? language, {
    school,
    board,
    today: portal.today(),
    services: servicesAt(portal, school),
  });
  return { school, letter };
}

/** Another one than that of the pages, where somebody asks for it. */
function languageOfLetter({ request }: HttpExchange): Language | undefined {
  return languages.find((language) => language === request.query['letter']);
}
