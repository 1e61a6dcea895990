import { arrive } from './steps/arrive.ts';
import { backNotAvailable, backToSupplier, backUnproven } from './steps/back-to-supplier.ts';
import { cancelled } from './steps/cancelled.ts';
import { chooseSchool } from './steps/choose-school.ts';
import { forgetSchool } from './steps/forget-school.ts';
import { idpClosed, schoolClosed, serviceClosed } from './steps/closed-gate.ts';
import { notTakingPart } from './steps/not-taking-part.ts';
import { pickSchool } from './steps/pick-school.ts';
import { receiveOidcAnswer, receiveSamlAnswer } from './steps/receive-answer.ts';
import { schoolChosen } from './steps/school-chosen.ts';
import { schoolPicked } from './steps/school-picked.ts';
import { someoneElse } from './steps/someone-else.ts';
import { start } from './steps/start.ts';
import { idpChosen, idpChosenWithoutAsking } from './steps/visit-school.ts';
import { wentOn } from './steps/went-on.ts';
import type { AnswerStep, Step, TicketStep } from './step.ts';

/**
 * What the browser has to bring to a step. `cookie`: of the transaction, it proves which browser began. `ticket`: in the
 * address, it proves which browser brought the answer. `answer`: of an IdP; it names a visit that waits for it, and no
 * cookie is expected, since a form of another site brings none.
 */
export type FlowRow =
  | readonly [method: Method, address: string, step: Step, brings: 'cookie']
  | readonly [method: Method, address: string, step: TicketStep, brings: 'cookie, ticket']
  | readonly [method: Method, address: string, step: AnswerStep, brings: 'answer'];
type Method = 'GET' | 'POST';

/** By these somebody turns away, from the service or from the account at hand: too late with that, they are not led on to both. */
export const turningAway: ReadonlySet<FlowRow[2]> = new Set([
  someoneElse,
  backToSupplier,
  backNotAvailable,
  backUnproven,
]);

/**
 * The way of a login, from which its router is built. Each step is a file of `steps/`, and its page is the one of that name in
 * `pages/`. Before all of them comes `Login.begin`, in the supplier's own request.
 */
// prettier-ignore
export const loginFlow: readonly FlowRow[] = [
  // The supplier asked. Which school?
  ['GET',  '/login/:transaction',                                         start,                  'cookie'],
  ['GET',  '/login/:transaction/schools',                                 chooseSchool,           'cookie'],
  ['POST', '/login/:transaction/forget',                                  forgetSchool,           'cookie'],
  ['GET',  '/login/:transaction/school/:school',                          schoolChosen,           'cookie'],
  // To the school
  ['GET',  '/login/:transaction/school/:school/idp/:idp',                 idpChosen,              'cookie'],
  ['GET',  '/login/:transaction/school/:school/idp/:idp/without-asking',  idpChosenWithoutAsking, 'cookie'],
  // Nobody is sent there for nothing
  ['GET',  '/login/:transaction/school/:school/closed',                   schoolClosed,           'cookie'],
  ['GET',  '/login/:transaction/school/:school/not-taking-part',          notTakingPart,          'cookie'],
  ['GET',  '/login/:transaction/idp/:idp/closed',                         idpClosed,              'cookie'],
  ['GET',  '/login/:transaction/closed',                                  serviceClosed,          'cookie'],
  // What the school says
  ['POST', '/saml/:idp/acs',                                              receiveSamlAnswer,      'answer'],
  ['GET',  '/oidc/:idp/callback',                                         receiveOidcAnswer,      'answer'],
  ['GET',  '/login/:transaction/school/:school/cancelled',                cancelled,              'cookie'],
  // Back in the browser that began
  ['GET',  '/login/:transaction/arrived',                                 arrive,                 'cookie, ticket'],
  ['GET',  '/login/:transaction/went-on',                                 wentOn,                 'cookie'],
  ['GET',  '/login/:transaction/pick',                                    pickSchool,             'cookie'],
  ['GET',  '/login/:transaction/pick/:school',                            schoolPicked,           'cookie'],
  ['GET',  '/login/:transaction/someone-else',                            someoneElse,            'cookie'],
  // Back to the supplier without a sign-in
  ['GET',  '/login/:transaction/back',                                    backToSupplier,         'cookie'],
  ['GET',  '/login/:transaction/not-available',                           backNotAvailable,       'cookie'],
  ['GET',  '/login/:transaction/unproven',                                backUnproven,           'cookie'],
];
