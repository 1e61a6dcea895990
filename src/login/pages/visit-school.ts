import type { PageFrame } from '../../http/page.ts';
import { renderFormOut, type FormOut } from './form-out.ts';
import { loginMessagesIn } from './languages/messages-in.ts';

export interface VisitSchool extends Pick<PageFrame, 'language'>, FormOut {
  readonly schoolName: string;
}

/** The form of the POST binding, to the school's IdP. */
export function renderVisitSchool(page: VisitSchool): string {
  const { title, lead, button } = loginMessagesIn(page.language).visitSchool;
  return renderFormOut({ ...page, title: title(page.schoolName), lead, button, towards: 'school' });
}
