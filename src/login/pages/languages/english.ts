import type { LoginMessages } from './messages.ts';

const number = new Intl.NumberFormat('en-GB');

const tell = (isPupil: boolean) =>
  isPupil ? 'Tell your teacher.' : 'Tell the IT coordinator of your school.';

export const english: LoginMessages = {
  chooseSchool: {
    title: 'Choose your school',
    lead: (service) => `You sign in at your own school. After that you go on to ${service}.`,
    lastTime: 'Last time you chose on this device:',
    otherSchool: 'Are you at a different school?',
    forget: 'Forget this school on this device',
    searchLabel: 'Find your school',
    searchHint: 'Type the name of your school, the town or the BRIN code.',
    searchButton: 'Search',
    all: 'Schools that take part',
    count: (total) => (total === 1 ? '1 school found' : `${number.format(total)} schools found`),
    more: (shown, total) =>
      `You see ${number.format(shown)} of ${number.format(total)}. Type more letters to make the list shorter.`,
    nothing: (query) => `We found no school with “${query}”.`,
    nothingAction:
      'Check for typing errors, or search for the town. Is your school not here? Then ask your teacher.',
    typeFirst: 'Type a few letters. Then you will see the schools here.',
  },
  pickSchool: {
    title: 'For which school are you working now?',
    lead: (service) =>
      `You belong to more than one school. Choose the school for which you use ${service} now.`,
  },
  chooseIdp: {
    title: 'How do you sign in at school?',
    lead: (school) => `At ${school} there are several ways to sign in. Not sure? Ask your teacher.`,
    otherSchool: 'Choose a different school',
  },
  visitSchool: {
    title: (school) => `You are going to ${school}`,
    lead: 'You sign in there. Does nothing happen? Then tap the button.',
    button: 'Go to your school',
  },
  refusal: {
    back: (service) => `Back to ${service}`,
    signInAgain: 'Sign in again',
    someoneElse: 'Is this not you? Sign in as somebody else',
    closeBrowserFirst:
      'Do you want to sign in as somebody else? Then close the browser completely first. Otherwise the school still knows who was here before.',
    reasons: {
      school_closed: ({ service, school }) => ({
        title: `${school} has closed`,
        what: `This school does not exist any more, or became part of another school. That is why you cannot use it to go to ${service}.`,
        action: 'Are you at another school now? Then sign in with the account of that school.',
      }),
      idp_not_in_force: ({ service, school, isPupil }) => ({
        title: 'This way of signing in is switched off',
        what: `${school} does not use this way of signing in now. So you cannot go to ${service} like this.`,
        action: isPupil
          ? 'Ask your teacher how to sign in now. Then sign in again.'
          : 'Ask the ICT coordinator of your school how to sign in now. Then sign in again.',
      }),
      service_blocked: ({ service, supplier }) => ({
        title: `${service} is closed for now`,
        what: `We closed ${service} of ${supplier} for all schools. No data goes there now.`,
        action: 'It is not because of you or your school. Try again later.',
      }),
      no_agreement: ({ service, supplier, school, isPupil }) => ({
        title: `You cannot go to ${service} yet`,
        what: `The board of ${school} and ${supplier} have not agreed yet on what happens with your data. Without an agreement we pass on nothing.`,
        action: `${tell(isPupil)} The school can ask its board to make the agreement.`,
      }),
      agreement_not_active: ({ service, supplier, school, isPupil }) => ({
        title: `You cannot go to ${service} now`,
        what: `The agreement between the board of ${school} and ${supplier} does not count at this moment.`,
        action: `${tell(isPupil)} The board of the school can put the agreement in order.`,
      }),
      agreement_not_yet_valid: ({ service, supplier, school, isPupil }) => ({
        title: `You cannot go to ${service} yet`,
        what: `The agreement between the board of ${school} and ${supplier} does not count today. It starts later.`,
        action: isPupil
          ? 'Please wait. Your teacher can ask when it starts.'
          : 'Please wait. The school can ask when it starts.',
      }),
      agreement_expired: ({ service, supplier, school, isPupil }) => ({
        title: `You can no longer go to ${service}`,
        what: `The agreement between the board of ${school} and ${supplier} has ended.`,
        action: `${tell(isPupil)} The board of the school can make a new agreement.`,
      }),
      service_not_covered: ({ service, supplier, school, isPupil }) => ({
        title: `You cannot go to ${service} yet`,
        what: `The board of ${school} has an agreement with ${supplier}, but not about ${service}.`,
        action: `${tell(isPupil)} The board of the school can extend the agreement.`,
      }),
      affiliation_not_covered: ({ service, supplier, school }) => ({
        title: `${service} is not for you yet`,
        what: `The agreement between the board of ${school} and ${supplier} is about another group, for instance only about pupils or only about teachers.`,
        action: 'Is that not right? Tell your school. The board can extend the agreement.',
      }),
      affiliation_not_in_audience: ({ service, supplier, isPupil }) => ({
        title: `${service} was not made for you`,
        what: `${supplier} made this for another group, for instance only for ${isPupil ? 'teachers' : 'pupils'}.`,
        action: isPupil
          ? 'Did your teacher give you this link? Then ask whether it is the right one.'
          : 'Did a colleague give you this link? Then ask whether it is the right one.',
      }),
      service_not_enabled: ({ service, school, isPupil }) => ({
        title: `Your school has not switched on ${service} yet`,
        what: `${school} first has to choose whether you may use this, and which data may go along.`,
        action: `${tell(isPupil)} The school can switch it on.`,
      }),
      objection: ({ service, school, isPupil }) => ({
        title: `${service} is switched off for you`,
        what: `Somebody objected to this learning material. That is why ${school} has switched it off for you.`,
        action: isPupil
          ? 'Do you want to work with it after all? Then talk about it with your parents or your teacher.'
          : 'Do you want to work with it after all? Then talk about it with your school.',
      }),
      affiliation_not_in_access: ({ service, school, isPupil }) => ({
        title: `${school} has not opened ${service} for you`,
        what: `Your school chose who may use ${service}, for instance only pupils or only teachers.`,
        action: `Is that not right? ${tell(isPupil)} The school can open it for you too.`,
      }),
      year_not_in_access: ({ service, school, isPupil }) => ({
        title: `${service} is not open for your school year`,
        what: `${school} opened ${service} for other school years only. Or we do not know which school year you are in.`,
        action: `Is that not right? ${tell(isPupil)} The school can change it.`,
      }),
      group_not_in_access: ({ service, school, isPupil }) => ({
        title: `${service} is not open for your class`,
        what: `${school} opened ${service} for other classes only. Or we do not know which class you are in.`,
        action: `Is that not right? ${tell(isPupil)} The school can change it.`,
      }),
      licence_not_yet_valid: ({ service, school, isPupil }) => ({
        title: `You cannot go to ${service} yet`,
        what: `${school} may not use ${service} today yet. That starts later.`,
        action: isPupil
          ? 'Please wait. Your teacher can ask when it starts.'
          : 'Please wait. The school knows when it starts.',
      }),
      licence_expired: ({ service, school, isPupil }) => ({
        title: `You can no longer go to ${service}`,
        what: `${school} could use ${service} until a certain day. That day has passed.`,
        action: `${tell(isPupil)} The school can extend it.`,
      }),
      register_unconfirmed: ({ service }) => ({
        title: `You cannot go to ${service} for a moment`,
        what: 'We cannot check right now what was agreed. To be safe we then pass on nothing.',
        action: 'Wait a few minutes and try again. It is not your fault.',
      }),
    },
  },
  cancelled: {
    title: 'You stopped signing in',
    lead: (service) =>
      `You are not signed in at your school yet. That is why you cannot go on to ${service}.`,
    again: 'Try again',
    otherAccount: 'You may also take another account.',
    otherSchool: 'Choose a different school',
  },
  whoAreYou: {
    title: 'Sign in as yourself',
    lead: (service) =>
      `Somebody is signed in on this device already. You cannot go on to ${service} like this. Sign in with your own account, then you will see why.`,
    signIn: 'Sign in as yourself',
  },
  confirmSignOut: {
    title: 'Do you want to sign out?',
    lead: 'You sign out of Sluis. After that we pass on nothing more about you from this device.',
    yes: 'Yes, sign out',
    no: 'No, stay signed in',
    stillOpen: 'Learning material and the login of your school can still be open afterwards.',
  },
  signedOut: {
    title: 'You are signed out of Sluis',
    lead: 'From this device we pass on nothing more about you.',
    stillOpen: 'What can still be open?',
    material: (service) =>
      service === undefined
        ? 'Learning material that you had open. Sign out there too.'
        : `${service} and other learning material that you had open. Sign out there too.`,
    school: 'The login of your school. Sign out there too, or close the browser completely.',
    nextTime: 'Does somebody sign in here again?',
    ask: 'We then ask the school to ask again who it is.',
    closeBrowser: 'The school may not ask that. So close the browser completely.',
    onwards: (service) => `Go on to ${service}`,
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
    lead: 'With Sluis you sign in with the account of your school. You always start at your learning material.',
    services: 'Where do you want to go?',
    servicesHint: 'Choose your learning material. After that you sign in at your school.',
    howTitle: 'This is how it works',
    steps: [
      { title: 'Your school knows you', text: 'You sign in at your own school. Your password stays there.' },
      { title: 'Two gates', text: 'Something passes only if it was agreed and your school allows it.' },
      {
        title: 'Your learning material',
        text: 'The maker gets a code instead of your name, and only what is needed besides.',
      },
    ],
    privacyTitle: 'Who decides about your data?',
    privacy:
      'Your school. It makes the agreements and decides what is passed on. Questions about your data? Ask your school.',
  },
};
