import { chosen } from '../next-step.ts';
import { schoolParameter } from '../parameters.ts';
import type { Step } from '../step.ts';
import { takeStep } from '../take-step.ts';

/** The person named a school: the device remembers it, and the dispatcher says what follows. */
export const schoolChosen: Step = (parts, exchange, waiting) => {
  const register = parts.register.current();
  const school = schoolParameter(exchange.request);
  if (register.school(school) !== undefined) parts.memory.rememberSchool(exchange.response, school);
  const asked = { today: parts.today(), portal: parts.portal };
  return takeStep(parts, exchange, waiting, chosen(school, waiting.service, register, asked));
};
