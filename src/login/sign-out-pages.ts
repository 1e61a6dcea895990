import type { Service } from '../register/model/kinds/service.ts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { IdpId } from '../domain/ids.ts';
import type { Language } from '../domain/language.ts';
import type { RegisterView } from '../register/replica/register.ts';
import { languageOf } from '../http/language.ts';
import type { DeviceMemory } from './device-memory.ts';
import { renderConfirmSignOut, renderSignedOut, renderStillSignedIn } from './pages/signed-out.ts';
import { serviceNamed } from './start-again.ts';

export interface ConfirmedSignOut {
  readonly request: IncomingMessage;
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface OutcomeOfSignOut {
  readonly request: IncomingMessage;
  readonly clientId: string | undefined;
  readonly signedIn: boolean;
  readonly onwardsUrl: string | undefined;
}

/** The pages around a sign-out, which the suppliers' side shows, and what a device remembers of it. */
export function createSignOutPages(parts: {
  readonly register: RegisterView;
  readonly memory: DeviceMemory;
}) {
  const { register, memory } = parts;
  const frame = (request: IncomingMessage) => ({ language: languageOf(request) });
  return {
    confirmSignOut: ({ request, action, fields }: ConfirmedSignOut): string =>
      renderConfirmSignOut({ ...frame(request), action, fields }),
    afterSignOut({ request, clientId, signedIn, onwardsUrl }: OutcomeOfSignOut): string {
      const service = serviceNamed(register, clientId);
      const page = { ...frame(request), currentUrl: request.url };
      const signOutUrl = signOutAt(service, page.language);
      if (signedIn) return renderStillSignedIn({ ...page, service, signOutUrl });
      return renderSignedOut({
        ...page,
        serviceName: service?.name,
        onwardsUrl,
        nextTime: memory.askAnew(request) === 'signed_out' ? 'ask' : 'close-browser',
      });
    },
    rememberSignOut(response: ServerResponse, idp: IdpId | undefined): void {
      const asks = idp !== undefined && register.current().idp(idp)?.record.asksAnew !== false;
      memory.rememberToAskAnew(response, asks ? 'signed_out' : 'signed_out_unsure');
      memory.forgetService(response);
    },
  };
}

function signOutAt(service: Service | undefined, language: Language): string {
  const ofService = service === undefined ? '' : `&client_id=${service.id}`;
  return `/logout?ui_locales=${language}${ofService}`;
}
