import type { z } from 'zod';
import { recordKinds, type RecordKind } from '../domain/record-kinds.ts';
import type { ApiScope } from '../register/model/api-scopes.ts';
import type { KindInApi } from '../register/model/kind.ts';
import { kinds } from '../register/model/kinds.ts';
import type { NamedSchema } from './operation.ts';

/** What the API makes of one kind of record. */
export interface KindRoute extends Omit<KindInApi, 'written' | 'shown' | 'readScope'>, NamedSchema {
  readonly kind: RecordKind;
  /** As it is written by an API client. */
  readonly schema: z.ZodType;
  /** As it is read. */
  readonly shownSchema: z.ZodType;
  /** Names of the parts of the id in the address; a record of two parts has `<first>/<second>` as id. */
  readonly idParts: readonly string[];
  readonly readScope: ApiScope;
}

export function kindRoute(kind: RecordKind): KindRoute {
  const { idParts, schema, api } = kinds[kind];
  const { written = schema, shown = written, readScope = 'register:read', ...rest } = api;
  return { ...rest, kind, idParts, schema: written, shownSchema: shown, readScope };
}

export const kindRoutes: readonly KindRoute[] = recordKinds.map(kindRoute);
