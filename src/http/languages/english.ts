import type { Messages } from './messages.ts';

export const english: Messages = {
  languageName: 'English',
  skipToContent: 'Skip to the content',
  homeLink: 'To the front page of Sluis',
  languageSwitch: 'Language',
  footer: {
    whatIsSluis: 'What is Sluis?',
    privacy: 'Sluis passes on only what your school and the supplier have agreed on.',
  },
  whoCanSolveThis: 'Who can solve this?',
  whoseTurn: {
    school: 'Your school',
    board: 'The board of your school',
    supplier: 'The maker of the learning material',
    operator: 'The people who run Sluis',
    person: 'You',
  },
  whatYouCanDo: 'What can you do?',
  startAgain: 'Start again',
  otherAccount:
    'Do you want to take another account? Then start again. Does the school not ask who you are? Then close the browser completely first.',
  errorCode: 'Error code',
  errorCodeUse: 'Asking for help? Then pass on this code.',
  errors: {
    sign_in_failed: {
      title: 'Signing in did not work',
      what: 'We got an answer from your school that we cannot use. That is why you are not signed in.',
      action: 'Start again at your learning material. Does it fail again? Then tell your school.',
    },
    affiliation_unknown: {
      title: 'We do not know whether you are a pupil or a teacher',
      what: 'Your school did not tell us whether you are a pupil, a teacher or somebody else at the school.',
      action: 'Tell your teacher or the IT administrator of your school. They can put it right.',
    },
    school_missing: {
      title: 'We do not know which school you are at',
      what: 'You are signed in, but we were not told which school you belong to.',
      action: 'Tell your teacher or the IT administrator of your school. They can put it right.',
    },
    school_not_allowed: {
      title: 'Your school does not match your account',
      what: 'Your account belongs to a school that does not go with this way of signing in.',
      action: 'Start again and choose your own school. Does it fail again? Then tell your school.',
    },
    identifier_missing: {
      title: 'We cannot recognise you',
      what: 'Your school did not pass on enough for us to recognise you next time.',
      action: 'Tell your teacher or the IT administrator of your school. They can put it right.',
    },
    other_school: {
      title: 'You still belong to another school',
      what: 'You are still listed with your former school here. That is why you cannot sign in now.',
      action: 'Tell your new school. They can ask your former school to sign you off.',
    },
    sign_in_lost: {
      title: 'This step is no longer valid',
      what: 'Perhaps signing in took too long. Or this page was used before, or opened in another window.',
      action: 'Go back to your learning material and start again.',
    },
    sign_in_cancelled: {
      title: 'You stopped signing in',
      what: 'Signing in at your school was not finished.',
      action: 'Do you want to go on after all? Then start again.',
    },
    school_unreachable: {
      title: 'The sign-in page of your school does not work',
      what: 'We cannot reach your school right now. It is not your fault.',
      action: 'Wait a few minutes and try again. Does it take long? Then tell your school.',
    },
    school_unknown: {
      title: 'We do not know this school',
      what: 'The school that you chose does not take part here.',
      action: 'Start again and choose your school from the list.',
    },
    busy: {
      title: 'Sluis is not working for a moment',
      what: 'Something is out of order. It is not your fault. We are solving it as fast as we can.',
      action: 'Wait a few minutes and try again.',
    },
    bad_request: {
      title: 'We do not understand this request',
      what: 'The link or form that brought you here is not right.',
      action: 'Start again at your learning material. Does it fail again? Then tell the maker of it.',
    },
    not_found: {
      title: 'This page does not exist',
      what: 'Perhaps the link is old, or there is a typing error in it.',
      action: 'Go to your learning material and sign in there.',
    },
    too_many_requests: {
      title: 'Please wait a moment',
      what: 'There were too many requests in a row.',
      action: 'Wait a minute and then try again.',
    },
    cross_site: {
      title: 'This form came from another website',
      what: 'For safety we did not process it.',
      action: 'Go to your learning material and start again there.',
    },
    internal: {
      title: 'Something went wrong on our side',
      what: 'It is not your fault. The people who run Sluis can see what happened.',
      action: 'Try again. Does it fail again? Then pass on the error code to your school.',
    },
  },
};
