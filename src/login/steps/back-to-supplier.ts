import type { Interactions } from '../../downstream/interaction.ts';
import { seeOther } from '../../http/see-other.ts';
import type { Step } from '../step.ts';

/** The person gave up. */
export const backToSupplier = back('cancelled');

/** A gate stays closed. */
export const backNotAvailable = back('not_available');

/** The school could not prove that the person signed in as freshly as the service asked. */
export const backUnproven = back('unproven');

function back(why: Parameters<Interactions['refused']>[2]): Step {
  return async (parts, { request, response }) => {
    seeOther(response, await parts.interactions.refused(request, response, why));
  };
}
