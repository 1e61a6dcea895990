import type { IncomingMessage } from 'node:http';
import type { ErrorCode } from '../domain/error-codes.ts';
import type { Logger } from '../domain/logger.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { AnnouncementsFor } from '../http/announcements.ts';
import { newErrorId } from '../http/error-id.ts';
import { renderErrorPage } from '../http/error-page.ts';
import { languageOf } from '../http/language.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ProviderErrorPage } from './provider-errors.ts';

/** The request itself names the service, and nobody's session is asked: whoever reads the page has just been sent by it. */
const aboutService: ReadonlySet<ErrorCode> = new Set(['http.redirect_uri_unregistered']);

/** The page about an error at the suppliers' side: one log line, the same error id in both. */
export function createErrorPage(parts: {
  readonly logger: Logger;
  readonly ledger: Pick<Ledger, 'shown'>;
  readonly randomness: Randomness;
  /** Where the person can start again; `service` as the supplier's request names it. */
  readonly startAgainUrl: (request: IncomingMessage, service: string | undefined) => string;
  readonly serviceName: (service: string | undefined) => string | undefined;
  readonly announcementsFor: AnnouncementsFor;
}): ProviderErrorPage {
  const { logger, ledger, randomness } = parts;
  return ({ request, code, status, cause, clientId, refused }) => {
    const errorId = newErrorId(randomness);
    const fields = { ...refused, errorId, code, status, route: 'provider', error: cause };
    if (status >= 500) {
      logger.error('request.failed', fields);
      // what a supplier did wrong is audited, with this error id
      ledger.shown({ id: errorId, code });
    } else logger.warn('request.refused', fields);
    const language = languageOf(request);
    const startAgainUrl = parts.startAgainUrl(request, clientId);
    const serviceName = aboutService.has(code) ? parts.serviceName(clientId) : undefined;
    const announcements = parts.announcementsFor(clientId);
    // no school has been chosen here
    const isFoundBySchool = false;
    const page = { language, code, errorId, isFoundBySchool, startAgainUrl, serviceName, announcements };
    return { html: renderErrorPage(page), errorId };
  };
}
