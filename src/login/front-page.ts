import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { CalendarDay } from '../domain/clock.ts';
import type { SchoolId, ServiceId } from '../domain/ids.ts';
import { languageOf } from '../http/language.ts';
import { sendPage } from '../http/send-page.ts';
import type { Register, RegisterView } from '../register/replica/register.ts';
import { closedGate } from '../release/closed-gate.ts';
import { createServiceSearch, type ServiceSearch } from '../search/service-search.ts';
import { renderHome } from './pages/home.ts';
import { queryParameter } from './parameters.ts';

/** Nobody reads more on one page. */
const servicesPerPage = 20;

export interface FrontPageParts {
  readonly register: RegisterView;
  /** The service that is our own portal: it is for staff, and not shown here. */
  readonly portal?: ServiceId | undefined;
  readonly today: () => CalendarDay;
  /** The school at which this browser is signed in; `undefined` also while nobody can say. */
  readonly readSignedInSchool: (
    request: IncomingMessage,
    response: ServerResponse,
  ) => Promise<SchoolId | undefined>;
}

interface Searchable {
  readonly count: number;
  readonly search: ServiceSearch;
}

/** Made once for each snapshot of the register. */
const searchables = new WeakMap<Register, Searchable>();

/** Answers at `/`: the services, and at which school somebody is signed in on this device. */
export function createFrontPage({
  register,
  today,
  portal,
  readSignedInSchool,
}: FrontPageParts): RequestHandler {
  return async (request, response) => {
    const current = register.current();
    const language = languageOf(request);
    const { count, search } = searchableIn(current, today(), portal);
    // without a field to search in nobody would know why services are missing
    const query = count > servicesPerPage ? queryParameter(request) : '';
    const found = search(query);
    const pages = Math.max(1, Math.ceil(found.length / servicesPerPage));
    const page = Math.min(pages, Math.max(1, Math.trunc(Number(request.query['page'])) || 1));
    const school = await readSignedInSchool(request, response);
    sendPage(
      response,
      renderHome({
        language,
        currentUrl: request.originalUrl,
        signedInSchool: school && current.school(school)?.name,
        services: found
          .slice((page - 1) * servicesPerPage, page * servicesPerPage)
          .map((service) => ({ ...service, description: service.description[language] })),
        ...(count > servicesPerPage ? { search: { query, total: found.length, page, pages } } : {}),
        searchHasFocus: request.query['q'] !== undefined && request.query['page'] === undefined,
      }),
    );
  };
}

function searchableIn(register: Register, today: CalendarDay, portal: ServiceId | undefined): Searchable {
  const known = searchables.get(register);
  if (known !== undefined) return known;
  const services = register
    .services()
    .map(({ record }) => record)
    .filter((service) => service.id !== portal && closedGate({ service }, today) === undefined);
  const search = createServiceSearch(services, (supplier) => register.supplier(supplier)?.name);
  const searchable = { count: services.length, search };
  searchables.set(register, searchable);
  return searchable;
}
