import { possibleSchools } from '../arrival.ts';
import { lost } from '../lost.ts';
import { schoolParameter } from '../parameters.ts';
import { signIn } from '../sign-in.ts';
import type { Step } from '../step.ts';

/** The person works or learns at several schools and says for which one this visit is. */
export const schoolPicked: Step = async (parts, exchange, waiting) => {
  const picked = schoolParameter(exchange.request);
  const held = await parts.transactions.heldForPick(waiting.transaction);
  const school = held && possibleSchools(parts, held).find(({ id }) => id === picked);
  if (school === undefined) throw lost();
  const arrival = await parts.transactions.takeHeldForPick(waiting.transaction);
  if (arrival === undefined) throw lost();
  await signIn(parts, exchange, waiting, arrival, school);
};
