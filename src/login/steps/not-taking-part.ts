import { SluisError } from '../../domain/errors.ts';
import { whoseTurnFor } from '../../domain/release.ts';
import { seeOther } from '../../http/see-other.ts';
import { loginAddresses } from '../addresses.ts';
import { schoolParameter } from '../parameters.ts';
import { participationRefusals } from '../participation.ts';
import { publicReasonFor } from '../public-reason.ts';
import { errorIdFor } from '../refusal-error-id.ts';
import { schoolHelp } from '../school-help.ts';
import { sendRefusal } from '../send-refusal.ts';
import type { Step } from '../step.ts';

/** The chosen school does not take part in this service, and whose turn it is. When it does by now, the login goes on. */
export const notTakingPart: Step = async (parts, exchange, waiting) => {
  const register = parts.register.current();
  const school = register.school(schoolParameter(exchange.request));
  const service = register.service(waiting.service)?.record;
  if (school === undefined) throw new SluisError('login.school_unknown', 'no such school');
  const refusal =
    service && participationRefusals(service, register, { ...parts, today: parts.today() })(school);
  if (refusal === undefined) {
    seeOther(exchange.response, loginAddresses.school(waiting.transaction, school.id));
    return;
  }
  const written = await errorIdFor(parts, waiting, {
    type: 'login.refused',
    reason: refusal,
    school: school.id,
    service: waiting.service,
  });
  sendRefusal(parts, exchange, waiting, {
    ...written,
    reason: publicReasonFor(refusal),
    whoseTurn: whoseTurnFor(refusal),
    schoolName: school.name,
    help: schoolHelp(register, school.id),
    // Nobody has said yet who they are: see the page of a closed gate.
    affiliation: 'pupil',
    otherSchoolUrl: loginAddresses.schools(waiting.transaction),
  });
};
