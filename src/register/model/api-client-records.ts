import { z } from 'zod';
import { apiScopes } from './register.ts';
import { confidentialAuthenticationValue } from './client-authentication.ts';
import { apiClientIdValue, boardIdValue, someOf, supplierIdValue, textValue } from './values.ts';

export const apiClientRecord = z
  .strictObject({
    id: apiClientIdValue,
    name: textValue,
    authentication: confidentialAuthenticationValue,
    scopes: someOf(z.enum(apiScopes)),
    board: boardIdValue.exactOptional(),
    supplier: supplierIdValue.exactOptional(),
  })
  .refine((client) => client.board === undefined || client.supplier === undefined, {
    error: 'must be left out: a program works for a board or for a supplier, not for both',
    path: ['supplier'],
  });
