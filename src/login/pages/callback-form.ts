import type { PageFrame } from '../../http/page.ts';
import { renderFormOut, type FormOut } from './form-out.ts';
import { loginMessagesIn } from './languages/messages-in.ts';

export interface CallbackForm extends Pick<PageFrame, 'language'>, FormOut {
  readonly serviceName: string;
}

/** The callback to a supplier that wants it posted: a code or an error, which the page says nothing of. */
export function renderCallbackForm(page: CallbackForm): string {
  const { title, lead, button } = loginMessagesIn(page.language).callbackForm;
  return renderFormOut({ ...page, title: title(page.serviceName), lead, button, towards: 'material' });
}
