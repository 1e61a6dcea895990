/**
 * What oidc-provider, or one of our own checks, knows about why a client or a code is refused, and does not tell the supplier. Its
 * words may quote what was sent, so only those that are listed here get into the log, by a word of ours.
 */
const details: ReadonlyMap<string, string> = new Map([
  // a code
  ['authorization code not found', 'code_unknown'],
  ['authorization code is expired', 'code_expired'],
  ['authorization code already consumed', 'code_used_before'],
  ['client mismatch', 'code_of_another_client'],
  ['authorization code redirect_uri mismatch', 'redirect_uri_of_another_request'],
  ['code_verifier must be provided', 'code_verifier_missing'],
  ['code_verifier does not match code_challenge', 'code_verifier_wrong'],
  ['grant not found', 'session_over'],
  ['grant is expired', 'session_over'],
  ['authorization code invalid (referenced account not found)', 'session_over'],
  ['the school or the agreement no longer allows this sign-in', 'gate_closed_since'],
  // a client
  ['client not found', 'client_unknown'],
  ['invalid secret provided', 'secret_wrong'],
  ['this client is registered for client_secret_basic', 'method_other_than_registered'],
  ['this client is registered for client_secret_post', 'method_other_than_registered'],
  [
    'the provided authentication mechanism does not match the registered client authentication method',
    'method_other_than_registered',
  ],
  // its assertion (private_key_jwt)
  ['alg mismatch', 'assertion_algorithm'],
  ['expiration must be specified in the client_assertion JWT', 'assertion_exp_missing'],
  ['unique jti (JWT ID) must be provided in the client_assertion JWT', 'assertion_jti_missing'],
  ['sub (JWT subject) must be provided in the client_assertion JWT', 'assertion_sub_missing'],
  ['iss (JWT issuer) must be provided in the client_assertion JWT', 'assertion_iss_missing'],
  ['iss (JWT issuer) must be the client_id', 'assertion_iss_wrong'],
  ['aud (JWT audience) must be provided in the client_assertion JWT', 'assertion_aud_missing'],
  [
    'list of audience (aud) must include the endpoint url, issuer identifier or token endpoint url',
    'assertion_aud_wrong',
  ],
  [
    'audience (aud) must equal the endpoint url, issuer identifier or token endpoint url',
    'assertion_aud_wrong',
  ],
  ['aud of the client assertion has to be the issuer alone', 'assertion_aud_wrong'],
  ['client assertion tokens must only be used once', 'assertion_used_before'],
  ['jwt expired', 'assertion_expired'],
  ['jwt not active yet', 'assertion_not_valid_yet'],
  ['no applicable key found in the JSON Web Key Set', 'assertion_key_unknown'],
  ['signature verification failed', 'assertion_signature_wrong'],
]);

/** `undefined` for what has no word here. */
export function refusalDetail(libraryDetail: string | undefined): string | undefined {
  return libraryDetail === undefined ? undefined : details.get(libraryDetail);
}
