import type { HelpDeskMessages } from './messages.ts';

const notTheChild = 'Zeg dat het niet aan het kind ligt.';
const nobody = `${notTheChild} Niemand van de school kan nu inloggen.`;
const again = 'Zeg: begin opnieuw bij de app.';
const keeperOfLogin = 'Vraag wie het inloggen van de school beheert';

export const dutch: HelpDeskMessages = {
  title: 'Een kind kan niet inloggen',
  lead: (school) =>
    `${school}. Op het scherm van het kind staat een code. Vul die hier in. U leest wat er gebeurde en wie aan zet is.`,
  chooseSchool: 'Kies de school van het kind',
  otherSchool: 'Andere school',
  noSchools: 'Er is hier geen school die u kunt zien.',
  code: 'Code',
  codeHint: 'Twee woorden en een getal, zoals vis boom 42. Of tien letters en cijfers.',
  lookUp: 'Opzoeken',
  wrong: {
    empty: 'Vul de code in die op het scherm staat.',
    tooMany: 'U zocht heel vaak in één uur. Wacht een uur. Hieronder staat wel hoe het ervoor staat.',
  },
  notFound: 'Deze code bestaat niet bij uw school.',
  notFoundHint:
    'Kijk of de code klopt. Een code is een paar dagen te vinden. Laat het kind anders opnieuw inloggen, dan komt er een nieuwe.',
  facts: {
    when: 'Wanneer',
    school: 'School',
    service: 'App',
    step: 'Waar het stopte',
    whoseTurn: 'Wie is aan zet',
    code: 'Voor wie het inloggen beheert',
  },
  steps: {
    request: 'Bij het openen van de app',
    at_school: 'Bij het inloggen op school',
    answer: 'Bij het antwoord van de school',
    decision: 'Bij de vraag of school en afspraken het toelaten',
  },
  whoseTurn: {
    school: 'De school',
    board: 'Het bestuur',
    supplier: 'De leverancier',
    operator: 'Sluis',
    person: 'Wie wil inloggen',
  },
  nextTitle: 'Wat u kunt doen',
  sayTitle: 'Wat u kunt zeggen',
  causes: {
    switched_off: {
      what: 'De app staat uit',
      next: 'De beheerder kan de app aanzetten bij Onze apps.',
      say: 'Zeg dat de school deze app niet gebruikt, of nog niet.',
    },
    school_closed: {
      what: 'De school is gesloten',
      next: 'Wie hier op school zat, logt in via de nieuwe school.',
      say: 'Zeg: kies de nieuwe school.',
    },
    operator_agreement: {
      what: 'Het bestuur heeft geen geldige overeen\u00adkomst met Sluis',
      next: 'Vraag het bestuur om dit te regelen.',
      say: nobody,
    },
    login_off: {
      what: 'Het inloggen van de school staat uit',
      next: 'Vraag de beheerder of de technisch partner om het aan te zetten.',
      say: nobody,
    },
    blocked: {
      what: 'Sluis houdt de app tegen',
      next: 'Vraag Sluis waarom. De school kan dit niet zelf oplossen.',
      say: `${notTheChild} Deze app werkt nu voor niemand.`,
    },
    agreement: {
      what: 'Er is geen geldige overeen\u00adkomst met de leverancier',
      next: 'Vraag het bestuur. Onder aan deze pagina staat bij de app wat er aan de hand is.',
      say: `${notTheChild} Niemand van de school kan nu in deze app.`,
    },
    not_meant_for: {
      what: 'De app is niet voor deze mensen',
      next: 'Kijk of het kind op school als leerling bekend is. Vraag anders het bestuur wat er is afgesproken.',
      say: 'Zeg dat deze app niet voor iedereen op school is.',
    },
    not_let_in: {
      what: 'De school laat niet iedereen toe in de app',
      next: 'Vraag de beheerder. Het kan liggen aan de groep, het leerjaar of een andere keuze van de school.',
      say: 'Zeg dat de school het uitzoekt.',
    },
    group_missing: {
      what: 'De school gaf geen groep of leerjaar door',
      next: `Kijk of de leerling in de administratie in een groep zit. ${keeperOfLogin} of de groep wordt doorgegeven.`,
      say: `${notTheChild} De school zoekt het uit.`,
    },
    objection: {
      what: 'Er is bezwaar gemaakt',
      next: 'Overleg met wie op school over privacy gaat. Zolang het bezwaar er is, blijft de app dicht.',
      say: 'Zeg er niets over waar anderen bij zijn. Geef zo nodig ander werk.',
    },
    licence: {
      what: 'De licentie is nog niet begonnen, of afgelopen',
      next: 'Vraag wie op school de licenties bestelt.',
      say: notTheChild,
    },
    school_answer: {
      what: 'Het antwoord van de school is niet te gebruiken',
      next: `${keeperOfLogin}, en geef de code door. Gebeurt het bij meer mensen? Bel dan meteen.`,
      say: `${again} Lukt het weer niet? Dan ligt het niet aan het kind.`,
    },
    affiliation_missing: {
      what: 'De school gaf niet door of dit een leerling of leraar is',
      next: `${keeperOfLogin} om dit bij het account in te vullen.`,
      say: `${notTheChild} De school vult het aan.`,
    },
    school_missing: {
      what: 'Bij het account staat geen school, of een andere',
      next: 'Kijk of het kind de goede school koos. Kijk anders bij welke school het account staat.',
      say: 'Zeg: begin opnieuw en kies de goede school.',
    },
    unknown_to_us: {
      what: 'De school gaf te weinig door om iemand te herkennen',
      next: `${keeperOfLogin}, en geef de code door.`,
      say: `${notTheChild} De school vult het aan.`,
    },
    other_school: {
      what: 'Het kind staat nog bij een vorige school',
      next: 'Vraag de vorige school om het kind uit te schrijven.',
      say: `${notTheChild} De vorige school moet nog iets doen.`,
    },
    lost: {
      what: 'De stap was verlopen of al gebruikt',
      next: 'Laat het kind opnieuw beginnen bij de app, en niet met de knop terug.',
      say: again,
    },
    cancelled: {
      what: 'Het inloggen op school is niet afgemaakt',
      next: 'Laat het kind opnieuw beginnen. Wachtwoord kwijt? Dan maakt de school een nieuw.',
      say: again,
    },
    denied_by_school: {
      what: 'Het inloggen van de school liet deze persoon niet door',
      next: `Alleen de school ziet waarom. Kijk bij het account. ${keeperOfLogin}.`,
      say: 'Zeg dat de school het account nakijkt.',
    },
    school_unreachable: {
      what: 'Het inloggen van de school gaf geen antwoord',
      next: `Kijk of het anderen ook niet lukt. ${keeperOfLogin}.`,
      say: `${notTheChild} Wacht een paar minuten en probeer het opnieuw.`,
    },
    request: {
      what: 'De app stelde een vraag die niet klopt',
      next: 'Open de app opnieuw, en niet met een oude link. Lukt het weer niet? Vraag dan de leverancier.',
      say: again,
    },
    too_many: {
      what: 'Er kwam te veel tegelijk van dit netwerk',
      next: 'Wacht een minuut. Gebeurt het vaker? Vraag dan Sluis.',
      say: 'Zeg: wacht een minuut en probeer het opnieuw.',
    },
    busy: {
      what: 'Sluis deed het even niet',
      next: 'Wacht een paar minuten. Kijk daarna op deze pagina of er een melding is.',
      say: `${notTheChild} Wacht een paar minuten en probeer het opnieuw.`,
    },
    our_fault: {
      what: 'Er ging iets mis bij Sluis',
      next: 'Vraag Sluis, en geef de code door.',
      say: `${notTheChild} Probeer het over een paar minuten opnieuw.`,
    },
  },
  stateTitle: 'Ligt het aan ons of aan de app?',
  signIns: {
    work: 'Het inloggen van de school werkt. Anderen zijn het afgelopen kwartier ingelogd.',
    fail: (since) => `Het inloggen van de school lukt nu niet. Sinds ${since} is het bij niemand gelukt.`,
    unknown: 'Er logden net te weinig mensen in om te zien of het inloggen van de school werkt.',
  },
  oftenTitle: 'Wat vaker niet lukte',
  oftenLead: 'Zo vaak lukte inloggen niet. Minder dan vijf keer staat er niet bij.',
  notOften: 'Niets gebeurde vijf keer of vaker in de afgelopen zeven dagen.',
  inDay: 'De afgelopen 24 uur, per uur',
  inWeek: 'De afgelopen zeven dagen',
  often: (cause, atLeast) => `${cause}: ${String(atLeast)} keer of vaker`,
};
