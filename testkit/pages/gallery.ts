import { errorTopics, type ErrorTopic } from '../../src/http/error-topic.ts';
import { renderExplanation } from '../../src/http/explanations/page.ts';
import { renderErrorPage } from '../../src/http/error-page.ts';
import type { ErrorCode } from '../../src/domain/error-codes.ts';
import { printed } from './printed.ts';
import type { Language } from '../../src/domain/language.ts';
import { refusalReasons, whoseTurnFor } from '../../src/domain/release.ts';
import { renderCallbackForm } from '../../src/login/pages/callback-form.ts';
import { renderIdpCancelled } from '../../src/login/pages/cancelled.ts';
import { renderHome } from '../../src/login/pages/home.ts';
import { renderChooseIdp } from '../../src/login/pages/choose-idp.ts';
import { renderPickSchool } from '../../src/login/pages/pick-school.ts';
import { renderRefusal } from '../../src/login/pages/refusal.ts';
import { renderVisitSchool } from '../../src/login/pages/visit-school.ts';
import {
  renderConfirmSignOut,
  renderSignedOut,
  renderStillSignedIn,
} from '../../src/login/pages/signed-out.ts';
import { renderWhoAreYou } from '../../src/login/pages/who-are-you.ts';
import type { ShownReason } from '../../src/login/pages/languages/messages.ts';
import type { SchoolHelp } from '../../src/http/school-help.ts';
import { helpedBySigningIn } from '../../src/login/steps/show-refusal.ts';
import { publicReasons } from '../../src/login/public-reason.ts';
import { announcements, choosers, help, schools } from './choosers.ts';
import { portalHelpDeskPages } from './portal-help-desk-pages.ts';
import { portalInvitePages } from './portal-invite-pages.ts';
import { portalEndsPages } from './portal-ends-pages.ts';
import { portalPages } from './portal-pages.ts';
import { portalQuestionPages } from './portal-question-pages.ts';
import { portalSchoolPages } from './portal-school-pages.ts';
import { portalChangePages } from './portal-change-pages.ts';
import { portalReviewPages } from './portal-review-pages.ts';
import { portalAgreementPages } from './portal-agreement-pages.ts';
import { portalLetterPages } from './portal-letter-pages.ts';
import { portalServicePages } from './portal-service-pages.ts';
import { samples } from './samples.ts';
import type { Variant } from './variant.ts';

/** One code of each topic. */
export const codeOf: Readonly<Record<ErrorTopic, ErrorCode>> = {
  sign_in_failed: 'saml.signature_invalid',
  affiliation_unknown: 'identity.affiliation_unknown',
  school_missing: 'identity.school_missing',
  school_not_allowed: 'identity.school_out_of_scope',
  identifier_missing: 'identity.identifier_missing',
  other_school: 'identity.foreign_board',
  sign_in_lost: 'login.replayed',
  sign_in_cancelled: 'login.cancelled',
  denied_by_school: 'login.denied_by_school',
  school_unreachable: 'login.idp_unreachable',
  school_unknown: 'login.school_unknown',
  busy: 'storage.unavailable',
  bad_request: 'http.bad_request',
  address_unregistered: 'http.redirect_uri_unregistered',
  not_found: 'http.not_found',
  too_many_requests: 'http.rate_limited',
  cross_site: 'http.cross_site',
  internal: 'internal',
};

const someServices = [
  { name: 'Leeskist', description: 'Boeken op jouw niveau', startUrl: 'http://127.0.0.2:4000/start' },
  { name: 'Rekenrivier', description: 'Oefenen met rekenen', startUrl: 'http://127.0.0.2:4001/start' },
];

const others: readonly Variant[] = [
  {
    name: 'home',
    render: (language) =>
      renderHome({
        language,
        currentUrl: '/',
        services: someServices,
      }),
  },
  {
    name: 'home-signed-in',
    render: (language) =>
      renderHome({
        language,
        currentUrl: '/',
        services: someServices,
        signedInSchool: 'Basisschool De Regenboog',
      }),
  },
  {
    name: 'home-searched',
    render: (language) =>
      renderHome({
        language,
        currentUrl: '/?q=oefenen&page=2',
        services: someServices,
        search: { query: 'oefenen', total: 42, page: 2, pages: 3 },
      }),
  },
  {
    name: 'home-nothing-found',
    render: (language) =>
      renderHome({
        language,
        currentUrl: '/?q=zwijnstein',
        services: [],
        search: { query: 'zwijnstein <b>', total: 0, page: 1, pages: 1 },
        searchHasFocus: true,
      }),
  },
  {
    name: 'home-without-services',
    render: (language) => renderHome({ language, currentUrl: '/', services: [] }),
  },
  {
    name: 'pick-school',
    render: (language) =>
      renderPickSchool({
        language,
        currentUrl: '/x',
        serviceName: 'Leeskist',
        schools,
        someoneElseUrl: '/someone-else',
      }),
  },
  {
    name: 'choose-idp',
    render: (language) =>
      renderChooseIdp({
        language,
        currentUrl: '/x',
        schoolName: 'Sint-Fantasius College',
        idps: [
          { name: 'Schoolaccount (Microsoft)', continueUrl: '/login/example/idp/a' },
          { name: 'Leeromgeving', continueUrl: '/login/example/idp/b' },
        ],
        otherSchoolUrl: '/choose',
        announcements: announcements.slice(0, 1),
        help,
      }),
  },
  {
    name: 'cancelled',
    render: (language) =>
      renderIdpCancelled({
        language,
        currentUrl: '/x',
        serviceName: 'Leeskist',
        startAgainUrl: '/again',
        otherSchoolUrl: '/choose',
        backToSupplierUrl: '/back',
        announcements: announcements.slice(1),
        help,
        printed: printed(true),
      }),
  },
  {
    name: 'confirm-sign-out',
    render: (language) =>
      renderConfirmSignOut({ language, currentUrl: '/x', action: '/end', fields: { xsrf: 'x' } }),
  },
  ...(['ask', 'close-browser'] as const).map((nextTime) => ({
    name: `signed-out-${nextTime}`,
    render: (language: Language) =>
      renderSignedOut({
        language,
        currentUrl: '/x',
        serviceName: 'Leeskist',
        onwardsUrl: 'http://127.0.0.2:4000/',
        nextTime,
      }),
  })),
  {
    name: 'signed-out-by-itself',
    render: (language) => renderSignedOut({ language, currentUrl: '/x', nextTime: 'close-browser' }),
  },
  {
    name: 'still-signed-in',
    render: (language) =>
      renderStillSignedIn({
        language,
        currentUrl: '/x',
        service: { name: 'Leeskist', startUrl: 'http://127.0.0.2:4000/' },
        signOutUrl: '/logout',
      }),
  },
  ...[false, true].map((closeBrowserFirst) => ({
    name: closeBrowserFirst ? 'who-are-you-close-browser' : 'who-are-you',
    render: (language: Language) =>
      renderWhoAreYou({
        language,
        currentUrl: '/x',
        serviceName: 'Leeskist',
        signInUrl: '/someone-else',
        announcements: closeBrowserFirst ? announcements : [],
        backToSupplierUrl: '/back',
        closeBrowserFirst,
      }),
  })),
];

const formsOut: readonly (Variant & { readonly formTo: string })[] = [
  {
    name: 'send-to-school',
    formTo: 'http://127.0.0.3:4999/sso',
    render: (language) =>
      renderVisitSchool({
        language,
        action: 'http://127.0.0.3:4999/sso',
        fields: { SAMLRequest: 'PHg+', RelayState: 'abc' },
        schoolName: 'Sint-Fantasius College',
      }),
  },
  {
    name: 'callback-form',
    formTo: 'http://127.0.0.2:4000/callback',
    render: (language) =>
      renderCallbackForm({
        language,
        action: 'http://127.0.0.2:4000/callback',
        fields: { code: 'x+y', state: 'abc' },
        serviceName: 'Leeskist',
      }),
  },
];

const shownReasons = [
  ...refusalReasons.map((reason) => ({ reason, whoseTurn: whoseTurnFor(reason) })),
  ...publicReasons.map((reason) => ({
    reason,
    whoseTurn: reason.endsWith('agreement_now') ? ('board' as const) : ('school' as const),
  })),
];

const offersSigningIn: ReadonlySet<ShownReason> = new Set(helpedBySigningIn);

/** All of it, the names alone, and none. */
function helpAt(reason: ShownReason): SchoolHelp | undefined {
  if (reason === 'service_blocked') return undefined;
  return reason === 'school_closed' ? { school: help.school, board: help.board } : help;
}

const refusals: readonly Variant[] = shownReasons.map(({ reason, whoseTurn }) => ({
  name: `refusal-${reason}`,
  render: (language) =>
    renderRefusal({
      affiliation: reason === 'affiliation_not_covered' ? 'teacher' : 'pupil',
      language,
      currentUrl: '/x',
      reason,
      whoseTurn,
      serviceName: 'Rekenrivier',
      supplierName: 'Uitgeverij Bedacht',
      schoolName: 'Basisschool De Regenboog',
      backToSupplierUrl: '/back',
      someoneElseUrl: '/someone-else',
      helpedBySigningIn: offersSigningIn.has(reason),
      closeBrowserFirst: reason === 'objection',
      announcements: reason === 'service_blocked' ? announcements : [],
      help: helpAt(reason),
      ...printed(reason !== 'service_blocked'),
    }),
}));

/** With what is seen of sign-ins there, where something is. */
function helpOnError(topic: ErrorTopic): SchoolHelp | undefined {
  switch (topic) {
    case 'sign_in_failed':
      return { ...help, signIns: { failSince: { nl: '8:20', en: '8:20' } } };
    case 'affiliation_unknown':
      return { ...help, signIns: 'work' };
    default:
      return undefined;
  }
}

const errors: readonly Variant[] = errorTopics.map((topic) => ({
  name: `error-${topic}`,
  render: (language) =>
    renderErrorPage({
      language,
      code: codeOf[topic],
      ...printed(topic === 'sign_in_failed' || topic === 'denied_by_school'),
      startAgainUrl: '/again',
      serviceName: topic === 'address_unregistered' ? 'Leeskist' : undefined,
      announcements: topic === 'sign_in_failed' ? announcements : [],
      help: helpOnError(topic),
    }),
}));

/** Two of many that differ in their texts alone, the longest among them; the words of all are tested apart. */
const explanations: readonly Variant[] = (['access_denied', 'invalid_grant'] as const).map((error) => ({
  name: `explanation-${error}`,
  render: (language) => renderExplanation({ language, error, currentUrl: `/errors/${error}` }),
}));

/** Every page of the broker in every state that looks different. */
export const gallery: readonly Variant[] = [
  ...choosers,
  ...others,
  ...formsOut,
  ...refusals,
  ...errors,
  ...explanations,
  ...portalPages,
  ...portalInvitePages,
  ...portalEndsPages,
  ...portalSchoolPages,
  ...portalServicePages,
  ...portalLetterPages,
  ...portalChangePages,
  ...portalReviewPages,
  ...portalHelpDeskPages,
  ...portalQuestionPages,
  ...portalAgreementPages,
  samples,
];
