import { recordKinds, type RecordKind } from '../../domain/record-kinds.ts';
import type { Kind } from './kind.ts';
import { accessKind } from './kinds/access.ts';
import { agreementKind } from './kinds/agreement.ts';
import { apiClientKind } from './kinds/api-client.ts';
import { boardKind } from './kinds/board.ts';
import { idpKind } from './kinds/idp.ts';
import { objectionKind } from './kinds/objection.ts';
import { policyKind } from './kinds/policy.ts';
import { schoolKind } from './kinds/school.ts';
import { sectorKind } from './kinds/sector.ts';
import { serviceKind } from './kinds/service.ts';
import { supplierKind } from './kinds/supplier.ts';

const table = {
  board: boardKind,
  school: schoolKind,
  idp: idpKind,
  supplier: supplierKind,
  sector: sectorKind,
  service: serviceKind,
  agreement: agreementKind,
  policy: policyKind,
  access: accessKind,
  'api-client': apiClientKind,
  objection: objectionKind,
};

type Described = typeof table;

/** A record of each kind. */
export type RecordTypes = {
  readonly [Each in keyof Described]: Described[Each] extends Kind<infer Record_> ? Record_ : never;
};

/** The one table of kinds: what is said about each, and nothing that could be derived from it. */
export const kinds: { readonly [Each in RecordKind]: Kind<RecordTypes[Each]> } = table;

/** Kinds that federation files describe, with the list of a file that holds them. */
export const fileKinds: readonly { readonly kind: RecordKind; readonly list: string }[] = recordKinds.flatMap(
  (kind) => {
    const list = kinds[kind].fileList;
    return list === undefined ? [] : [{ kind, list }];
  },
);
