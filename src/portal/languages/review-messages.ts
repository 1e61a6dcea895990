/** The question whether all people are right. */
export interface ReviewMessages {
  readonly title: string;
  readonly lead: string;
  readonly last: (day: string) => string;
  readonly lastBy: (day: string, name: string) => string;
  readonly stays: string;
  readonly yes: string;
  readonly done: string;
  readonly changed: string;
}

export const reviewInDutch: ReviewMessages = {
  title: 'Kloppen deze mensen nog?',
  lead: 'Dit vragen wij elke drie maanden. Trek in wat niet meer klopt.',
  last: (day) => `Voor het laatst nagekeken op ${day}.`,
  lastBy: (day, name) => `Voor het laatst nagekeken op ${day}, door ${name}.`,
  stays: 'Eindigt niet vanzelf.',
  yes: 'Ja, dit klopt',
  done: 'Genoteerd. Over drie maanden vragen wij het weer.',
  changed: 'Iemand anders heeft net iets veranderd. Zo staat het er nu voor. Kijk het nog eens na.',
};

export const reviewInEnglish: ReviewMessages = {
  title: 'Are these people still right?',
  lead: 'We ask this every three months. Withdraw what is no longer right.',
  last: (day) => `Last looked through on ${day}.`,
  lastBy: (day, name) => `Last looked through on ${day}, by ${name}.`,
  stays: 'Does not end by itself.',
  yes: 'Yes, this is right',
  done: 'Noted. We will ask again in three months.',
  changed: 'Somebody else has just changed something. This is how it is now. Look through it once more.',
};
