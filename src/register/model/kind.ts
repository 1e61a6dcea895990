import type { z } from 'zod';
import type { RecordKind } from '../../domain/record-kinds.ts';
import type { ApiScope } from './api-scopes.ts';

/** Members that lead to a text in the JSON of a record; `*` stands for each element of a list. */
export type MemberPath = readonly string[];

/** Where records of a kind name a record of another kind. */
export interface Reference {
  readonly to: RecordKind;
  readonly at: MemberPath;
  /** The naming record stays when the named one ends: an objection is a person's. */
  readonly outlives?: true;
}

/** A value that no two records of a kind may share. */
export interface Unique {
  /** One of `foundBy`. */
  readonly word: string;
  readonly at: MemberPath;
  /** Completes "this …". `holder`: the id of the record that has the value already. */
  readonly problem: (value: string, holder: string) => string;
  readonly remedy: string;
}

/** A member with another default for records that are made from now on than for those that exist. */
export interface DefaultWhenNew {
  /** Without `*`. Its schema has the default of records that exist: what one means that was stored without the member. */
  readonly at: MemberPath;
  /** In the JSON of a new record. */
  readonly value: unknown;
  /**
   * Of a member of the record itself: records that exist go on without it until somebody says it, so that the schema has no
   * default. Once it is there it stays.
   */
  readonly mayBeAbsent?: true;
}

/** Members of records by which a list of the management API can be narrowed. */
export type FilterName = 'board' | 'school' | 'supplier' | 'service';

/** What the management API makes of a kind. */
export interface KindInApi {
  /** Segment of the address, and name of the group in the reference. */
  readonly path: string;
  /** Name of the schema in the OpenAPI document. */
  readonly schemaName: string;
  /** As it is written by an API client, where that is not how the register keeps it. */
  readonly written?: z.ZodType;
  /** As it is read, where that is less than what is written. */
  readonly shown?: z.ZodType;
  readonly filters: readonly FilterName[];
  /** Absent: `register:read`. */
  readonly readScope?: ApiScope;
  /** Absent: the API does not change this kind. */
  readonly writeScope?: ApiScope;
  /** An invented record, as somebody would write it. */
  readonly example: unknown;
}

/**
 * Everything that is said about a kind of records as a whole. Readers, writers, look-ups, lists of files and addresses of the
 * management API are derived from it; docs/ADDING.md says what a new kind needs besides.
 */
export interface Kind<Record_> {
  /** JSON as files have it and the register keeps it, and the record that it means. */
  readonly schema: z.ZodType<Record_>;
  /** Members that make up the id, joined by `/`: `['id']` for a record with an id of its own. */
  readonly idParts: readonly string[];
  /** The list of a federation file that holds such records; absent: they are in no file. */
  readonly fileList?: string;
  readonly references: readonly Reference[];
  /** By what a record is found besides: a word, and the members whose values, joined by `/`, follow it. */
  readonly foundBy?: Readonly<Record<string, readonly MemberPath[]>>;
  readonly unique?: readonly Unique[];
  /** Absent: of a member that is left out, new records get what those that exist have (see `defaults-when-new.ts`). */
  readonly defaultsWhenNew?: readonly DefaultWhenNew[];
  /** Members that are shown to nobody. */
  readonly hidden?: readonly string[];
  readonly api: KindInApi;
}
