import type { HasToWait, NotAdded, RefusedFactor } from '../../factors/outcomes.ts';
import type { FactorTrouble } from '../languages/messages.ts';

/** What a page says about a factor that was not taken: less than the trail, which has the reason. */
export function troubleOf(outcome: RefusedFactor | HasToWait | NotAdded): FactorTrouble {
  switch (outcome.outcome) {
    case 'wait':
      return 'wait';
    case 'not_allowed':
      return 'notAllowed';
    case 'already_there':
    case 'full':
      return 'alreadyThere';
    case 'refused':
      return outcome.reason === 'used_code' ? 'used' : 'wrong';
  }
}
