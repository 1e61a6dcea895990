import type { WhoseTurn } from '../../domain/release.ts';

/** Whose turn it is when a supplier gets an OAuth error; each topic has a text that explains it. */
export const explanationTopics = {
  access_denied: 'school',
  login_required: 'supplier',
  invalid_request: 'supplier',
  invalid_scope: 'supplier',
  invalid_redirect_uri: 'supplier',
  invalid_client: 'supplier',
  invalid_grant: 'supplier',
  invalid_token: 'supplier',
  temporarily_unavailable: 'operator',
  server_error: 'operator',
} as const satisfies Readonly<Record<string, WhoseTurn>>;
export type ExplanationTopic = keyof typeof explanationTopics;

/** Every OAuth error that a supplier may get, with its topic: many ask for the same. */
const topicOf = {
  access_denied: 'access_denied',
  login_required: 'login_required',
  interaction_required: 'login_required',
  account_selection_required: 'login_required',
  consent_required: 'login_required',
  invalid_request: 'invalid_request',
  unsupported_response_type: 'invalid_request',
  unsupported_response_mode: 'invalid_request',
  unsupported_grant_type: 'invalid_request',
  unsupported_token_type: 'invalid_request',
  unauthorized_client: 'invalid_request',
  invalid_request_uri: 'invalid_request',
  request_not_supported: 'invalid_request',
  request_uri_not_supported: 'invalid_request',
  registration_not_supported: 'invalid_request',
  invalid_scope: 'invalid_scope',
  insufficient_scope: 'invalid_scope',
  invalid_redirect_uri: 'invalid_redirect_uri',
  invalid_client: 'invalid_client',
  invalid_grant: 'invalid_grant',
  invalid_token: 'invalid_token',
  temporarily_unavailable: 'temporarily_unavailable',
  server_error: 'server_error',
} as const satisfies Readonly<Record<string, ExplanationTopic>>;
export type ExplainedError = keyof typeof topicOf;

export function explanationTopic(error: ExplainedError): ExplanationTopic {
  return topicOf[error];
}

export function isExplained(error: string): error is ExplainedError {
  return Object.hasOwn(topicOf, error);
}

export const explanationPath = '/errors/:error';

/** `error_uri` of RFC 6749: the same for everybody who gets this error. `undefined` for one that is not explained. */
export function explanationUri(issuer: string, error: string): string | undefined {
  return isExplained(error) ? `${issuer}/errors/${error}` : undefined;
}
