import { SluisError } from '../domain/errors.ts';

/** No answer of a school is there for this browser and this login: it was used, is over, or belongs elsewhere. */
export function lost(): SluisError {
  return new SluisError('login.browser_mismatch', 'the answer does not belong to this browser and login');
}
