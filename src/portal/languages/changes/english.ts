import type { ChangesMessages } from './messages.ts';

export const english: ChangesMessages = {
  by: {
    person: (name) => `By ${name}.`,
    role: (roles) => `By somebody of your board (${roles}).`,
    somebody: 'By somebody of your board.',
    party: (name) => `By somebody of ${name}.`,
    connection: (name) => `By a connection of ${name}.`,
    gone: 'By somebody who has no account here any more.',
  },
  because: (reason) => `Why: ${reason}`,
  versions: {
    link: 'Earlier choices',
    title: (service) => `Earlier choices for ${service}`,
    lead: 'The newest comes first. You can look at earlier choices and use them again.',
    none: 'The school has not chosen anything for this app yet.',
    live: 'This counts now',
    ended: 'All choices were taken away then.',
    unread: 'These choices are too old to be shown.',
    compare: (when) => `Compare ${when} with now`,
    older: 'Even earlier',
    oneTitle: (when) => `Choices of ${when}`,
    compareLead: 'This would change if you used these choices again.',
    lost: (claims) => `This does not come back: ${claims}. It is agreed no longer, or cannot be done here.`,
    restore: 'Use these choices again',
  },
};
