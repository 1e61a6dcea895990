import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { COSEALG, decodeAttestationObject } from '@simplewebauthn/server/helpers';
import { challengeSeconds } from './challenges.ts';
import type { AssertionAnswer, RegistrationAnswer } from './passkey-answer.ts';
import type { PasskeyContent } from './sealed-factor.ts';

/** What a browser is given as JSON, for `PublicKeyCredential.parseCreationOptionsFromJSON`. */
export type CreationOptions = PublicKeyCredentialCreationOptionsJSON;
/** The same for `PublicKeyCredential.parseRequestOptionsFromJSON`. */
export type RequestOptions = PublicKeyCredentialRequestOptionsJSON;

/** For whom authenticators make passkeys. */
export interface RelyingParty {
  /** RP ID: the host of the portal, or a domain above it. */
  readonly id: string;
  readonly name: string;
  readonly origin: string;
}

type Passkey = Omit<PasskeyContent, 'name'>;

const algorithms = [COSEALG.ES256, COSEALG.EdDSA, COSEALG.RS256];
const timeout = challengeSeconds * 1000;

export function creationOptions(
  relyingParty: RelyingParty,
  wish: {
    readonly challenge: string;
    readonly userHandle: string;
    readonly userName: string;
    readonly existing: readonly Passkey[];
  },
): Promise<CreationOptions> {
  return generateRegistrationOptions({
    rpName: relyingParty.name,
    rpID: relyingParty.id,
    userID: bytesOf(wish.userHandle),
    userName: wish.userName,
    challenge: bytesOf(wish.challenge),
    timeout,
    attestationType: 'none',
    excludeCredentials: wish.existing.map(described),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
  });
}

export function requestOptions(
  relyingParty: RelyingParty,
  challenge: string,
  existing: readonly Passkey[],
): Promise<RequestOptions> {
  return generateAuthenticationOptions({
    rpID: relyingParty.id,
    challenge: bytesOf(challenge),
    timeout,
    userVerification: 'required',
    ...(existing.length === 0 ? {} : { allowCredentials: existing.map(described) }),
  });
}

/** The new passkey; `undefined`: the answer is not one to this challenge, or nobody was verified. */
export async function verifiedRegistration(
  relyingParty: RelyingParty,
  challenge: string,
  { response, ...credential }: RegistrationAnswer,
): Promise<(Passkey & { readonly signCount: number }) | undefined> {
  if (!attestsNothing(response.attestationObject)) return undefined;
  const verified = await verifyRegistrationResponse({
    response: { ...credential, response, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: relyingParty.origin,
    expectedRPID: relyingParty.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => undefined);
  if (verified?.verified !== true) return undefined;
  const { id, publicKey, counter } = verified.registrationInfo.credential;
  if (id !== credential.id) return undefined;
  return { credentialId: id, publicKey, signCount: counter, transports: response.transports };
}

/** How often the passkey says that it signed; `undefined`: it did not sign this, or nobody was verified. */
export async function verifiedAssertion(
  relyingParty: RelyingParty,
  challenge: string,
  answer: AssertionAnswer,
  { credentialId, publicKey }: Passkey,
): Promise<number | undefined> {
  const { response, ...credential } = answer;
  const { clientDataJSON, authenticatorData, signature } = response;
  const signed = { clientDataJSON, authenticatorData, signature };
  const verified = await verifyAuthenticationResponse({
    response: { ...credential, response: signed, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: relyingParty.origin,
    expectedRPID: relyingParty.id,
    requireUserVerification: true,
    // the count is compared where it is kept, so that of two answers at the same moment one counts
    credential: { id: credentialId, publicKey, counter: 0 },
  }).catch(() => undefined);
  return verified?.verified === true ? verified.authenticationInfo.newCounter : undefined;
}

/**
 * Nobody asked for an attestation. One that comes all the same may name certificates, and the library would fetch what these name: calls to
 * addresses that a stranger chose. What an authenticator signs with the new key itself names none.
 */
function attestsNothing(attestationObject: string): boolean {
  try {
    const attestation = decodeAttestationObject(bytesOf(attestationObject));
    const format = attestation.get('fmt');
    return format === 'none' || (format === 'packed' && attestation.get('attStmt').get('x5c') === undefined);
  } catch {
    return false;
  }
}

function described({ credentialId, transports }: Passkey) {
  return { id: credentialId, transports: [...transports] };
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(base64url, 'base64url'));
}
