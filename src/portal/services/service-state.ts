import { activationOf, type ActivationInput } from '../../release/activation.ts';
import { closedWord, type ClosedWord } from './closed-word.ts';

/** `on`: somebody gets in. `off`: the school did not switch it on. `closed`: something else is in the way. */
export type ServiceState =
  | { readonly kind: 'on' }
  | { readonly kind: 'off' }
  | { readonly kind: 'closed'; readonly why: Exclude<ClosedWord, 'off'> };

export function stateOf(input: ActivationInput): ServiceState {
  const activation = activationOf(input);
  if (activation.outcome === 'open') return { kind: 'on' };
  const why = closedWord(activation.reason);
  return why === 'off' ? { kind: 'off' } : { kind: 'closed', why };
}
