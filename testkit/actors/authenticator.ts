import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { cbor } from './cbor.ts';

/** How an answer differs from that of an honest device in the hand of its owner. */
export interface DeviceWishes {
  readonly origin?: string;
  readonly relyingPartyId?: string;
  readonly challenge?: string;
  /** Neither finger nor PIN was asked for. */
  readonly isUserVerified?: boolean;
  readonly signCount?: number;
  readonly crossOrigin?: boolean;
  /** `undefined`: as a device that does not keep passkeys. */
  readonly userHandle?: string | undefined;
  /** Format and statement of an attestation that nobody asked for. */
  readonly attestation?: readonly [string, Parameters<typeof cbor>[0]];
}

interface CreationOptions {
  readonly challenge: string;
  readonly rp: { readonly id?: string };
  readonly user: { readonly id: string };
}
interface RequestOptions {
  readonly challenge: string;
  readonly rpId?: string;
}

/** A device with one passkey (ES256), which counts what it signs. Answers are as browsers give them as JSON. */
export interface Authenticator {
  /** Whom it belongs to, once it is registered. */
  userHandle(): string | undefined;
  register(options: CreationOptions, wishes?: DeviceWishes): unknown;
  answer(options: RequestOptions, wishes?: DeviceWishes): unknown;
}

const [userPresent, userVerified, hasCredential] = [0x01, 0x04, 0x40];

/** `counts`: whether it counts at all; those that share passkeys between devices do not. */
export function createAuthenticator(origin: string, { counts = true } = {}): Authenticator {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  const credentialId = id.toString('base64url');
  let signed = 0;
  let owner: string | undefined;

  const authenticatorData = (rpId: string, wishes: DeviceWishes, credential?: Buffer): Buffer => {
    if (counts) signed += 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(wishes.signCount ?? signed);
    const flags =
      userPresent |
      (wishes.isUserVerified === false ? 0 : userVerified) |
      (credential === undefined ? 0 : hasCredential);
    return Buffer.concat([
      sha256(wishes.relyingPartyId ?? rpId),
      Buffer.from([flags]),
      count,
      credential ?? Buffer.alloc(0),
    ]);
  };
  const clientData = (type: string, challenge: string, wishes: DeviceWishes): Buffer =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: wishes.challenge ?? challenge,
        origin: wishes.origin ?? origin,
        crossOrigin: wishes.crossOrigin ?? false,
      }),
    );
  const answered = (response: Readonly<Record<string, unknown>>) => ({
    id: credentialId,
    rawId: credentialId,
    type: 'public-key',
    clientExtensionResults: {},
    response,
  });

  return {
    userHandle: () => owner,
    register(options, wishes = {}) {
      owner = options.user.id;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const credential = Buffer.concat([
        Buffer.alloc(16),
        length,
        id,
        coseKey(publicKey.export({ format: 'jwk' })),
      ]);
      const [fmt, attStmt] = wishes.attestation ?? ['none', new Map()];
      const attestation = new Map<string, Parameters<typeof cbor>[0]>([
        ['fmt', fmt],
        ['attStmt', attStmt],
        ['authData', authenticatorData(options.rp.id ?? '', wishes, credential)],
      ]);
      return answered({
        clientDataJSON: clientData('webauthn.create', options.challenge, wishes).toString('base64url'),
        attestationObject: cbor(attestation).toString('base64url'),
        transports: ['internal'],
      });
    },
    answer(options, wishes = {}) {
      const data = authenticatorData(options.rpId ?? '', wishes);
      const client = clientData('webauthn.get', options.challenge, wishes);
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey);
      return answered({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
        userHandle: 'userHandle' in wishes ? wishes.userHandle : owner,
      });
    },
  };
}

/** RFC 9053: an EC2 key of P-256 for ES256. */
function coseKey({ x = '', y = '' }: { readonly x?: string; readonly y?: string }): Buffer {
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
