import { nextStep } from '../next-step.ts';
import type { Step } from '../step.ts';
import { takeStep } from '../take-step.ts';

/** Whatever the dispatcher says is next. */
export const start: Step = (parts, exchange, waiting) =>
  takeStep(parts, exchange, waiting, nextStep(waiting, parts.register.current(), parts.today()));
