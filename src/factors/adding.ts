import { factorKinds, type FactorKind, type FactorProof, type InvitationProof } from '../domain/factors.ts';
import type { PortalAccountId } from '../domain/ids.ts';
import type { PortalRole } from '../domain/portal-roles.ts';
import type { AccountFactors, FactorReset, GroundToAdd } from '../storage/stores/factor-store.ts';

/** How long a proof counts when factors are changed. */
export const proofMillis = 5 * 60_000;

/** Codes of an app can be read out to somebody on the telephone; what these roles do is worth the attempt. */
const rolesWithoutTotp: ReadonlySet<PortalRole> = new Set(['operator', 'signer', 'administrator']);

export function mayHaveTotp(roles: readonly PortalRole[]): boolean {
  return !roles.some((role) => rolesWithoutTotp.has(role));
}

/** Whether this kind of factor is enough for somebody with these roles, whenever they got them. */
export function proves(roles: readonly PortalRole[], kind: FactorKind): boolean {
  return kind === 'passkey' || mayHaveTotp(roles);
}

/** What somebody brings who wants to add a factor. */
export interface WishToAdd {
  /** All that the account has today. */
  readonly roles: readonly PortalRole[];
  readonly proof?: FactorProof;
  readonly acceptance?: InvitationProof;
}

/** What is known when somebody wants to add a factor. */
export interface StateToAdd extends WishToAdd {
  readonly account: PortalAccountId;
  readonly known: AccountFactors;
  readonly now: number;
}

/** The only rule on it. `undefined`: no factor may be added. */
export function mayAddFactor(state: StateToAdd): GroundToAdd | undefined {
  const { account, known, now, proof, acceptance } = state;
  const { factors, reset, pass } = known;
  if (proof !== undefined && provesChange(state, proof)) return { kind: 'proof', factor: proof.factor };
  if (factors.length === 0 && acceptance?.account === account && now < acceptance.until) {
    return { kind: 'acceptance' };
  }
  if (resetIsOpen(reset, now)) return { kind: 'reset' };
  return pass !== undefined && pass.from <= now && now < pass.until ? { kind: 'recovery_pass' } : undefined;
}

/** Whether a reset lets a first factor be added. */
export function resetIsOpen(reset: FactorReset | undefined, now: number): boolean {
  return reset?.isDone === true && !reset.isUsedUp && now < (reset.closesAt ?? 0);
}

/**
 * A proof of a factor that is still there, not for a publication, and young. A kind that is not enough for the roles counts only as
 * long as there is no other: so somebody who becomes a signer adds a passkey with the codes of the app.
 */
export function provesChange(
  { account, known: { factors }, now, roles }: Omit<StateToAdd, keyof InvitationWish>,
  proof: FactorProof,
): boolean {
  const isCurrent =
    proof.account === account &&
    typeof proof.purpose === 'string' &&
    proof.at <= now &&
    now < proof.at + proofMillis &&
    factors.some(({ id, kind }) => id === proof.factor && kind === proof.kind);
  if (!isCurrent) return false;
  const enough = factorKinds.filter((kind) => proves(roles, kind));
  return proves(roles, proof.kind) || !factors.some(({ kind }) => enough.includes(kind));
}

type InvitationWish = Pick<WishToAdd, 'proof' | 'acceptance'>;
