import type { HttpExchange } from '../http/exchange.ts';
import { callOffReset } from './factors/call-off.ts';
import { confirmByApp, confirmByPasskey, showConfirm } from './factors/confirm.ts';
import {
  addApp,
  addPasskey,
  makeRecoveryCodes,
  removeFactor,
  showAddApp,
  showFactors,
} from './factors/factors.ts';
import { joinReset } from './factors/join-reset.ts';
import { useRecoveryCode } from './factors/recovery-code.ts';
import { followNewKeyLink, showNewKey, takeUpNewKey, toSchoolForNewKey } from './new-key/new-key.ts';
import { recoverWithCode, showRecoverWithCode } from './sign-in/recover-with-code.ts';
import { showPasskeySignIn, signInWithPasskey } from './sign-in/passkey-sign-in.ts';
import { actOnAgreement, showAct } from './agreements/act.ts';
import { sendDocument } from './agreements/agreement-documents.ts';
import { showAgreement } from './agreements/agreement.ts';
import { showAgreements } from './agreements/agreements.ts';
import { showReceipt } from './agreements/receipt.ts';
import { showSign, sign } from './agreements/sign.ts';
import { showSwitchOn, switchOn } from './agreements/switch-on.ts';
import { showAccount } from './account/account.ts';
import type { PortalAccess } from './access.ts';
import { portalAddresses } from './addresses.ts';
import { followLink, showInvitation, showTaken, takeUp } from './invitation/invitation.ts';
import { confirmRole, withdrawInvitation, withdrawRole } from './people/change-role.ts';
import { invite, showInvite } from './people/invite.ts';
import { showPeople } from './people/people.ts';
import { confirmReset, requestReset } from './people/resets.ts';
import { nameStandIn } from './people/stand-in.ts';
import { lookErrorUp, showHelpDesk, showHelpDeskChoice } from './help-desk/help-desk.ts';
import { findPerson, showQuestion, showQuestionChoice } from './questions/find-person.ts';
import { endObjection, erasePerson, object, showPerson } from './questions/person.ts';
import {
  sendCouncilBundle,
  sendParentsLetter,
  showCouncilBundle,
  showParentsLetter,
} from './letters/letters.ts';
import { changeHelp, showChangeHelp } from './schools/change-help.ts';
import { showSchools } from './schools/schools.ts';
import { changeAccess, showChangeAccess } from './services/access/change-access.ts';
import { changePolicy, showChange } from './services/change-policy.ts';
import { callOffChange } from './services/later/call-off-change.ts';
import { showFailedChange } from './services/later/retry-change.ts';
import { showDraft, showDraftForm } from './services/drafts/drafts.ts';
import { judgeDraft } from './services/drafts/judge-draft.ts';
import { showService } from './services/service.ts';
import { showSchoolChoice, showServices } from './services/services.ts';
import { restoreVersion, showVersion, showVersions } from './services/versions/versions.ts';
import { showSignIn, signedIn, signInAtSchool, signOut } from './sign-in/sign-in.ts';
import { typeBoardCode } from './today/board-code.ts';
import { reviewPeople } from './today/review.ts';
import { showToday } from './today/today.ts';
import type { Portal, Visitor } from './visitor.ts';

type OpenAnswer = (portal: Portal, exchange: HttpExchange) => Promise<void>;
type VisitorsAnswer = (portal: Portal, exchange: HttpExchange, visitor: Visitor) => Promise<void>;
type Method = 'GET' | 'POST';

/**
 * Who may come to an address. To everybody else there is no such page. `signed_in`: also before a factor of our own was shown;
 * `factors`: also before there is one. `factor`: one has to have been shown a moment ago, because something changes.
 */
export type PortalRow =
  | readonly [method: Method, address: string, answer: OpenAnswer, access: 'anybody']
  | readonly [
      method: Method,
      address: string,
      answer: VisitorsAnswer,
      access: 'signed_in' | 'factors' | PortalAccess,
      factor?: 'factor',
    ];

/** Every address of the portal, from which its router is built. */
// prettier-ignore
export const portalRows: readonly PortalRow[] = [
  ['GET',  portalAddresses.signIn,                     showSignIn,           'anybody'],
  ['GET',  portalAddresses.signInAtSchool,             signInAtSchool,       'anybody'],
  ['GET',  portalAddresses.signInWithPasskey,          showPasskeySignIn,    'anybody'],
  ['POST', portalAddresses.signInWithPasskey,          signInWithPasskey,    'anybody'],
  ['GET',  portalAddresses.signedIn,                   signedIn,             'anybody'],
  ['POST', portalAddresses.signOut,                    signOut,              'anybody'],
  ['GET',  portalAddresses.takenInvitation,            showTaken,            'anybody'],
  ['GET',  portalAddresses.invitationLink(':secret'),  followLink,           'anybody'],
  ['GET',  portalAddresses.invitation,                 showInvitation,       'anybody'],
  ['POST', portalAddresses.invitation,                 takeUp,               'anybody'],
  ['GET',  portalAddresses.recoverWithCode,            showRecoverWithCode,  'anybody'],
  ['POST', portalAddresses.recoverWithCode,            recoverWithCode,      'anybody'],
  ['GET',  portalAddresses.newKeyAtSchool,             toSchoolForNewKey,    'anybody'],
  ['GET',  portalAddresses.newKeyLink(':secret'),      followNewKeyLink,     'anybody'],
  ['GET',  portalAddresses.newKey,                     showNewKey,           'anybody'],
  ['POST', portalAddresses.newKey,                     takeUpNewKey,         'anybody'],
  ['GET',  portalAddresses.confirmFactor,              showConfirm,          'signed_in'],
  ['POST', portalAddresses.confirmFactorByPasskey,     confirmByPasskey,     'signed_in'],
  ['POST', portalAddresses.confirmFactorByApp,         confirmByApp,         'signed_in'],
  ['POST', portalAddresses.useRecoveryCode,            useRecoveryCode,      'signed_in'],
  ['GET',  portalAddresses.factors,                    showFactors,          'factors'],
  ['POST', portalAddresses.addPasskey,                 addPasskey,           'factors'],
  ['GET',  portalAddresses.addApp,                     showAddApp,           'factors'],
  ['POST', portalAddresses.addApp,                     addApp,               'factors'],
  ['POST', portalAddresses.recoveryCodes,              makeRecoveryCodes,    'factors'],
  ['POST', portalAddresses.removeFactor,               removeFactor,         'factors'],
  ['GET',  portalAddresses.home,                       showToday,            'account'],
  ['POST', portalAddresses.boardCode,                  typeBoardCode,        'account',         'factor'],
  ['POST', portalAddresses.callOffReset,               callOffReset,         'account'],
  ['POST', portalAddresses.joinReset,                  joinReset,            'account'],
  ['GET',  portalAddresses.account,                    showAccount,          'account'],
  ['GET',  portalAddresses.people,                     showPeople,           'people.see'],
  ['GET',  portalAddresses.invite,                     showInvite,           'people.invite',   'factor'],
  ['POST', portalAddresses.invite,                     invite,               'people.invite',   'factor'],
  ['POST', portalAddresses.confirm,                    confirmRole,          'people.confirm',  'factor'],
  ['POST', portalAddresses.withdraw,                   withdrawRole,         'people.withdraw', 'factor'],
  ['POST', portalAddresses.withdrawInvitation,         withdrawInvitation,   'people.withdraw', 'factor'],
  ['POST', portalAddresses.nameStandIn,                nameStandIn,          'people.stand_in', 'factor'],
  ['POST', portalAddresses.reviewPeople,               reviewPeople,         'people.withdraw', 'factor'],
  ['POST', portalAddresses.requestReset,               requestReset,         'factors.reset',   'factor'],
  ['POST', portalAddresses.confirmReset,               confirmReset,         'factors.reset',   'factor'],
  ['GET',  portalAddresses.helpDesk,                   showHelpDeskChoice,   'help_desk'],
  ['GET',  portalAddresses.helpDeskOf(':school'),      showHelpDesk,         'help_desk'],
  ['POST', portalAddresses.helpDeskOf(':school'),      lookErrorUp,          'help_desk'],
  ['GET',  portalAddresses.questions,                  showQuestionChoice,   'ledger.person'],
  ['GET',  portalAddresses.questionsOf(':school'),     showQuestion,         'ledger.person',   'factor'],
  ['POST', portalAddresses.questionsOf(':school'),     findPerson,           'ledger.person',   'factor'],
  ['GET',  portalAddresses.foundPerson(':lookUp'),     showPerson,           'ledger.person',   'factor'],
  ['POST', portalAddresses.object(':lookUp'),          object,               'ledger.person',   'factor'],
  ['POST', portalAddresses.endObjection(':lookUp'),    endObjection,         'ledger.person',   'factor'],
  ['POST', portalAddresses.erasePerson(':lookUp'),     erasePerson,          'ledger.person',   'factor'],
  ['GET',  portalAddresses.services,                   showSchoolChoice,     'services'],
  ['GET',  portalAddresses.servicesOf(':school'),      showServices,         'services'],
  ['GET',  portalAddresses.service(':school', ':service'), showService,      'services'],
  ['GET',  portalAddresses.changeService(':school', ':service'), showChange, 'services',        'factor'],
  ['POST', portalAddresses.changeService(':school', ':service'), changePolicy, 'services',      'factor'],
  ['GET',  portalAddresses.changeAccess(':school', ':service'), showChangeAccess, 'services', 'factor'],
  ['POST', portalAddresses.changeAccess(':school', ':service'), changeAccess, 'services',       'factor'],
  ['GET',  portalAddresses.serviceVersions(':school', ':service'), showVersions, 'services'],
  ['GET',  portalAddresses.serviceVersion(':school', ':service', ':version'), showVersion, 'services'],
  ['GET',  portalAddresses.restoreServiceVersion(':school', ':service', ':version'), restoreVersion, 'services', 'factor'],
  ['POST', portalAddresses.callOffChange(':school', ':service'), callOffChange, 'services', 'factor'],
  ['GET',  portalAddresses.retryChange(':school', ':service', ':change'), showFailedChange, 'services', 'factor'],
  ['GET',  portalAddresses.draft(':school', ':service', ':draft'), showDraft, 'services'],
  ['POST', portalAddresses.draft(':school', ':service', ':draft'), judgeDraft, 'services',      'factor'],
  ['GET',  portalAddresses.changeDraft(':school', ':service', ':draft'), showDraftForm, 'services', 'factor'],
  ['GET',  portalAddresses.parentsLetter(':school', ':service'), showParentsLetter, 'services'],
  ['GET',  portalAddresses.parentsLetterAs(':school', ':service', ':form'), sendParentsLetter, 'services'],
  ['GET',  portalAddresses.councilBundle(':school'),   showCouncilBundle,    'services'],
  ['GET',  portalAddresses.councilBundleAs(':school', ':form'), sendCouncilBundle, 'services'],
  ['GET',  portalAddresses.agreements,                 showAgreements,       'agreements'],
  ['GET',  portalAddresses.agreement(':agreement'),    showAgreement,        'agreements'],
  ['GET',  portalAddresses.receipt(':agreement'),      showReceipt,          'papers.read'],
  ['GET',  portalAddresses.agreementDocument(':agreement', ':hash'), sendDocument, 'papers.read'],
  ['GET',  portalAddresses.signAgreement(':agreement'), showSign,            'agreements.sign', 'factor'],
  ['POST', portalAddresses.signAgreement(':agreement'), sign,                'agreements.sign', 'factor'],
  ['GET',  portalAddresses.actOnAgreement(':agreement', ':act'), showAct,    'agreements.sign', 'factor'],
  ['POST', portalAddresses.actOnAgreement(':agreement', ':act'), actOnAgreement, 'agreements.sign', 'factor'],
  ['GET',  portalAddresses.switchOn(':agreement', ':service'), showSwitchOn, 'services',        'factor'],
  ['POST', portalAddresses.switchOn(':agreement', ':service'), switchOn,     'services',        'factor'],
  ['GET',  portalAddresses.schools,                    showSchools,          'schools'],
  ['GET',  portalAddresses.school(':school'),          showChangeHelp,       'schools',         'factor'],
  ['POST', portalAddresses.school(':school'),          changeHelp,           'schools',         'factor'],
];
