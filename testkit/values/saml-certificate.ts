import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { createPrivateKey, type KeyObject } from 'node:crypto';

/** A key pair with a self-signed certificate, of a school's IdP or of the broker. */
export interface CertifiedKey {
  readonly privateKey: KeyObject;
  readonly privateKeyPem: string;
  readonly certificatePem: string;
}

export interface CertificateWishes {
  readonly bits?: number;
  /** An ECDSA key on this curve instead of RSA. */
  readonly curve?: 'P-256' | 'P-384' | 'P-521';
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

const day = 24 * 60 * 60 * 1000;

export async function makeCertifiedKey(wishes: CertificateWishes = {}): Promise<CertifiedKey> {
  const algorithm =
    wishes.curve === undefined
      ? {
          name: 'RSASSA-PKCS1-v1_5',
          hash: 'SHA-256',
          modulusLength: wishes.bits ?? 2048,
          publicExponent: new Uint8Array([1, 0, 1]),
        }
      : { name: 'ECDSA', hash: 'SHA-256', namedCurve: wishes.curve };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=saml.school.example',
    notBefore: wishes.notBefore ?? new Date(Date.now() - day),
    notAfter: wishes.notAfter ?? new Date(Date.now() + 3650 * day),
    signingAlgorithm: algorithm,
    keys,
  });
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { privateKey, privateKeyPem, certificatePem: certificate.toString('pem') };
}

/** The certificate as XML carries it. */
export function bareCertificate({ certificatePem }: Pick<CertifiedKey, 'certificatePem'>): string {
  return certificatePem.replace(/-----[A-Z ]+-----|\s/g, '');
}

/** As `openssl x509 -trustout` writes it: after the certificate, what it may be used for; here nothing is said. */
export function trustedCertificate(certificatePem: string): string {
  const der = Buffer.from(bareCertificate({ certificatePem }), 'base64');
  const base64 = Buffer.concat([der, Buffer.from([0x30, 0x00])]).toString('base64');
  return `-----BEGIN TRUSTED CERTIFICATE-----\n${base64}\n-----END TRUSTED CERTIFICATE-----\n`;
}
