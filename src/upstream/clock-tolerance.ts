import type { IdentityProvider } from '../register/model/kinds/idp.ts';

/** Schools' servers are right to a minute; an IdP whose clock is not has its own tolerance in the register. */
const usualToleranceSeconds = 60;

/** Seconds that the clocks of an IdP and ours may differ, for every moment that it names. */
export function clockToleranceOf({
  clockToleranceSeconds,
}: Pick<IdentityProvider, 'clockToleranceSeconds'>): number {
  return clockToleranceSeconds ?? usualToleranceSeconds;
}
