import { z } from 'zod';

/** Far more than an authenticator sends. */
const longest = 65_536;
const base64url = z.base64url().min(1).max(longest);
/** A credential id has at most 1023 bytes (WebAuthn section 5.8.3). */
const credentialId = z.base64url().min(1).max(1_364);

const credential = z.object({ id: credentialId, rawId: credentialId, type: z.literal('public-key') });
const transport = z.string().max(30);

/** What a browser answers, as JSON; what else it says is left out. */
export const registrationAnswer = credential.extend({
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(transport).max(10).default([]),
  }),
});
export type RegistrationAnswer = z.output<typeof registrationAnswer>;

export const assertionAnswer = credential.extend({
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    // a passkey that is not kept on the authenticator has none
    userHandle: z
      .base64url()
      .max(200)
      .nullish()
      .transform((handle) => handle ?? undefined),
  }),
});
export type AssertionAnswer = z.output<typeof assertionAnswer>;

/** What the browser itself says, and the authenticator signed. */
const clientData = z.object({ challenge: z.base64url(), crossOrigin: z.boolean().optional() });

/** The challenge of an answer; `undefined`: it cannot be read, or a page within a page of somebody else asked. */
export function challengeIn(clientDataJson: string): string | undefined {
  try {
    const said: unknown = JSON.parse(Buffer.from(clientDataJson, 'base64url').toString());
    const { data } = clientData.safeParse(said);
    return data?.crossOrigin === true ? undefined : data?.challenge;
  } catch {
    return undefined;
  }
}
