import type { ChangesMessages } from './messages.ts';

export const dutch: ChangesMessages = {
  by: {
    person: (name) => `Door ${name}.`,
    role: (roles) => `Door iemand van uw bestuur (${roles}).`,
    somebody: 'Door iemand van uw bestuur.',
    party: (name) => `Door iemand van ${name}.`,
    connection: (name) => `Door een koppeling van ${name}.`,
    gone: 'Door iemand die hier geen account meer heeft.',
  },
  because: (reason) => `Waarom: ${reason}`,
  versions: {
    link: 'Eerdere keuzes',
    title: (service) => `Eerdere keuzes voor ${service}`,
    lead: 'De nieuwste staat bovenaan. U kunt eerdere keuzes bekijken en opnieuw gebruiken.',
    none: 'De school heeft voor deze app nog niets gekozen.',
    live: 'Dit geldt nu',
    ended: 'Alle keuzes zijn toen weggehaald.',
    unread: 'Deze keuzes zijn te oud om te laten zien.',
    compare: (when) => `Vergelijk ${when} met nu`,
    older: 'Nog eerder',
    oneTitle: (when) => `Keuzes van ${when}`,
    compareLead: 'Dit zou er veranderen als u deze keuzes opnieuw gebruikt.',
    lost: (claims) => `Dit komt niet terug: ${claims}. Het is niet meer afgesproken, of kan hier niet.`,
    restore: 'Gebruik deze keuzes opnieuw',
  },
};
