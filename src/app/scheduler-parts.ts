import type { SchedulerParts } from '../register/changes/scheduler.ts';
import type { AppContext } from './context.ts';
import { createRightsWhenDue } from './rights-when-due.ts';

/** What makes the changes of the register that are due. */
export function schedulerParts(context: AppContext): SchedulerParts {
  const { stores, catalogue, settings, objectors, peopleOfLogin, clock, logger } = context;
  return {
    store: stores.register,
    schedule: stores.schedule,
    catalogue,
    destinations: settings.outgoingDestinations,
    objectors,
    peopleOfLogin,
    clock,
    logger,
    rightsWhenDue: createRightsWhenDue(context),
  };
}
