import type { Clock } from '../domain/clock.ts';
import type { RegisterView } from '../register/replica/register.ts';

/**
 * Invariant 6: false when this node has not known for so long whether its snapshot of the register is the newest that
 * nothing may rest on it.
 */
export function isRegisterConfirmed({
  register,
  clock,
  registerGraceSeconds,
}: {
  readonly register: Pick<RegisterView, 'confirmedAt'>;
  readonly clock: Clock;
  readonly registerGraceSeconds: number;
}): boolean {
  return clock.now() - register.confirmedAt() <= registerGraceSeconds * 1000;
}
