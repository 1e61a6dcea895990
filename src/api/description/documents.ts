import type { Registry } from '../../register/changes/registry.ts';
import { apiOperations } from '../operations.ts';
import { openApiDocument } from './openapi.ts';
import { referencePage } from './reference-page.ts';

/** Version of the API: the number in its addresses, and what was added since. */
const apiVersion = '1.0.0';

const onlyDescribed = (): Promise<never> => Promise.reject(new TypeError('described, not to be called'));
const noRegistry: Registry = {
  find: onlyDescribed,
  findAll: onlyDescribed,
  list: onlyDescribed,
  history: onlyDescribed,
  histories: onlyDescribed,
  everNaming: onlyDescribed,
  ask: onlyDescribed,
  submit: onlyDescribed,
  changesToRestore: onlyDescribed,
  scheduled: onlyDescribed,
  cancel: onlyDescribed,
};
const noPeople = { find: onlyDescribed, countEntries: onlyDescribed, erase: onlyDescribed };
const described = apiOperations({
  registry: noRegistry,
  ledger: { list: onlyDescribed, pageOfAudit: onlyDescribed },
  people: noPeople,
  successionsOf: onlyDescribed,
  announcing: {
    announcements: { post: onlyDescribed, remove: onlyDescribed, list: onlyDescribed },
    clock: { now: () => 0 },
    changed: onlyDescribed,
  },
  activations: { list: onlyDescribed, changes: onlyDescribed, missingClaims: onlyDescribed },
  documents: { withHash: onlyDescribed, read: onlyDescribed },
});

/** The OpenAPI document, as it is served and kept in `docs/`. */
export function apiDocument(): Readonly<Record<string, unknown>> {
  return openApiDocument(described, apiVersion);
}

/** The reference page, as it is kept in `docs/`. */
export function apiReference(): string {
  return referencePage(described);
}
