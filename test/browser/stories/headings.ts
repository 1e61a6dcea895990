/** Titles of the broker's pages on which a story ends or turns, in Dutch and English. */
export const headings = {
  lost: ['Deze stap is niet meer geldig', 'This step is no longer valid'],
  cancelled: ['Je bent gestopt met inloggen', 'You stopped signing in'],
  home: ['Van je school naar je lesmateriaal', 'From your school to your learning material'],
  pickSchool: ['Voor welke school ga je nu aan het werk?', 'For which school are you working now?'],
  sendToVuurtoren: ['Je gaat naar De Vuurtoren', 'You are going to De Vuurtoren'],
  otherSchool: ['Je school klopt niet met je account', 'Your school does not match your account'],
  readerExpired: ['Je kunt niet meer naar Leesboom Lezen', 'You can no longer go to Leesboom Lezen'],
  practiceOff: [
    'Je school heeft Rekenrijk Oefenen nog niet aangezet',
    'Your school has not switched on Rekenrijk Oefenen yet',
  ],
  dashboardForTeachers: [
    'Rekenrijk Dashboard is niet voor jou gemaakt',
    'Rekenrijk Dashboard was not made for you',
  ],
  loginOff: ['Deze manier van inloggen staat uit', 'This way of signing in is switched off'],
  readerBlocked: ['Leesboom Lezen staat tijdelijk dicht', 'Leesboom Lezen is closed for now'],
  regenboogClosed: ['De Regenboog is gesloten', 'De Regenboog has closed'],
  whoAreYou: ['Log in als jezelf', 'Sign in as yourself'],
  confirmSignOut: ['Wil je uitloggen?', 'Do you want to sign out?'],
  signedOut: ['Je bent uitgelogd bij Sluis', 'You are signed out of Sluis'],
  stillSignedIn: ['Je bent nog ingelogd', 'You are still signed in'],
  readerNotForClass: [
    'Leesboom Lezen is niet open voor jouw klas',
    'Leesboom Lezen is not open for your class',
  ],
} as const;

/** What is to be clicked on the broker's pages. */
export const labels = {
  startAgain: ['Begin opnieuw', 'Start again'],
  tryAgain: ['Probeer het opnieuw', 'Try again'],
  otherSchool: ['Een andere school kiezen', 'Choose a different school'],
  signInAgain: ['Opnieuw inloggen', 'Sign in again'],
  someoneElse: ['Ben jij dit niet?', 'Is this not you?'],
  signInAsYourself: ['Log in als jezelf', 'Sign in as yourself'],
  signOutYes: ['Ja, log uit', 'Yes, sign out'],
  signOutNo: ['Nee, blijf ingelogd', 'No, stay signed in'],
  onwardsToReader: ['Verder naar Leesboom Lezen', 'Go on to Leesboom Lezen'],
  goOnWithReader: ['Verder met Leesboom Lezen', 'Go on with Leesboom Lezen'],
  goToSchool: ['Ga naar je school', 'Go to your school'],
} as const;
