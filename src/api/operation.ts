import type { RecordName } from '../domain/record-kinds.ts';
import type { ApiScope } from '../register/model/api-scopes.ts';
import type { z } from 'zod';
import type { AuthenticatedClient } from './authenticated-client.ts';
import type { Problem, ProblemCode } from './problem.ts';

export type Method = 'get' | 'put' | 'post' | 'delete';

/** What an operation answers when it succeeds: JSON, or bytes. */
export type Success = JsonSuccess | BytesSuccess;
interface JsonSuccess {
  readonly status: 200 | 201;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Revision of the register that a change led to, for the audit trail. */
  readonly revision?: number;
}
interface BytesSuccess {
  readonly status: 200;
  readonly bytes: Uint8Array;
  /** With the media type. */
  readonly headers: Readonly<Record<string, string>>;
}
export type Answer = Success | { readonly problem: Problem };
/** Of operations that answer with JSON alone. */
export type JsonAnswer = Exclude<Answer, BytesSuccess>;

/** One call, read and checked as far as its operation describes it. */
export interface Call {
  readonly client: AuthenticatedClient;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly preconditions: Preconditions;
  /** Why, of a call that changes something or is about one person; empty for the others. */
  readonly reason: string;
  readonly body: unknown;
}

/** RFC 9110 section 13.1: what the client says about the version that it looked at. */
export interface Preconditions {
  /** Version in `If-Match`. */
  readonly version?: number;
  /** `If-None-Match: *`. */
  readonly isNew?: true;
}

/** A schema, and its name in the OpenAPI document: whoever generates a client gets a type of that name. */
export interface NamedSchema {
  readonly schemaName: string;
  readonly schema: z.ZodType;
}

interface DescribedResponse {
  readonly status: JsonSuccess['status'];
  readonly description: string;
  readonly headers?: Readonly<Record<string, string>>;
}
export type ResponseDescription = DescribedResponse &
  (
    | NamedSchema
    /** Of bytes. */
    | { readonly mediaTypes: readonly string[] }
  );

/** One thing that the API can do: what the router mounts, and what the OpenAPI document says about it. */
export interface Operation {
  /** `schools.list`: also the task in the audit trail. */
  readonly id: string;
  readonly group: string;
  readonly method: Method;
  /** With parameters as `{school}`, below `/api/v1`. */
  readonly address: string;
  readonly summary: string;
  readonly description?: string;
  /** What the token has to have. Absent: the scopes of the kinds that the body names. */
  readonly scope?: ApiScope;
  readonly pathParameters: Readonly<Record<string, z.ZodType>>;
  readonly query: Readonly<Record<string, z.ZodType>>;
  /** `If-Match` is asked for; `create`: or `If-None-Match: *`. */
  readonly precondition?: 'version' | 'create';
  /** It changes something: `Sluis-Reason` is asked for, and `Idempotency-Key` is understood. */
  readonly changes: boolean;
  /** It is about one person: `Sluis-Reason` is asked for whatever it does, and it can be called a few times a minute. */
  readonly aboutOnePerson?: true;
  /** It answers with a document: it can be called a few times a minute. */
  readonly ofDocument?: true;
  readonly body?: NamedSchema & { readonly example: unknown };
  readonly responses: readonly ResponseDescription[];
  /** Besides those that every operation of its sort can end in. */
  readonly problems: readonly ProblemCode[];
  /** The record or document that is called for, for the audit trail; absent where it is none, or a person's. */
  readonly record?: (
    path: Call['path'],
  ) => RecordName | { readonly kind: 'document'; readonly id: string } | undefined;
  readonly handle: (call: Call) => Promise<Answer>;
}

export function refusal(code: ProblemCode, more: Omit<Problem, 'code'> = {}): { readonly problem: Problem } {
  return { problem: { code, ...more } };
}
