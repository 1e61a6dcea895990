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
      const schools = current.schoolsWith(id).flatMap((school) => {
        const board = current.board(school.board);
        if (board === undefined) return [];
        const agreements = current.agreementsBetween(board.id, service.supplier);
        return [
          { today, school, board, service, agreements, policy: current.policyFor(school.id, id), catalogue },
        ];
      });
      return { service, schools };
    },
  });
}
