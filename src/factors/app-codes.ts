import { z } from 'zod';
import type { FactorProof, FactorPurpose } from '../domain/factors.ts';
import type { PortalAccountId } from '../domain/ids.ts';
import type { PortalRole } from '../domain/portal-roles.ts';
import type { GroundToAdd, KeptFactor } from '../storage/stores/factor-store.ts';
import { mayAddFactor, mayHaveTotp, proves, type WishToAdd } from './adding.ts';
import { factorName } from './factor-name.ts';
import { groundIn, groundNote } from './ground-note.ts';
import type {
  AddedFactor,
  HasToWait,
  NotAdded,
  NotAllowed,
  ProvedFactor,
  RefusedFactor,
} from './outcomes.ts';
import { factorEvent, newFactorId, refusedAt, type SharedParts } from './parts.ts';
import { totpContent } from './sealed-factor.ts';
import { matchingStep, totpSecretLength, totpSecretText, totpUri } from './totp.ts';

/** Between a new secret and its first code. */
const setupSeconds = 600;

/** The secret, shown once: as an `otpauth:` address for a QR code, and as text to be typed. */
export interface NewApp {
  readonly outcome: 'begun';
  readonly uri: string;
  readonly secret: string;
}

/** An app on a device of somebody's own that makes codes (TOTP): the way without JavaScript. */
export interface AppCodes {
  /** `label` is what the app shows beside the name of the portal. `not_for_roles`: a passkey alone will do. */
  beginTotp(
    account: PortalAccountId,
    wish: WishToAdd & { readonly label: string },
  ): Promise<NewApp | NotAllowed | { readonly outcome: 'not_for_roles' }>;
  /** The first code; a wrong one can be typed again. */
  confirmTotp(
    account: PortalAccountId,
    code: string,
    name: string,
  ): Promise<AddedFactor | NotAdded | RefusedFactor | HasToWait>;
  /** Codes are not enough for some roles: then they prove no more than is needed to add a passkey. */
  verifyTotp(
    account: PortalAccountId,
    code: string,
    asked: { readonly purpose: FactorPurpose; readonly roles: readonly PortalRole[] },
  ): Promise<ProvedFactor | RefusedFactor | HasToWait>;
}

interface WaitingApp {
  readonly secret: Uint8Array;
  readonly ground: GroundToAdd;
}

const waitingApp = z.object({ secret: z.base64url(), ground: z.string() });

export function createAppCodes(parts: SharedParts): AppCodes {
  const { known, ephemeral, clock } = parts;
  return {
    async beginTotp(account, { label, ...wish }) {
      if (!mayHaveTotp(wish.roles)) return { outcome: 'not_for_roles' };
      const ground = mayAddFactor({ ...wish, account, known: await known(account), now: clock.now() });
      if (ground === undefined) return { outcome: 'not_allowed' };
      const secret = parts.randomness.bytes(totpSecretLength);
      const waiting = { secret: secret.toString('base64url'), ground: groundNote(ground) };
      await ephemeral.put(setupKey(account), Buffer.from(JSON.stringify(waiting)), setupSeconds);
      const uri = totpUri(secret, { issuer: parts.relyingParty.name, label });
      return { outcome: 'begun', uri, secret: totpSecretText(secret) };
    },
    async confirmTotp(account, code, name) {
      const waiting = readWaiting(await ephemeral.get(setupKey(account)));
      if (waiting === undefined) return { outcome: 'not_allowed' };
      const step = await tryCode(parts, account, { secret: waiting.secret, code });
      if (typeof step !== 'number') return step;
      await ephemeral.delete(setupKey(account));
      return addApp(parts, account, { ...waiting, name: factorName(name), step });
    },
    async verifyTotp(account, code, { purpose, roles }) {
      const { factors } = await known(account);
      const app = factors.find(({ kind }) => kind === 'totp');
      const isEnough = proves(roles, 'totp') || purpose === 'change_factors';
      if (app === undefined || !isEnough) return refusedAt(parts, account, 'no_app');
      return useCode(parts, app, code, purpose);
    },
  };
}

async function useCode(
  parts: SharedParts,
  app: KeptFactor,
  code: string,
  purpose: FactorPurpose,
): Promise<ProvedFactor | RefusedFactor | HasToWait> {
  const { account, id: factor } = app;
  const { secret } = parts.sealing.open(totpContent, app);
  const step = await tryCode(parts, account, { secret, code });
  if (typeof step !== 'number') return step;
  const at = parts.clock.now();
  if (!(await parts.store.useTotpStep(factor, { step, at }))) return refusedAt(parts, account, 'used_code');
  await parts.throttle.forget('totp', account);
  return { outcome: 'proved', proof: { kind: 'totp', account, factor, purpose, at } };
}

/** The step whose code it is. */
async function tryCode(
  parts: SharedParts,
  account: PortalAccountId,
  { secret, code }: { readonly secret: Uint8Array; readonly code: string },
): Promise<number | RefusedFactor | HasToWait> {
  const admission = await parts.throttle.admit('totp', account);
  if (admission.outcome === 'wait') return admission;
  const now = parts.clock.now();
  if (admission.startsToWait) {
    await parts.audit(factorEvent('factor.throttled', account, now, { reason: 'totp' }));
  }
  return matchingStep(secret, code, now) ?? (await refusedAt(parts, account, 'wrong_code'));
}

async function addApp(
  parts: SharedParts,
  account: PortalAccountId,
  app: WaitingApp & { readonly name: string; readonly step: number },
): Promise<AddedFactor | NotAdded> {
  const { name, secret, step, ground } = app;
  const at = parts.clock.now();
  const row = { account, id: newFactorId(parts.randomness) };
  const sealed = parts.sealing.seal({ name, secret }, row);
  const factor = { ...row, ...sealed, kind: 'totp', addedAt: at, totpStep: step } as const;
  const added = factorEvent('factor.added', account, at, { reason: 'totp' });
  const messages = await parts.notices('factor_added', account);
  const outcome = await parts.store.add(factor, ground, [added], messages);
  if (outcome !== 'added') return { outcome };
  await parts.throttle.forget('totp', account);
  const proof: FactorProof = { kind: 'totp', account, factor: row.id, purpose: 'change_factors', at };
  return { outcome, factor: row.id, proof };
}

function readWaiting(kept: Uint8Array | undefined): WaitingApp | undefined {
  if (kept === undefined) return undefined;
  const { secret, ground: note } = waitingApp.parse(JSON.parse(Buffer.from(kept).toString()));
  const ground = groundIn(note);
  return ground === undefined ? undefined : { secret: Buffer.from(secret, 'base64url'), ground };
}

function setupKey(account: PortalAccountId): string {
  return `factor-setup:${account}`;
}
