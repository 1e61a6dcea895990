import type { Messages } from './messages.ts';

export const english: Messages = {
  languageName: 'English',
  skipToContent: 'Skip to content',
  homeLink: 'to the home page',
  languageSwitch: 'Language',
  footer: {
    whatIsSluis: 'What is Sluis?',
    privacy: 'Sluis only passes on what was agreed and what your school allows.',
  },
  whoCanSolveThis: 'Who can solve this?',
  whoseTurn: {
    school: 'Your school',
    board: 'The board of your school',
    supplier: 'The maker of the learning material',
    operator: 'The people who run Sluis',
    person: 'You yourself',
  },
  whatYouCanDo: 'What can you do?',
  schoolHelp: {
    title: 'Help from your school',
    titleWithoutHelp: 'Your school',
    school: 'School',
    board: 'Board',
    room: 'Where',
    phone: 'Phone',
    signIns: {
      work: 'Signing in at this school works: others signed in during the last quarter of an hour.',
      fail: (since) => `Signing in at this school does not work now: nobody has managed since ${since}.`,
    },
    reset: 'Forgot your password? Go to',
  },
  announcement: {
    operator: 'the people who run Sluis',
    heading: ({ whose, about, since }) =>
      `Message from ${whose}${about === undefined ? '' : ` about ${about}`}, ${since}`,
  },
  startAgain: 'Start again',
  otherAccount:
    'Do you want to sign in with a different account? Then start again. Does your school not ask who you are? Then close the browser completely and start once more.',
  aboutService: (name) => `This is about ${name}.`,
  errorId: {
    tellTeacher: 'Tell your teacher:',
    tellHelpDesk: 'Asking for help? Then say:',
    long: 'Error code',
    longUse: 'This code is for the help desk.',
    use: 'Asking for help? Then mention this code.',
  },
  errors: {
    sign_in_failed: {
      title: 'Signing in did not work',
      what: 'We got an answer from your school that we cannot use. That is why you are not signed in.',
      action: 'Start again at your learning material. Does it fail again? Then tell your school.',
    },
    affiliation_unknown: {
      title: 'We do not know whether you are a pupil or a teacher',
      what: 'Your school did not say clearly whether you are a pupil, a teacher or another member of staff.',
      action: 'Tell your teacher or the ICT coordinator. Your school can put it right.',
    },
    school_missing: {
      title: 'We do not know which school you are at',
      what: 'Signing in worked, but we were not told which school you belong to. That is why you cannot go on.',
      action: 'Tell your teacher or the ICT coordinator. Your school can put it right.',
    },
    school_not_allowed: {
      title: 'Your account does not match this school',
      what: 'Your account belongs to a school for which you cannot sign in here.',
      action: 'Start again and choose your own school. Does it fail again? Then tell your school.',
    },
    identifier_missing: {
      title: 'We cannot recognise you',
      what: 'Your school did not pass on enough for us to recognise you next time.',
      action: 'Tell your teacher or the ICT coordinator. Your school can put it right.',
    },
    other_school: {
      title: 'You still belong to another school',
      what: 'We still have you listed at your former school. That is why you cannot sign in here now.',
      action: 'Tell your new school. They can ask your former school to sign you off.',
    },
    sign_in_lost: {
      title: 'This step is no longer valid',
      what: 'Perhaps signing in took too long. Or this page was used before, or opened in another window.',
      action: 'Go back to your learning material and start again.',
    },
    sign_in_cancelled: {
      title: 'You are not signed in yet',
      what: 'Signing in at your school was not finished.',
      action: 'Do you want to go on after all? Then start again.',
    },
    denied_by_school: {
      title: 'Your school does not let you through',
      what: 'Your school looked whether you may go on, and said no. Only your school can see why.',
      action:
        'Tell your teacher or the ICT coordinator, and mention the error code. Your school can put it right.',
    },
    school_unreachable: {
      title: 'The sign-in page of your school is not working',
      what: 'We cannot reach your school right now. It is not your fault.',
      action: 'Wait a few minutes and try again. Is it taking long? Then tell your school.',
    },
    school_unknown: {
      title: 'We do not know this school',
      what: 'The chosen school does not take part here.',
      action: 'Start again and choose your school from the list.',
    },
    busy: {
      title: 'Sluis is not working at the moment',
      what: 'Something has broken down. It is not your fault. We are fixing it as fast as we can.',
      action: 'Wait a few minutes and try again.',
    },
    bad_request: {
      title: 'The link or the form is not right',
      what: 'So we do not know where you wanted to go.',
      action:
        'Start again at your learning material. Does it fail again? Then tell your school. They can let the maker know.',
    },
    address_unregistered: {
      title: 'We cannot send you back',
      what: 'Your learning material wants to send you to an address that we do not know. To be safe we do not do that.',
      action:
        'Tell your school, and mention the error code. Your school can tell the maker, who can solve it with the people who run Sluis.',
    },
    not_found: {
      title: 'This page does not exist',
      what: 'Perhaps the link is old, or there is a typing mistake in it.',
      action: 'Go to your learning material and sign in there.',
    },
    too_many_requests: {
      title: 'Please wait a moment',
      what: 'Too much came in at once, from you or from others on the same network.',
      action: 'Wait a minute and then try again.',
    },
    cross_site: {
      title: 'This form came from another website',
      what: 'To be safe we did not process it.',
      action: 'Go to your learning material and start again there.',
    },
    internal: {
      title: 'Something went wrong on our side',
      what: 'It is not your fault. The people who run Sluis can see what happened.',
      action: 'Try again. Does it fail again? Then give the error code to your school.',
    },
  },
};
