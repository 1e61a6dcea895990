import { startDelivery } from '../outbox/delivery.ts';
import { createSmtpSender } from '../outbox/mail/smtp-sender.ts';
import type { AppContext } from './context.ts';

/** Sends what is in the outbox, as far as this node is set up for it, until the node stops. */
export function deliverMessages(context: AppContext): void {
  const { settings, stores, keyring, clock, randomness, logger, metrics, atStop } = context;
  if (settings.mail === undefined) return;
  const delivery = startDelivery({
    store: stores.outbox,
    sealer: keyring.lasting,
    senders: { mail: createSmtpSender(settings.mail) },
    clock,
    randomness,
    logger,
    onEnd: (attempt) => metrics.attempted(attempt),
  });
  atStop(() => delivery.close());
}
