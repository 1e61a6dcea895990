import { html as xml } from 'hono/html';

/** The school's own SAML metadata, for whoever wants to register it. */
export async function schoolMetadataXml(origin: string, certificate: string): Promise<string> {
  const bindings = ['HTTP-Redirect', 'HTTP-POST'].map(
    (binding) =>
      xml`<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:${binding}" Location="${origin}/sso"/>`,
  );
  const text =
    await xml`<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${origin}/metadata"><md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>${bindings}</md:IDPSSODescriptor></md:EntityDescriptor>`;
  return text.toString();
}
