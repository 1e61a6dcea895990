import type { LoginMessages, Parties, RefusalText } from './messages.ts';

const number = new Intl.NumberFormat('en-GB');

const tell = (isPupil: boolean) =>
  isPupil ? 'Tell your teacher.' : 'Tell the ICT coordinator of your school.';

/** Known to anybody in the same words: which of both has to do something is told to nobody. */
const noOperatorAgreement = ({ service, school, isPupil }: Parties): RefusalText => ({
  title: 'You cannot sign in with your school account now',
  what: `The board of ${school} and the people who run Sluis have no agreement that applies now. Without an agreement we may not use anything of yours. That is why you cannot go on to ${service}.`,
  action: `${tell(isPupil)} The board of your school and the people who run Sluis can arrange it together.`,
});

export const english: LoginMessages = {
  chooseSchool: {
    title: 'Choose your school',
    lead: (service) => `You sign in at your own school. Then you go straight on to ${service}.`,
    lastTime: 'Last chosen on this device:',
    otherSchool: 'Are you at a different school?',
    forget: 'Forget this school on this device',
    searchLabel: 'Find your school',
    searchHint: 'Type the name of your school, the town or the BRIN code.',
    searchButton: 'Search',
    all: 'Schools that take part',
    count: (total) => (total === 1 ? '1 school found' : `${number.format(total)} schools found`),
    notTakingPart: (total) =>
      total === 1 ? 'This school does not take part' : 'These schools do not take part',
    onlyNotTakingPart: (total) =>
      total === 1
        ? '1 school found, but it does not take part'
        : `${number.format(total)} schools found, but they do not take part`,
    moreNotTakingPart: (shown, total) =>
      `These are ${number.format(shown)} of ${number.format(total)} that do not take part. Type more letters to make the list shorter.`,
    whyNotTakingPart: {
      no_operator_agreement_now:
        'There is no agreement with Sluis now. The board of the school and the people who run Sluis can arrange that.',
      no_login_now: 'Signing in is not switched on here now. The school can arrange that.',
      no_agreement_now: 'There is no agreement now. The board of the school can arrange that.',
      not_switched_on_now: 'Not switched on here now. The school can arrange that.',
    },
    more: (shown, total) =>
      `These are ${number.format(shown)} of ${number.format(total)}. Type more letters to make the list shorter.`,
    nothing: (query) => `We found no school for “${query}”.`,
    nothingAction:
      'Check for typing mistakes, or search for the town. Is your school still not here? Then we do not know your school. Ask your teacher.',
    typeFirst: 'Type a few letters. Then you will see the schools here.',
  },
  doesNotWork: 'Signing in does not work?',
  pickSchool: {
    title: 'Which school are you working for now?',
    lead: (service) =>
      `You belong to more than one school. Choose the school that you are using ${service} for now.`,
  },
  chooseIdp: {
    title: 'How do you sign in at your school?',
    lead: (school) => `At ${school} there are several ways. Not sure which to choose? Ask your teacher.`,
    otherSchool: 'Choose a different school',
  },
  visitSchool: {
    title: (school) => `You are going to ${school}`,
    lead: 'You sign in there. Does nothing happen? Then press the button.',
    button: 'Go to your school',
  },
  callbackForm: {
    title: (service) => `You are going to ${service}`,
    lead: 'Does nothing happen? Then press the button.',
    button: 'Go on',
  },
  refusal: {
    back: (service) => `Back to ${service}`,
    signInAgain: 'Sign in again',
    someoneElse: 'Sign in with a different account',
    closeBrowserFirst:
      'Do you want to sign in with a different account? Then close the browser completely first. Otherwise your school may use the last account again.',
    reasons: {
      school_closed: ({ service, school }) => ({
        title: `${school} has closed`,
        what: `This school no longer exists, or has become part of another school. That is why you can no longer go to ${service} through this school.`,
        action: 'Are you at another school now? Then sign in with the account of that school.',
      }),
      operator_agreement_not_in_force: noOperatorAgreement,
      no_operator_agreement_now: noOperatorAgreement,
      idp_not_in_force: ({ service, school, isPupil }) => ({
        title: 'This way of signing in is switched off',
        what: `You cannot sign in at ${school} in this way now. That is why you cannot go on to ${service}.`,
        action: isPupil
          ? 'Ask your teacher how to sign in now. Then sign in again.'
          : 'Ask the ICT coordinator of your school how to sign in now. Then sign in again.',
      }),
      service_blocked: ({ service, supplier }) => ({
        title: `${service} is switched off now`,
        what: `We have switched off ${service} by ${supplier} for all schools. No data goes there now.`,
        action: 'It is not your fault, nor that of your school. Try again later.',
      }),
      no_agreement: ({ service, supplier, school, isPupil }) => ({
        title: `You cannot go to ${service} yet`,
        what: `The board of ${school} and ${supplier} have not made an agreement about your data yet. Without an agreement we pass on nothing.`,
        action: `${tell(isPupil)} Your school can ask its board to make that agreement.`,
      }),
      no_login_now: ({ service, school, isPupil }) => ({
        title: 'You cannot sign in at your school now',
        what: `Signing in with an account of ${school} is not switched on now. That is why you cannot go on to ${service}.`,
        action: `${tell(isPupil)} Your school can arrange that.`,
      }),
      not_switched_on_now: ({ service, school, isPupil }) => ({
        title: `${service} is not switched on at your school now`,
        what: `${school} chooses whether and when you may use this learning material.`,
        action: `${tell(isPupil)} Your school can arrange that.`,
      }),
      no_agreement_now: ({ service, supplier, school, isPupil }) => ({
        title: `You cannot go to ${service} now`,
        what: `The board of ${school} and ${supplier} have no agreement now that applies to ${service}. Without an agreement we pass on nothing.`,
        action: `${tell(isPupil)} The board of your school can arrange that.`,
      }),
      agreement_not_active: ({ service, supplier, school, isPupil }) => ({
        title: `You cannot go to ${service} now`,
        what: `The agreement between the board of ${school} and ${supplier} does not apply at the moment.`,
        action: `${tell(isPupil)} The board of your school can arrange that.`,
      }),
      agreement_not_yet_valid: ({ service, supplier, school, isPupil }) => ({
        title: `You cannot go to ${service} yet`,
        what: `The agreement between the board of ${school} and ${supplier} does not apply yet. It starts later.`,
        action: isPupil
          ? 'Please wait. Your teacher can ask when it starts.'
          : 'Please wait. Your school can ask its board when it starts.',
      }),
      agreement_expired: ({ service, supplier, school, isPupil }) => ({
        title: `You can no longer go to ${service}`,
        what: `The agreement between the board of ${school} and ${supplier} has ended.`,
        action: `${tell(isPupil)} The board of your school can make a new agreement.`,
      }),
      service_not_covered: ({ service, supplier, school, isPupil }) => ({
        title: `You cannot go to ${service} yet`,
        what: `The board of ${school} has an agreement with ${supplier}, but not about ${service}.`,
        action: `${tell(isPupil)} The board of your school can extend the agreement.`,
      }),
      affiliation_not_covered: ({ service, supplier, school, isPupil }) => ({
        title: `You cannot go to ${service}`,
        what: `The agreement between the board of ${school} and ${supplier} does not apply to you, but for instance only to ${isPupil ? 'teachers' : 'pupils'}.`,
        action: `Is that not right? ${tell(isPupil)} The board of your school can extend the agreement.`,
      }),
      affiliation_not_in_audience: ({ service, supplier, isPupil }) => ({
        title: `${service} was not made for you`,
        what: `${supplier} made this learning material for others, for instance only for ${isPupil ? 'teachers' : 'pupils'}.`,
        action: isPupil
          ? 'Choose other learning material. Did your teacher give you the link? Then ask whether it is the right one.'
          : 'Choose other learning material. Did a colleague give you the link? Then ask whether it is the right one.',
      }),
      service_not_enabled: ({ service, school, isPupil }) => ({
        title: `Your school has not switched on ${service}`,
        what: `${school} chooses whether you may use this learning material, and which data we then pass on.`,
        action: `${tell(isPupil)} Your school can switch it on.`,
      }),
      objection: ({ service, school, isPupil }) => ({
        title: `${service} is switched off for you`,
        what: `Somebody objected to this learning material. That is why ${school} has switched it off for you.`,
        action: isPupil
          ? 'Do you want to work with it after all? Then talk about it with your parents or your teacher.'
          : 'Do you want to work with it after all? Then talk about it with your school.',
      }),
      affiliation_not_in_access: ({ service, school, isPupil }) => ({
        title: `Your school has not switched on ${service} for you`,
        what: `${school} chose who may use this learning material, for instance only ${isPupil ? 'teachers' : 'pupils'}.`,
        action: `Is that not right? ${tell(isPupil)} Your school can switch it on for you too.`,
      }),
      year_not_in_access: ({ service, school, isPupil }) => ({
        title: `${service} is not switched on for your school year`,
        what: `${school} has switched on this learning material for other school years only.`,
        action: `Is that not right? ${tell(isPupil)} Your school can change that.`,
      }),
      year_not_supplied: ({ service, school, isPupil }) => ({
        title: 'We do not know which school year you are in',
        what: `${school} has switched on ${service} for some school years. Your school account did not tell us yours.`,
        action: `Sign in again first. Does it still not work? ${tell(isPupil)} Your school can solve this.`,
      }),
      group_not_in_access: ({ service, school, isPupil }) => ({
        title: `${service} is not switched on for your class`,
        what: `${school} has switched on this learning material for other classes only.`,
        action: `Is that not right? ${tell(isPupil)} Your school can change that.`,
      }),
      group_not_supplied: ({ service, school, isPupil }) => ({
        title: 'We do not know which class you are in',
        what: `${school} has switched on ${service} for some classes. Your school account did not tell us yours.`,
        action: `Sign in again first. Does it still not work? ${tell(isPupil)} Your school can solve this.`,
      }),
      licence_not_yet_valid: ({ service, school, isPupil }) => ({
        title: `You cannot go to ${service} yet`,
        what: `${school} may not use this learning material until later.`,
        action: isPupil
          ? 'Please wait. Your teacher can ask when it starts.'
          : 'Please wait. Your school knows when it starts.',
      }),
      licence_expired: ({ service, school, isPupil }) => ({
        title: `You can no longer go to ${service}`,
        what: `${school} was allowed to use this learning material until a certain day. That day has passed.`,
        action: `${tell(isPupil)} Your school can extend that.`,
      }),
      register_unconfirmed: ({ service }) => ({
        title: `You cannot go to ${service} at the moment`,
        what: 'We cannot check right now what was agreed. To be safe we pass on nothing.',
        action: 'Wait a few minutes and try again. It is not your fault.',
      }),
    },
  },
  cancelled: {
    title: 'You are not signed in yet',
    lead: (service) =>
      `Signing in at your school was not finished. That is why you cannot go on to ${service}.`,
    again: 'Try again',
    otherAccount: 'You can also use a different account.',
    otherSchool: 'Choose a different school',
  },
  whoAreYou: {
    title: 'Sign in with your own account',
    lead: (service) =>
      `Somebody is already signed in on this device. You cannot go on to ${service} like this. If you sign in yourself, you go on, or you see why you cannot.`,
    signIn: 'Sign in with your own account',
  },
  confirmSignOut: {
    title: 'Do you want to sign out?',
    lead: 'You sign out of Sluis. After that we pass on nothing more about you from this device.',
    yes: 'Yes, sign out',
    no: 'No, stay signed in',
    stillOpen: 'You may still be signed in at learning material and at your school afterwards.',
  },
  signedOut: {
    title: 'You are signed out of Sluis',
    lead: 'From this device we pass on nothing more about you.',
    stillOpen: 'Where may you still be signed in?',
    material: (service) =>
      service === undefined
        ? 'At learning material that you had open. Sign out there too.'
        : `At ${service} and at other learning material that you had open. Sign out there too.`,
    school: 'At your school. Sign out there too, or close the browser completely.',
    nextTime: 'And when somebody signs in here again?',
    ask: 'Then we ask the school to check again who it is.',
    closeBrowser: 'The school may not ask who it is then. So close the browser completely.',
    onwards: (service) => `Back to ${service}`,
  },
  stillSignedIn: {
    title: 'You are still signed in',
    lead: 'You are not signed out of Sluis.',
    supplier: (service) => `You may already be signed out at ${service}.`,
    goOn: (service) => `Go on with ${service}`,
    signOut: 'Sign out after all',
  },
  home: {
    title: 'From your school to your learning material',
    lead: 'With Sluis you sign in to your learning material with your school account. That is also where you always start.',
    services: 'Where do you want to go?',
    servicesHint: 'Choose your learning material. After that you sign in at your school.',
    signedIn: (school) => `Somebody is signed in at ${school} on this device.`,
    notYou: 'Is that not you, or are you finished? Then sign out.',
    signOut: 'Sign out',
    searchLabel: 'Find your learning material',
    searchHint: 'Type the name, the subject or the maker.',
    searchButton: 'Search',
    count: (total) => (total === 1 ? '1 result found' : `${number.format(total)} results found`),
    nothing: (query) => `We found no learning material for “${query}”.`,
    showAll: 'All learning material',
    paging: 'Pages of learning material',
    previous: 'Previous',
    next: 'Next',
    pageOf: (page, pages) => `Page ${number.format(page)} of ${number.format(pages)}`,
    howTitle: 'This is how it works',
    steps: [
      { title: 'Your school knows you', text: 'You sign in at your own school. Your password stays there.' },
      { title: 'Two gates', text: 'We only pass something on if it was agreed and your school allows it.' },
      {
        title: 'Your learning material',
        text: 'The maker knows you by a code. The maker only gets your name if your school allows that.',
      },
    ],
    privacyTitle: 'Who decides about your data?',
    privacy:
      'Your school. Its board makes the agreements, and your school chooses what we pass on. Do you have questions about your data? Ask your school.',
  },
};
