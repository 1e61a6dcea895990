import type { HelpDeskMessages } from './messages.ts';

const notTheChild = 'Say that it is not the child’s fault.';
const nobody = `${notTheChild} Nobody of the school can sign in now.`;
const again = 'Say: start again at the app.';
const keeperOfLogin = 'Ask whoever runs the school’s login';

export const english: HelpDeskMessages = {
  title: 'A child cannot sign in',
  lead: (school) =>
    `${school}. There is a code on the child’s screen. Type it here. You read what happened and whose turn it is.`,
  chooseSchool: 'Choose the school of the child',
  otherSchool: 'Another school',
  noSchools: 'There is no school here that you can see.',
  code: 'Code',
  codeHint: 'Two words and a number, such as fish tree 42. Or ten letters and digits.',
  lookUp: 'Look up',
  wrong: {
    empty: 'Type the code that is on the screen.',
    tooMany: 'You looked up very many codes in one hour. Wait an hour. What is below is up to date.',
  },
  notFound: 'This code does not exist at your school.',
  notFoundHint:
    'See whether the code is right. A code can be found for a few days. Or let the child sign in again, and take the new one.',
  facts: {
    when: 'When',
    school: 'School',
    service: 'App',
    step: 'Where it ended',
    whoseTurn: 'Whose turn it is',
    code: 'For whoever runs the login',
  },
  steps: {
    request: 'When the app was opened',
    at_school: 'When signing in at the school',
    answer: 'At the answer of the school',
    decision: 'At the question whether school and agreements allow it',
  },
  whoseTurn: {
    school: 'The school',
    board: 'The board',
    supplier: 'The supplier',
    operator: 'Sluis',
    person: 'Whoever wants to sign in',
  },
  nextTitle: 'What you can do',
  sayTitle: 'What you can say',
  causes: {
    switched_off: {
      what: 'The app is off',
      next: 'The administrator can switch it on at Our apps.',
      say: 'Say that the school does not use this app, or not yet.',
    },
    school_closed: {
      what: 'The school has closed',
      next: 'Whoever was at this school signs in through the new one.',
      say: 'Say: choose the new school.',
    },
    operator_agreement: {
      what: 'The board has no valid agreement with Sluis',
      next: 'Ask the board to see to it.',
      say: nobody,
    },
    login_off: {
      what: 'The school’s login is off',
      next: 'Ask the administrator or the technical partner to switch it on.',
      say: nobody,
    },
    blocked: {
      what: 'Sluis is holding the app back',
      next: 'Ask Sluis why. The school cannot solve this.',
      say: `${notTheChild} This app works for nobody now.`,
    },
    agreement: {
      what: 'There is no valid agreement with the supplier',
      next: 'Ask the board. Further down this page it says at the app what is the matter.',
      say: `${notTheChild} Nobody of the school can use this app now.`,
    },
    not_meant_for: {
      what: 'The app is not for these people',
      next: 'See whether the school knows the child as a pupil. Or ask the board what was agreed.',
      say: 'Say that this app is not for everybody at school.',
    },
    not_let_in: {
      what: 'The school does not let everybody use the app',
      next: 'Ask the administrator. It may be the group, the year or another choice of the school.',
      say: 'Say that the school will find out.',
    },
    group_missing: {
      what: 'The school did not pass on a group or year',
      next: `See whether the pupil is in a group in the administration. ${keeperOfLogin} whether the group is passed on.`,
      say: `${notTheChild} The school will find out.`,
    },
    objection: {
      what: 'There is an objection',
      next: 'Talk with whoever looks after privacy at school. As long as there is an objection the app stays closed.',
      say: 'Say nothing of it where others hear it. Give other work if that is needed.',
    },
    licence: {
      what: 'The licence has not begun, or is over',
      next: 'Ask whoever orders the licences at school.',
      say: notTheChild,
    },
    school_answer: {
      what: 'The answer of the school cannot be used',
      next: `${keeperOfLogin}, and pass the code on. Does it happen to more people? Then ring at once.`,
      say: `${again} Does it fail again? Then it is not the child’s fault.`,
    },
    affiliation_missing: {
      what: 'The school did not say whether this is a pupil or a teacher',
      next: `${keeperOfLogin} to fill it in at the account.`,
      say: `${notTheChild} The school will fill it in.`,
    },
    school_missing: {
      what: 'The account has no school, or another one',
      next: 'See whether the child chose the right school. Or see at which school the account is.',
      say: 'Say: start again and choose the right school.',
    },
    unknown_to_us: {
      what: 'The school passed on too little to recognise somebody',
      next: `${keeperOfLogin}, and pass the code on.`,
      say: `${notTheChild} The school will fill it in.`,
    },
    other_school: {
      what: 'The child is still with a former school',
      next: 'Ask the former school to take the child off its list.',
      say: `${notTheChild} The former school still has something to do.`,
    },
    lost: {
      what: 'The step was too old, or used before',
      next: 'Let the child start again at the app, and not with the back button.',
      say: again,
    },
    cancelled: {
      what: 'Signing in at the school was not finished',
      next: 'Let the child start again. Forgotten the password? The school makes a new one.',
      say: again,
    },
    denied_by_school: {
      what: 'The school’s login did not let this person through',
      next: `Only the school sees why. Look at the account. ${keeperOfLogin}.`,
      say: 'Say that the school will look at the account.',
    },
    school_unreachable: {
      what: 'The school’s login did not answer',
      next: `See whether it fails for others too. ${keeperOfLogin}.`,
      say: `${notTheChild} Wait a few minutes and try again.`,
    },
    request: {
      what: 'The app asked something that is not right',
      next: 'Open the app again, and not with an old link. Does it fail again? Then ask the supplier.',
      say: again,
    },
    too_many: {
      what: 'Too much came from this network at once',
      next: 'Wait a minute. Does it happen more often? Then ask Sluis.',
      say: 'Say: wait a minute and try again.',
    },
    busy: {
      what: 'Sluis was not working for a moment',
      next: 'Wait a few minutes. Then see on this page whether there is a notice.',
      say: `${notTheChild} Wait a few minutes and try again.`,
    },
    our_fault: {
      what: 'Something went wrong at Sluis',
      next: 'Ask Sluis, and pass the code on.',
      say: `${notTheChild} Try again in a few minutes.`,
    },
  },
  stateTitle: 'Is it us or the app?',
  signIns: {
    work: 'The school’s login works. Others signed in during the last quarter of an hour.',
    fail: (since) => `The school’s login does not work now. Since ${since} nobody could sign in.`,
    unknown: 'Too few people signed in just now to see whether the school’s login works.',
  },
  oftenTitle: 'What failed more often',
  oftenLead: 'This is how often signing in failed. Fewer than five times is not shown.',
  notOften: 'Nothing happened five times or more in the last seven days.',
  inDay: 'The last 24 hours, by hour',
  inWeek: 'The last seven days',
  often: (cause, atLeast) => `${cause}: ${String(atLeast)} times or more`,
};
