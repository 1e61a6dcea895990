import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
} from 'node:crypto';
import { z } from 'zod';
import { cbor } from './cbor.ts';

/** A passkey that the demo keeps for one of its people, as it is written to its file. */
export const passkeyShape = z.object({ id: z.string(), owner: z.string(), privateKeyPem: z.string() });
export type Passkey = z.infer<typeof passkeyShape>;

export const creationOptions = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string() }),
  user: z.object({ id: z.string() }),
});
export const requestOptions = z.object({ challenge: z.string(), rpId: z.string() });

const [userPresent, userVerified, hasCredential] = [0x01, 0x04, 0x40];

/** A new one (ES256), and what a browser would answer about it (Web Authentication, 5.1.3). */
export function newPasskey(
  { challenge, rp, user }: z.infer<typeof creationOptions>,
  origin: string,
): { readonly passkey: Passkey; readonly answer: object } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  const privateKeyPem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const passkey = { id: id.toString('base64url'), owner: user.id, privateKeyPem };
  const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, publicKeyOf(passkey)]);
  const flags = userPresent | userVerified | hasCredential;
  const attestation = new Map<string, Parameters<typeof cbor>[0]>([
    ['fmt', 'none'],
    ['attStmt', new Map()],
    ['authData', Buffer.concat([authenticatorData(rp.id, flags), credential])],
  ]);
  const response = {
    clientDataJSON: clientData('webauthn.create', challenge, origin).toString('base64url'),
    attestationObject: cbor(attestation).toString('base64url'),
    transports: ['internal'],
  };
  return { passkey, answer: answered(passkey, response) };
}

/** The answer to a page that asks for it (Web Authentication, 5.1.4). */
export function answerWith(
  passkey: Passkey,
  { challenge, rpId }: z.infer<typeof requestOptions>,
  origin: string,
): object {
  const data = authenticatorData(rpId, userPresent | userVerified);
  const client = clientData('webauthn.get', challenge, origin);
  const signed = Buffer.concat([data, sha256(client)]);
  return answered(passkey, {
    clientDataJSON: client.toString('base64url'),
    authenticatorData: data.toString('base64url'),
    signature: sign('sha256', signed, createPrivateKey(passkey.privateKeyPem)).toString('base64url'),
    userHandle: passkey.owner,
  });
}

/** It does not count what it signs, as those that are shared between devices. */
function authenticatorData(rpId: string, flags: number): Buffer {
  return Buffer.concat([sha256(rpId), Buffer.from([flags]), Buffer.alloc(4)]);
}

function clientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

function answered({ id }: Passkey, response: object): object {
  return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
}

/** RFC 9053: an EC2 key of P-256 for ES256. */
function publicKeyOf({ privateKeyPem }: Passkey): Buffer {
  const { x = '', y = '' } = createPublicKey(privateKeyPem).export({ format: 'jwk' });
  return cbor(
    new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]),
  );
}

function sha256(content: string | Uint8Array): Buffer {
  return createHash('sha256').update(content).digest();
}
