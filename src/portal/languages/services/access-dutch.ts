import type { AccessMessages } from './access-messages.ts';

export const dutchAboutAccess: AccessMessages = {
  change: 'Wie mag erin',
  title: (service) => `Wie mag er in ${service}?`,
  lead: 'Hier maakt u de groep kleiner. Groter dan is afgesproken kan niet.',
  trial: 'Proef met één groep',
  trialDoes: 'Vult vier weken in, vanaf vandaag. Kies daarna welke groep meedoet.',
  people: 'Wie',
  years: 'Alleen deze leerjaren',
  groups: 'Alleen deze groepen',
  valuesHint: {
    years: 'Leeg: alle leerjaren. Met een komma ertussen, zoals de school ze schrijft.',
    groups: 'Leeg: alle groepen. Met een komma ertussen, zoals de school ze schrijft.',
  },
  days: 'Welke dagen',
  daysHint: 'Leeg: elke dag. Vul anders de eerste en de laatste dag in.',
  from: 'Eerste dag',
  until: 'Laatste dag',
  now: 'Nu',
  then: 'Straks',
  everybody: 'Iedereen die er volgens de overeenkomst en uw keuzes in mag.',
  afterwards: 'Na de laatste dag komt er niemand meer in, tot u hier iets verandert.',
  wrong: {
    people: 'Kies wie erin mag. Mag niemand erin, zet dan de app uit.',
    values: 'Een leerjaar of groep is te lang. Zet er een komma tussen.',
    days: 'Vul twee dagen in, en de laatste niet voor de eerste. Of maak beide leeg.',
    reason: 'Schrijf op waarom, in hoogstens 200 tekens.',
    changed: 'Iemand anders was u voor. Er is niets opgeslagen. Kijk of uw keuzes nog kloppen.',
    other: 'Dit is nu niet op te slaan. Wat u invulde staat er nog. Vraag anders de beheerder van Sluis.',
  },
};
