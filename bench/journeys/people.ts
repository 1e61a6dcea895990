/** An invented pupil, one of many who sign in again and again. */
export interface Person {
  readonly number: number;
  readonly subject: string;
  readonly givenName: string;
}

/** As many as a large school has: most logins are of people who were there before, as in real life. */
const peopleAtSchool = 500;

export function person(count: number): Person {
  const number = count % peopleAtSchool;
  return { number, subject: `pupil-${String(number).padStart(5, '0')}`, givenName: `Verzonnen${number}` };
}

/** Everybody comes from a device of their own, so that limits per address see many visitors, as in real life. */
export function addressOf(count: number): string {
  return `10.${(count >> 16) & 255}.${(count >> 8) & 255}.${count & 255}`;
}
