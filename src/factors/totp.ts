import { HOTP, Secret, TOTP } from 'otpauth';

/** As apps understand it: RFC 6238 with SHA-1, six digits, 30 seconds. */
const shape = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Bytes: 160 bits, as RFC 4226 section 4 recommends. */
export const totpSecretLength = 20;
/** A step before and after this one, for clocks that are a little wrong. */
const steps = [0, -1, 1] as const;

/** The step whose code this is, as somebody typed it; `undefined`: none of those that count now. */
export function matchingStep(secret: Uint8Array, typed: string, now: number): number | undefined {
  const code = typed.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(code)) return undefined;
  const current = TOTP.counter({ period: shape.period, timestamp: now });
  const found = steps.find(
    (step) =>
      HOTP.validate({
        token: code,
        secret: asSecret(secret),
        counter: current + step,
        window: 0,
        ...shape,
      }) === 0,
  );
  return found === undefined ? undefined : current + found;
}

/** What an app reads, from a QR code or as a link: `otpauth://totp/…`. Holds the secret. */
export function totpUri(
  secret: Uint8Array,
  { issuer, label }: { readonly issuer: string; readonly label: string },
): string {
  return new TOTP({ ...shape, secret: asSecret(secret), issuer, label }).toString();
}

/** The secret as somebody types it into an app. */
export function totpSecretText(secret: Uint8Array): string {
  return asSecret(secret).base32;
}

function asSecret(bytes: Uint8Array): Secret {
  return new Secret({ buffer: new Uint8Array(bytes).buffer });
}
