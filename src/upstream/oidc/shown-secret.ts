import * as client from 'openid-client';

/**
 * How the secret is shown to an IdP: in the body wherever the IdP takes it there, because in the body everybody decodes the
 * same. By Basic (RFC 6749 section 2.3.1) only where that is all it takes, or it does not say.
 */
export function shownSecret(clientSecret: string): client.ClientAuth {
  const post = client.ClientSecretPost(clientSecret);
  return (server, metadata, body, headers) => {
    const supported = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    if (supported.includes('client_secret_basic') && !supported.includes('client_secret_post')) {
      headers.set('authorization', basic(metadata.client_id, clientSecret));
    } else {
      post(server, metadata, body, headers);
    }
  };
}

/**
 * Not the library's, which writes the hyphen of a UUID as `%2D`: right, and unknown to IdPs that do not decode. Here only
 * what has to be encoded is, so that both kinds read the same client id and, where it is of plain characters, secret.
 */
function basic(clientId: string, clientSecret: string): string {
  const credentials = [clientId, clientSecret].map(encodeURIComponent).join(':');
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}
