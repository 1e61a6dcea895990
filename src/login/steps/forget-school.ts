import { seeOther } from '../../http/see-other.ts';
import { loginAddresses } from '../addresses.ts';
import type { Step } from '../step.ts';

/** The device remembers no school any more. */
export const forgetSchool: Step = (parts, { response }, { transaction }) => {
  parts.memory.forgetSchool(response);
  seeOther(response, loginAddresses.schools(transaction));
};
