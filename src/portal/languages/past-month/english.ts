import type { PastMonthMessages } from './messages.ts';

export const english: PastMonthMessages = {
  fates: {
    stopped: (times, signIns) => `This would have kept it back at about ${times} of ${signIns} sign-ins.`,
    released: (times, signIns) => `This would have gone along at about ${times} of ${signIns} sign-ins.`,
    by_value: (times, signIns) =>
      `At about ${times} of ${signIns} sign-ins it depends on what was there. We do not keep that.`,
    never_asked: (times, signIns) =>
      `Of about ${times} of ${signIns} sign-ins we do not know: this was not switched on then.`,
    objection: (times, signIns) =>
      `Would not have gone along at about ${times} of ${signIns}: somebody objected to it.`,
    not_requested: (times, signIns) =>
      `Would not have gone along at about ${times} of ${signIns}: the app did not ask for it.`,
    not_supplied: (times, signIns) =>
      `Would not have gone along at about ${times} of ${signIns}: the school’s sign-in did not give it.`,
    outside_email_domains: (times, signIns) =>
      `Would not have gone along at about ${times} of ${signIns}: the address was not the school’s.`,
  },
  needs: (service) => `${service} calls it needed.`,
  closes: (signIns) => `In the past 30 days they signed in to it about ${signIns} times.`,
  opens: 'How often they would have liked to sign in we do not know.',
  tooFew: 'In the past 30 days too few people signed in to count.',
  away: 'How the past 30 days would have gone we cannot look up just now.',
  howCounted:
    'Counted over the past 30 days, without today, and rounded to five. What was different for fewer than five people is not counted apart.',
  chart: {
    title: 'How often people sign in',
    most: (day, times) => `Most often on ${day}: about ${times} times.`,
    label: (service, most) => `How often people signed in to ${service} each day. ${most}`,
    away: 'How often people signed in we cannot look up just now.',
    howCounted:
      'The past 30 days, without today, rounded to five. Where fewer than five pupils, teachers or other staff came on a day, those are not counted, and then not on one other day either, so that nobody can work them out.',
    table: 'See the numbers of each day',
    day: 'Day',
    signIns: 'Sign-ins',
    gap: 'left out',
  },
};
