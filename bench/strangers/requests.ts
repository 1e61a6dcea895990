import { randomBytes } from 'node:crypto';
import { service } from '../journeys/supplier.ts';
import { schools } from '../measured/federation.ts';
import type { StrangersLaboratory } from './laboratory.ts';

export type Fields = Readonly<Record<string, string>>;
export type Request = (laboratory: StrangersLaboratory, headers: Fields) => Promise<{ status: number }>;

/** An authorization request as suppliers send it, some 500 bytes, with more or larger parameters if wanted. */
export function authorization(more: Fields = {}): Fields {
  return {
    client_id: service.id,
    response_type: 'code',
    redirect_uri: service.redirectUri,
    scope: 'openid profile',
    state: randomBytes(16).toString('base64url'),
    nonce: randomBytes(16).toString('base64url'),
    code_challenge: randomBytes(32).toString('base64url'),
    code_challenge_method: 'S256',
    login_hint: `school:${schools.saml}`,
    ...more,
  };
}

export const authorize =
  (more: () => Fields = () => ({})): Request =>
  ({ issuer, http }, headers) =>
    http.get(`${issuer}/authorize?${new URLSearchParams(authorization(more())).toString()}`, headers);

export const postTo =
  (path: string, fields: () => Fields): Request =>
  ({ issuer, http }, headers) =>
    http.post(`${issuer}${path}`, fields(), headers);

export const getOf =
  (path: () => string): Request =>
  ({ issuer, http }, headers) =>
    http.get(`${issuer}${path()}`, headers);

/** Bytes that compress badly, as attackers send them. */
export function noise(bytes: number): string {
  return randomBytes(bytes).toString('base64url').slice(0, bytes);
}

/** An address of its own for each request: what is measured is what one costs, not whom a limit stops. */
export function anyAddress(): Fields {
  return { 'x-forwarded-for': [10, ...randomBytes(3)].join('.') };
}
