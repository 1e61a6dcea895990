import type { LettersMessages } from './messages.ts';

export const english: LettersMessages = {
  links: { parents: 'Letter to parents', council: 'Overview for the participation council' },
  tellParents: 'Pupils can get into this app. This is how you tell their parents:',
  forms: { docx: 'Word document', pdf: 'PDF' },
  readFirst:
    'The text says what counts now. Read it through before you send it. You can print this page as well.',
  otherLanguage: { nl: 'The text in Dutch', en: 'The text in English' },
  files: { parents: 'letter-to-parents', council: 'overview-participation-council' },
  page: (number, of) => `Page ${String(number)} of ${String(of)}`,
  contacts: {
    privacy: (board) => `Questions about data, at ${board}`,
    officer: (board) => `Data protection officer of ${board}`,
    school: 'The school',
    page: 'More about data at school',
    help: 'Help with signing in',
  },
  parents: {
    title: (service, school) => `The app ${service} at ${school}`,
    greeting: 'Dear parents and guardians,',
    lead: (school, service) =>
      `Pupils of ${school} work with the app ${service}. This letter tells you which data about your child the app gets from the school for that.`,
    whatFor: 'What the app is for',
    by: (service, supplier) => `${service} is made by ${supplier}.`,
    description: (text) => `The supplier calls it: ‘${text}’.`,
    notAll: 'Not all pupils of the school use this app.',
    gets: 'What the app gets',
    getsLead: 'Your child signs in through the school. The app then gets at most:',
    getsCodeOnly: 'Your child signs in through the school. The app gets no name. It only gets:',
    code: (supplier) => `A code that only ${supplier} gets: to recognise your child`,
    signInTime: 'The moment at which your child signed in',
    getsNot: 'What the app does not get',
    withheldLead: 'The supplier asked for these data as well. The school does not give them:',
    nothingElse: 'When your child signs in, the school passes on nothing else about your child.',
    madeInApp: (privacyStatement) =>
      `The supplier also knows what your child does in the app. What the supplier does with that is told here: ${privacyStatement}`,
    why: 'Why this is allowed',
    ground: (claims, ground) => `The school gives these data ${ground}: ${claims}.`,
    groundUnknown: (claims) =>
      `For these data the reason in law has not been recorded: ${claims}. Please ask the school.`,
    agreement: (board, supplier, until) =>
      `${board} has an agreement with ${supplier} about this. It counts until ${until}.`,
    controller: 'The supplier decides for itself what it uses the data for.',
    processor: 'The supplier may use the data only for what it says.',
    howLong: 'How long the data stay',
    destroyed: (days) =>
      `The supplier destroys the data within ${String(days)} days after the agreement ends.`,
    keptUnknown: 'How long the supplier keeps the data has not been recorded. Please ask the school.',
    keptUnknownOf: (claims) => `For these data this has not been recorded: ${claims}. Please ask the school.`,
    where: 'Where the data are',
    places: (places) => `The data are in: ${places}.`,
    placesUnknown: 'In which country the data are has not been recorded. Please ask the school.',
    helpers: 'These companies outside the European Economic Area (EEA) help the supplier:',
    noHelpers: 'No companies outside the European Economic Area (EEA) help.',
    helpersUnknown:
      'Whether companies outside the European Economic Area (EEA) help has not been recorded. Please ask the school.',
    questions: 'Questions or objections?',
    rights:
      'You may ask which data about your child there are. You may also ask to have them corrected or erased.',
    objecting:
      'Do you not agree? Then you can object at the school. Write down which child and which app it is about, and why. The school can then stop passing on data of your child.',
    ask: 'This is where you can ask:',
    askSchool: 'Ask the school.',
    authority:
      'Do you and the school not agree in the end? You can complain to the Dutch data protection authority (Autoriteit Persoonsgegevens).',
    closing: 'Kind regards,',
    asOf: (day) => `This is how it is on ${day}.`,
  },
  council: {
    title: (school) => `The apps of ${school} and what they get`,
    lead: (school, board) =>
      `This overview is for the participation council of ${school}. It is about all apps that are on there. ${board} is responsible.`,
    asOf: (day) => `This is how it is on ${day}.`,
    none: 'No apps are on at the moment.',
    code: 'At each sign-in an app gets a code that only its supplier gets. Besides that at most what is written below is passed on, and nothing else.',
    notAll: 'The school does not let everybody in here. Fewer people than below can use the app.',
    signInTime: 'The app also gets the moment at which somebody signed in.',
    helpers: 'Helpers outside the EEA',
    nobody: 'none',
    data: (service) => `Data for ${service}`,
    head: ['Data', 'About whom', 'What for', 'Why it is allowed', 'Destroyed after the end'],
    codeOnly: 'Besides the code the app gets no data.',
    others: (services) => `These apps are on as well and do not fit in here: ${services}.`,
    contacts: 'Where to ask',
  },
};
