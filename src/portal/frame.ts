import { languageOf } from '../http/language.ts';
import type { HttpExchange } from '../http/exchange.ts';
import { mayCome } from './access.ts';
import type { PortalFrame, PortalPart } from './portal-page.ts';
import type { Visitor } from './visitor.ts';

/** The frame of a page. One that answers a post has no address to be asked for again. */
export function frameOf({ request }: HttpExchange, visitor?: Visitor): PortalFrame {
  return {
    language: languageOf(request),
    parts: visitor === undefined ? [] : partsFor(visitor),
    ...(request.method === 'GET' ? { currentUrl: request.originalUrl } : {}),
  };
}

/** What has a place in the navigation of this visitor. */
export function partsFor({ person, standing }: Visitor): readonly PortalPart[] {
  if (standing === 'to_confirm') return [];
  if (standing === 'without_factor' || standing === 'to_add') return ['factors'];
  const services = mayCome(person, 'services') ? (['services'] as const) : [];
  const helpDesk = mayCome(person, 'help_desk') ? (['helpDesk'] as const) : [];
  const questions = mayCome(person, 'ledger.person') ? (['questions'] as const) : [];
  const agreements = mayCome(person, 'agreements') ? (['agreements'] as const) : [];
  const people = mayCome(person, 'people.see') ? (['people'] as const) : [];
  const schools = mayCome(person, 'schools') ? (['schools'] as const) : [];
  return [
    'today',
    ...services,
    ...helpDesk,
    ...questions,
    ...agreements,
    ...people,
    ...schools,
    'factors',
    'account',
  ];
}
