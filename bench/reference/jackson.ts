import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { samlEntityId, type SamlSchool } from '../journeys/saml-school.ts';
import { service } from '../journeys/supplier.ts';
import type { Cores } from '../measured/cores.ts';
import type { Program } from '../measured/measured-process.ts';

export const jacksonAudience = 'https://jackson.example/metadata';
export const jacksonTenant = 'bench';
export const jacksonClient = `tenant=${jacksonTenant}&product=${service.id}`;
/** It answers with names of its own. */
export const jacksonProfile = z.object({ id: z.string(), raw: z.looseObject({}) });

/** SAML Jackson, installed in a folder of its own, as a process under the same conditions as the broker. */
export function jacksonProgram(wishes: {
  readonly port: number;
  readonly folder: string;
  readonly school: SamlSchool;
  readonly cores: Cores;
}): Program {
  return {
    command: [fileURLToPath(new URL('jackson-main.ts', import.meta.url))],
    env: {
      JACKSON_PORT: String(wishes.port),
      JACKSON_FOLDER: wishes.folder,
      JACKSON_METADATA: metadata(wishes.school.certificatePem),
      DO_NOT_TRACK: '1',
    },
    readyUrl: `http://localhost:${wishes.port}/ready`,
    profileFolder: undefined,
    cores: wishes.cores,
  };
}

function metadata(certificatePem: string): string {
  const certificate = certificatePem.replace(/-----[A-Z ]+-----|\s/g, '');
  return [
    `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${samlEntityId}">`,
    '<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">',
    '<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">',
    `<X509Data><X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`,
    '<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://saml.school.example/sso"/>',
    '</IDPSSODescriptor></EntityDescriptor>',
  ].join('');
}
