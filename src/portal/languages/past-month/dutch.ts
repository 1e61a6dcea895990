import type { PastMonthMessages } from './messages.ts';

export const dutch: PastMonthMessages = {
  fates: {
    stopped: (times, signIns) =>
      `Dit had het tegengehouden bij ongeveer ${times} van de ${signIns} keer inloggen.`,
    released: (times, signIns) => `Dit was meegegaan bij ongeveer ${times} van de ${signIns} keer inloggen.`,
    by_value: (times, signIns) =>
      `Bij ongeveer ${times} van de ${signIns} keer inloggen hangt het af van wat er stond. Dat bewaren wij niet.`,
    never_asked: (times, signIns) =>
      `Van ongeveer ${times} van de ${signIns} keer inloggen weten wij het niet: toen stond dit nog niet aan.`,
    objection: (times, signIns) =>
      `Niet meegegaan bij ongeveer ${times} van de ${signIns} keer: er is bezwaar tegen gemaakt.`,
    not_requested: (times, signIns) =>
      `Niet meegegaan bij ongeveer ${times} van de ${signIns} keer: de app vroeg er niet om.`,
    not_supplied: (times, signIns) =>
      `Niet meegegaan bij ongeveer ${times} van de ${signIns} keer: het inloggen van de school gaf het niet door.`,
    outside_email_domains: (times, signIns) =>
      `Niet meegegaan bij ongeveer ${times} van de ${signIns} keer: het adres was niet van de school.`,
  },
  needs: (service) => `${service} noemt het nodig.`,
  closes: (signIns) => `In de laatste 30 dagen logden zij er ongeveer ${signIns} keer in.`,
  opens: 'Hoe vaak zij hadden willen inloggen, weten wij niet.',
  tooFew: 'In de laatste 30 dagen logden er te weinig mensen in om te tellen.',
  away: 'Hoe het de laatste 30 dagen was gegaan, kunnen wij nu niet nakijken.',
  howCounted:
    'Geteld over de laatste 30 dagen, zonder vandaag, en afgerond op vijf. Wat bij minder dan vijf mensen anders was, tellen wij niet apart.',
  chart: {
    title: 'Hoe vaak er wordt ingelogd',
    most: (day, times) => `Het vaakst op ${day}: ongeveer ${times} keer.`,
    label: (service, most) => `Hoe vaak er per dag werd ingelogd bij ${service}. ${most}`,
    away: 'Hoe vaak er werd ingelogd, kunnen wij nu niet nakijken.',
    howCounted:
      'De laatste 30 dagen, zonder vandaag, afgerond op vijf. Kwamen er op een dag minder dan vijf leerlingen, of leraren, dan tellen die niet mee. Dan tellen zij ook op één andere dag niet mee: zo kan niemand hen uitrekenen.',
    table: 'Bekijk de getallen per dag',
    day: 'Dag',
    signIns: 'Keer ingelogd',
    gap: 'staat er niet in',
  },
};
