import type { AccessMessages } from './access-messages.ts';

export const englishAboutAccess: AccessMessages = {
  change: 'Who gets in',
  title: (service) => `Who gets into ${service}?`,
  lead: 'Here you make the group smaller. Larger than what was agreed is not possible.',
  trial: 'Trial with one group',
  trialDoes: 'Fills in four weeks, from today. Then choose which group takes part.',
  people: 'Who',
  years: 'Only these school years',
  groups: 'Only these groups',
  valuesHint: {
    years: 'Empty: all school years. With commas between them, as the school writes them.',
    groups: 'Empty: all groups. With commas between them, as the school writes them.',
  },
  days: 'Which days',
  daysHint: 'Empty: every day. Otherwise fill in the first and the last day.',
  from: 'First day',
  until: 'Last day',
  now: 'Now',
  then: 'After this',
  everybody: 'Everybody who gets in by the agreement and your choices.',
  afterwards: 'After the last day nobody gets in any more, until you change something here.',
  wrong: {
    people: 'Choose who gets in. If nobody may, switch the app off.',
    values: 'A school year or group is too long. Put a comma between them.',
    days: 'Fill in two days, the last not before the first. Or leave both empty.',
    reason: 'Write down why, in 200 characters at most.',
    changed: 'Somebody else was there first. Nothing was saved. See whether your choices are still right.',
    other: 'This cannot be saved now. What you filled in is still there. Else ask those who run Sluis.',
  },
};
