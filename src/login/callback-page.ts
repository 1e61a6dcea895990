import type { IncomingMessage } from 'node:http';
import { languageOf } from '../http/language.ts';
import type { RegisterView } from '../register/replica/register.ts';
import { renderCallbackForm } from './pages/callback-form.ts';
import { serviceNamed } from './start-again.ts';

interface PostedCallback {
  readonly request: IncomingMessage;
  readonly clientId: string;
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The page by which the suppliers' side brings a callback to a supplier that wants it posted. */
export function createCallbackPage(register: RegisterView) {
  return ({ request, clientId, action, fields }: PostedCallback): string =>
    renderCallbackForm({
      language: languageOf(request),
      serviceName: serviceNamed(register, clientId)?.name ?? clientId,
      action,
      fields,
    });
}
