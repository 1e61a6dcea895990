/** Titles of the broker's pages on which a story ends or turns, in Dutch and English. */
export const headings = {
  lost: ['Deze stap is niet meer geldig', 'This step is no longer valid'],
  cancelled: ['Je bent nog niet ingelogd', 'You are not signed in yet'],
  home: ['Van je school naar je lesmateriaal', 'From your school to your learning material'],
  pickSchool: ['Voor welke school ga je nu aan het werk?', 'Which school are you working for now?'],
  sendToVuurtoren: ['Je gaat naar De Vuurtoren', 'You are going to De Vuurtoren'],
  otherSchool: ['Je account past niet bij deze school', 'Your account does not match this school'],
  readerExpired: ['Je kunt niet meer naar Leesboom Lezen', 'You can no longer go to Leesboom Lezen'],
  readerNotNow: ['Je kunt nu niet naar Leesboom Lezen', 'You cannot go to Leesboom Lezen now'],
  practiceNotNow: [
    'Bij je school staat Rekenrijk Oefenen nu niet aan',
    'Rekenrijk Oefenen is not switched on at your school now',
  ],
  practiceOff: [
    'Je school heeft Rekenrijk Oefenen niet aangezet',
    'Your school has not switched on Rekenrijk Oefenen',
  ],
  dashboardForTeachers: [
    'Rekenrijk Dashboard is niet voor jou gemaakt',
    'Rekenrijk Dashboard was not made for you',
  ],
  loginOff: ['Deze manier van inloggen staat uit', 'This way of signing in is switched off'],
  readerBlocked: ['Leesboom Lezen staat nu uit', 'Leesboom Lezen is switched off now'],
  regenboogClosed: ['De Regenboog is gesloten', 'De Regenboog has closed'],
  whoAreYou: ['Log in met je eigen account', 'Sign in with your own account'],
  confirmSignOut: ['Wil je uitloggen?', 'Do you want to sign out?'],
  signedOut: ['Je bent uitgelogd bij Sluis', 'You are signed out of Sluis'],
  stillSignedIn: ['Je bent nog ingelogd', 'You are still signed in'],
  readerNotForClass: [
    'Leesboom Lezen staat niet aan voor jouw klas of groep',
    'Leesboom Lezen is not switched on for your class',
  ],
} as const;

/** What is to be clicked on the broker's pages. */
export const labels = {
  signOut: ['Uitloggen', 'Sign out'],
  startAgain: ['Begin opnieuw', 'Start again'],
  tryAgain: ['Probeer het opnieuw', 'Try again'],
  otherSchool: ['Een andere school kiezen', 'Choose a different school'],
  signInAgain: ['Opnieuw inloggen', 'Sign in again'],
  someoneElse: ['Inloggen met een ander account', 'Sign in with a different account'],
  signInAsYourself: ['Log in met je eigen account', 'Sign in with your own account'],
  signOutYes: ['Ja, log uit', 'Yes, sign out'],
  signOutNo: ['Nee, blijf ingelogd', 'No, stay signed in'],
  onwardsToReader: ['Terug naar Leesboom Lezen', 'Back to Leesboom Lezen'],
  goOnWithReader: ['Verder met Leesboom Lezen', 'Go on with Leesboom Lezen'],
  goToSchool: ['Ga naar je school', 'Go to your school'],
} as const;
