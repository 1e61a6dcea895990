import { SluisError } from '../domain/errors.ts';
import type { WaitingRequest } from '../downstream/interaction.ts';
import type { HttpExchange } from '../http/exchange.ts';
import { seeOther } from '../http/see-other.ts';
import type { NextStep } from './next-step.ts';
import type { LoginParts } from './parts.ts';
import { chooseIdp } from './steps/choose-idp.ts';
import { chooseSchool } from './steps/choose-school.ts';
import { showRefusal } from './steps/show-refusal.ts';
import { visitSchool } from './steps/visit-school.ts';
import { refuseAtClosedGate } from './refuse-at-closed-gate.ts';

/** The one dispatcher's decision, carried out. */
export async function takeStep(
  parts: LoginParts,
  exchange: HttpExchange,
  waiting: WaitingRequest,
  next: NextStep,
): Promise<void> {
  switch (next.step) {
    case 'resume':
      seeOther(exchange.response, next.url);
      return undefined;
    case 'show-refusal':
      return showRefusal(parts, exchange, waiting);
    case 'choose-school':
      chooseSchool(parts, exchange, waiting);
      return undefined;
    case 'choose-idp':
      chooseIdp(parts, exchange, waiting, next.school);
      return undefined;
    case 'visit-school':
      return visitSchool(parts, exchange, waiting, next);
    case 'closed-gate':
      seeOther(exchange.response, await refuseAtClosedGate(parts, waiting, next.closed, next.school));
      return undefined;
    case 'school-unknown':
      throw new SluisError('login.school_unknown', 'no such school');
  }
}
