import { seeOther } from '../../http/see-other.ts';
import type { Step } from '../step.ts';

/** The person gave up, or a gate stays closed. */
export const backToSupplier = back('access_denied');

/** The school could not prove that the person signed in as freshly as the service asked. */
export const backUnproven = back('login_required');

function back(error: 'access_denied' | 'login_required'): Step {
  return async (parts, { request, response }) => {
    seeOther(response, await parts.interactions.refused(request, response, error));
  };
}
