import { z } from 'zod';
import { SluisError } from '../domain/errors.ts';
import type { Finding } from '../domain/fault.ts';
import type { RecordName } from '../domain/record-kinds.ts';

interface ProblemMeaning {
  readonly status: number;
  readonly title: string;
  /** For the reference page: when it comes, and what the client can do. */
  readonly meaning: string;
}

/** Everything that a call can end in besides success. Codes never change their meaning. */
export const problems = {
  bad_request: {
    status: 400,
    title: 'The request cannot be read',
    meaning: 'A header, a query parameter or the JSON of the body does not have the form described.',
  },
  reason_missing: {
    status: 400,
    title: 'A reason is missing',
    meaning:
      'Every change says why, in the header `Sluis-Reason`: one line, percent-encoded where it is not ASCII.',
  },
  unauthorized: {
    status: 401,
    title: 'A valid access token is missing',
    meaning:
      'Get a token by client credentials. Tokens end after ten minutes, and when the record of the API client changes.',
  },
  insufficient_scope: {
    status: 403,
    title: 'The token lacks the scope for this call',
    meaning:
      'Ask for a token with the scope that `WWW-Authenticate` names, if the register gives it to the API client.',
  },
  forbidden: {
    status: 403,
    title: 'This API client may not make the change',
    meaning:
      'The record can be seen, but this change of it is for another party; `faults` says which and where.',
  },
  not_found: {
    status: 404,
    title: 'Not found',
    meaning: 'There is no such record or address, or this API client may not see it.',
  },
  method_not_allowed: {
    status: 405,
    title: 'The method is not allowed at this address',
    meaning: '`Allow` names those that it knows.',
  },
  conflict: {
    status: 409,
    title: 'Somebody else is changing the register',
    meaning: 'Nothing was changed. Try the same call again.',
  },
  in_progress: {
    status: 409,
    title: 'The first call with this idempotency key has not finished',
    meaning: 'Try again in a moment: the answer of the first call will be repeated.',
  },
  version_mismatch: {
    status: 412,
    title: 'The record has changed',
    meaning:
      'It is no longer at the version that the client looked at, or is there already. Read it again and decide anew.',
  },
  too_large: {
    status: 413,
    title: 'The body is too large',
    meaning: 'At most 1 MB and 500 changes in one call.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The body is not plain JSON',
    meaning: 'Send `Content-Type: application/json`, uncompressed and in UTF-8.',
  },
  invalid: {
    status: 422,
    title: 'The record is refused',
    meaning:
      'It does not have the form described, or contradicts the register; `faults` names each place, problem and remedy.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'The idempotency key belongs to another call',
    meaning: 'A key is for one method, address and body. Use a new key.',
  },
  precondition_required: {
    status: 428,
    title: 'The request does not say which version it is for',
    meaning: 'Send `If-Match` with the ETag that was read, or `If-None-Match: *` for what is not there yet.',
  },
  too_many_requests: {
    status: 429,
    title: 'Too many calls',
    meaning: '`Retry-After` says in how many seconds to go on.',
  },
  internal: {
    status: 500,
    title: 'Internal error',
    meaning: 'The operator finds it in the log by `errorId`.',
  },
  unavailable: {
    status: 503,
    title: 'Part of the broker is unavailable',
    meaning: 'Either everything was changed, or nothing. `Retry-After` says when to try again.',
  },
} as const satisfies Record<string, ProblemMeaning>;

export type ProblemCode = keyof typeof problems;

/** What is wrong at one place; `kind` and `id` are absent where it is no record. */
export const faultShape = z
  .strictObject({
    kind: z.string().optional().meta({ description: 'Kind of the record.' }),
    id: z.string().optional().meta({ description: 'Id of the record.' }),
    path: z
      .array(z.union([z.string(), z.number()]))
      .meta({ description: 'Keys and list positions that lead to the place; empty: the whole record.' }),
    problem: z.string(),
    remedy: z.string(),
  })
  .readonly();

/** What does not refuse a change, and somebody should mend. */
export const warningList = z.array(faultShape).meta({
  description:
    'What is wrong and refuses nothing, because it is in use already, fails only later or cannot be known here: a redirect URI that nobody sends, a secret that cannot be read or is weak, a last certificate that ends soon.',
});

/** The same, as it is found. */
type ProblemFault = Finding & Partial<RecordName>;

/** RFC 9457. */
export const problemShape = z.strictObject({
  type: z.string().meta({ description: 'Address that names the problem, and says what it means.' }),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  errorId: z
    .string()
    .meta({ description: 'The id by which the operator finds this call in the log and the audit trail.' }),
  faults: z.array(faultShape).optional(),
});

/** A call that was refused, before it is written down and sent. Holds no value of a record. */
export interface Problem {
  readonly code: ProblemCode;
  readonly detail?: string;
  readonly faults?: readonly ProblemFault[];
  readonly headers?: Readonly<Record<string, string>>;
}

const retrySeconds = '30';

/** The one mapping from an internal failure to what an API client is told. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof SluisError)) return { code: 'internal' };
  switch (error.code) {
    case 'storage.unavailable':
    case 'register.unconfirmed':
      return { code: 'unavailable', headers: { 'Retry-After': retrySeconds } };
    case 'storage.conflict':
      return { code: 'conflict' };
    case 'http.rate_limited':
      return { code: 'too_many_requests' };
    default:
      return { code: 'internal' };
  }
}
