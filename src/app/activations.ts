import { createActivationFeed, type ActivationFeed } from '../api/activations/feed.ts';
import { dayAt } from '../domain/clock.ts';
import type { AppContext } from './context.ts';

/** What suppliers are told of the schools that have their services, from the register of this node. */
export function activationFeedOf(context: AppContext): ActivationFeed {
  const { stores, registry, register, catalogue, clock, settings } = context;
  const { timeZone } = settings;
  return createActivationFeed({
    registry,
    ledger: stores.ledger,
    catalogue,
    clock,
    timeZone,
    serviceNow(id) {
      const current = register.current();
      const service = current.service(id)?.record;
      if (service === undefined) return undefined;
      const today = dayAt(clock.now(), timeZone);
      const schools = current.schoolsWith(id).map((school) => ({
        today,
        school,
        service,
        agreements: current.agreementsBetween(school.board, service.supplier),
        policy: current.policyFor(school.id, id),
        catalogue,
      }));
      return { service, schools };
    },
  });
}
