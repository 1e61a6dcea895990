import { z } from 'zod';
import { apiScopes } from '../api-scopes.ts';
import { confidentialAuthenticationValue } from '../client-authentication.ts';
import type { Kind } from '../kind.ts';
import type { RecordType } from '../record-type.ts';
import { apiClientIdValue, boardIdValue, someOf, supplierIdValue, textValue } from '../values.ts';

/** An API client of a board, a supplier or the federation's operator that calls the management API for it alone. */
export const apiClientRecord = z
  .strictObject({
    id: apiClientIdValue,
    name: textValue,
    authentication: confidentialAuthenticationValue,
    scopes: someOf(z.enum(apiScopes)),
    /** Whose records it may see and change; neither of the two: all of the federation's. */
    board: boardIdValue.exactOptional(),
    supplier: supplierIdValue.exactOptional(),
  })
  .refine((client) => client.board === undefined || client.supplier === undefined, {
    error: 'must be left out: an API client works for a board or for a supplier, not for both',
    path: ['supplier'],
  });
export type ApiClient = RecordType<typeof apiClientRecord>;

export const apiClientKind: Kind<ApiClient> = {
  schema: apiClientRecord,
  idParts: ['id'],
  fileList: 'apiClients',
  references: [
    { to: 'board', at: ['board'] },
    { to: 'supplier', at: ['supplier'] },
  ],
  defaultsWhenNew: [{ at: ['authentication', 'assertionAudience'], value: 'issuer' }],
  api: {
    path: 'api-clients',
    schemaName: 'ApiClient',
    filters: ['board', 'supplier'],
    // no scope changes API clients: a stolen token cannot make itself stronger, or last
    example: {
      id: 'waterland-administration',
      name: 'Administration of Waterland',
      authentication: {
        method: 'client_secret_basic',
        secrets: [{ file: 'waterland-administration.secret' }],
      },
      scopes: ['register:read', 'policies:write'],
      board: 'waterland',
    },
  },
};
