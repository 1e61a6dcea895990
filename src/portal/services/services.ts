import type { Language } from '../../domain/language.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { sendPage } from '../../http/send-page.ts';
import { outlookOf } from '../../release/outlook.ts';
import { frameOf } from '../frame.ts';
import { sendSchoolChoice } from '../schools/school-choice.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { attentionFor } from './attention.ts';
import { renderAttention } from './attention-part.ts';
import { knownSentences } from './claim-text.ts';
import { notThere, schoolsWithSeenServices, servicesAt, type SeenService } from './seen-services.ts';
import { stateOf } from './service-state.ts';
import { renderServices, type ListedService } from './services-page.ts';

export async function showSchoolChoice(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<void> {
  sendSchoolChoice(exchange, visitor, 'services', await schoolsWithSeenServices(portal, visitor));
}

/** The services of one school, and what each of them knows of its people. */
export async function showServices(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const frame = frameOf(exchange, visitor);
  const schools = await schoolsWithSeenServices(portal, visitor);
  const school = schools.find(({ id }) => id === exchange.request.params['school']);
  if (school === undefined) throw notThere();
  sendPage(
    exchange.response,
    renderServices({
      ...frame,
      school,
      hasOthers: schools.length > 1,
      services: servicesAt(portal, school).map((seen) => listed(frame.language, seen)),
    }),
  );
}

function listed(language: Language, { service, supplier, input }: SeenService): ListedService {
  const outlook = outlookOf(input);
  return {
    id: service.id,
    name: service.name,
    supplierName: supplier.name,
    state: stateOf(input),
    known: knownSentences(language, input, outlook),
    attention: renderAttention(language, input, attentionFor(input, outlook)),
  };
}
