import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { makeCertifiedKey, type CertifiedKey } from './saml-certificate.ts';

const algorithm = { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' };

/** A key of an IdP whose certificate an authority issued, and the authority. */
export async function makeCertificateChain(): Promise<{ own: CertifiedKey; authority: CertifiedKey }> {
  const [authority, bare] = await Promise.all([
    makeCertifiedKey({ curve: 'P-256' }),
    makeCertifiedKey({ curve: 'P-256' }),
  ]);
  const pkcs8 = authority.privateKey.export({ type: 'pkcs8', format: 'der' });
  const issuer = new x509.X509Certificate(authority.certificatePem);
  const issued = await x509.X509CertificateGenerator.create({
    subject: 'CN=issued.school.example',
    issuer: issuer.subject,
    notBefore: issuer.notBefore,
    notAfter: issuer.notAfter,
    publicKey: new x509.X509Certificate(bare.certificatePem).publicKey,
    signingKey: await crypto.subtle.importKey('pkcs8', new Uint8Array(pkcs8), algorithm, false, ['sign']),
    signingAlgorithm: algorithm,
  });
  return { own: { ...bare, certificatePem: issued.toString('pem') }, authority };
}
