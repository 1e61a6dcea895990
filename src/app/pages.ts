import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler } from 'express';
import { serviceId } from '../domain/ids.ts';
import type { Logger } from '../domain/logger.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { Service } from '../register/model/register.ts';
import type { LogoutPages } from '../downstream/logout.ts';
import type { ProviderErrorPage } from '../downstream/provider-errors.ts';
import type { RegisterView } from '../register/replica/register.ts';
import { newErrorId } from '../http/error-id.ts';
import { renderErrorPage } from '../http/error-page.ts';
import { languageOf } from '../http/language.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { DeviceMemory } from '../login/device-memory.ts';
import { renderHome } from '../login/pages/home.ts';
import { renderConfirmSignOut, renderSignedOut, renderStillSignedIn } from '../login/pages/signed-out.ts';
import { seeOther } from '../http/see-other.ts';

/** Pages that belong to no step of a login, and those that the suppliers' side shows. */
export interface Pages extends LogoutPages {
  readonly home: RequestHandler;
  readonly error: ProviderErrorPage;
  /** Where the service of the last login on this device starts one, or `startAgainPath` where this request does not say. */
  readonly startAgainUrl: (request: Request) => string;
  readonly startAgain: RequestHandler;
}

/**
 * For pages that cannot know the service, because a school's form posted the browser there and no cookie came along.
 * Whoever follows the link brings the cookie; without one the front page lets them choose.
 */
export const startAgainPath = '/start-again';

export function createPages(parts: {
  readonly register: RegisterView;
  readonly randomness: Randomness;
  readonly logger: Logger;
  readonly memory: DeviceMemory;
  readonly ledger: Pick<Ledger, 'shown'>;
}): Pages {
  const { memory } = parts;
  const serviceOf = (id: string | undefined): Service | undefined => {
    const known = serviceId(id ?? '');
    return known && parts.register.current().service(known)?.record;
  };
  const frame = (request: IncomingMessage) => ({ language: languageOf(request) });

  return {
    home(request, response) {
      const language = languageOf(request);
      const services = parts.register
        .current()
        .services()
        .filter(({ record }) => record.blocked !== true);
      response.type('html').send(
        renderHome({
          language,
          currentUrl: request.originalUrl,
          services: services.map(({ record }) => ({ ...record, description: record.description[language] })),
        }),
      );
    },
    startAgainUrl: (request) => serviceOf(memory.service(request))?.startUrl ?? startAgainPath,
    startAgain(request, response) {
      seeOther(response, serviceOf(memory.service(request))?.startUrl ?? '/');
    },
    confirmSignOut: ({ request, action, fields }) =>
      renderConfirmSignOut({ ...frame(request), action, fields }),
    afterSignOut({ request, clientId, signedIn, onwardsUrl }) {
      const service = serviceOf(clientId);
      const page = { ...frame(request), currentUrl: request.url };
      if (signedIn) return renderStillSignedIn({ ...page, service, signOutUrl: signOutAt(service) });
      return renderSignedOut({
        ...page,
        serviceName: service?.name,
        onwardsUrl,
        nextTime: memory.askAnew(request) === 'signed_out' ? 'ask' : 'close-browser',
      });
    },
    rememberSignOut(response, idp) {
      const asks = idp !== undefined && parts.register.current().idp(idp)?.record.asksAnew !== false;
      memory.rememberToAskAnew(response, asks ? 'signed_out' : 'signed_out_unsure');
      memory.forgetService(response);
    },
    error({ request, code, status, cause, clientId, uiLocales }) {
      const errorId = newErrorId(parts.randomness);
      const fields = { errorId, code, status, route: 'provider', error: cause };
      if (status >= 500) {
        parts.logger.error('request.failed', fields);
        // what a supplier did wrong is audited, with this error id
        parts.ledger.shown({ id: errorId, code });
      } else parts.logger.warn('request.refused', fields);
      const service = serviceOf(clientId) ?? serviceOf(memory.service(request));
      const language = languageOf(request, uiLocales);
      const startAgainUrl = service?.startUrl ?? startAgainPath;
      return { html: renderErrorPage({ language, code, errorId, startAgainUrl }), errorId };
    },
  };
}

function signOutAt(service: Service | undefined): string {
  return service === undefined ? '/logout' : `/logout?client_id=${service.id}`;
}
