import type { Router } from 'express';
import { apiDocument } from '../api/description/documents.ts';
import { createIdempotency } from '../api/idempotency.ts';
import { createLimits } from '../api/limits.ts';
import { apiOperations } from '../api/operations.ts';
import { createReadBody } from '../api/read-body.ts';
import { createApiRouter } from '../api/router.ts';
import { createDocuments } from '../documents/documents.ts';
import { isRegisterConfirmed } from '../disclosure/register-confirmation.ts';
import type { ReadApiToken } from '../downstream/api-clients.ts';
import type { Pseudonyms } from '../pseudonym/pseudonyms.ts';
import { createSuccessionsOf, type SuccessionsOf } from '../pseudonym/supplier-successions.ts';
import type { AppContext } from './context.ts';
import type { Parts } from './parts.ts';
import { activationFeedOf } from './activations.ts';
import { peopleOf } from './people-of-node.ts';

/** The management API of this node, to be mounted at `/api`. */
export function createApi(context: AppContext, parts: Parts, readToken: ReadApiToken): Router {
  const { settings, stores, keyring, register, registry, clock, randomness } = context;
  const { registerGraceSeconds } = settings;
  return createApiRouter({
    issuer: settings.issuer,
    operations: apiOperations({
      registry,
      ledger: stores.ledger,
      people: peopleOf(context),
      successionsOf: successionsOf(context, parts.pseudonyms),
      activations: activationFeedOf(context),
      announcing: {
        announcements: stores.announcements,
        clock,
        changed: () => parts.currentAnnouncements.refresh(),
      },
      documents: createDocuments({
        store: stores.documents,
        sealer: keyring.lasting,
        audit: (event) => stores.ledger.appendAudit(event),
        clock,
      }),
    }),
    document: apiDocument(),
    readToken,
    isConfirmed: () => isRegisterConfirmed({ register, clock, registerGraceSeconds }),
    limits: createLimits({ store: stores.ephemeral, sealer: keyring.sealer, clock }),
    idempotency: createIdempotency(parts.sealed, keyring.sealer),
    readBody: createReadBody(),
    ledger: parts.ledger,
    logger: context.logger,
    randomness,
  });
}

function successionsOf(
  { stores, register, clock, settings }: AppContext,
  pseudonyms: Pseudonyms,
): SuccessionsOf {
  return createSuccessionsOf({
    store: stores.people,
    pseudonyms,
    servicesOf: (supplier) =>
      register
        .current()
        .services()
        .map(({ record }) => record)
        .filter((service) => service.supplier === supplier),
    clock,
    timeZone: settings.timeZone,
  });
}
