import type { Messages } from './messages.ts';

export const dutch: Messages = {
  languageName: 'Nederlands',
  skipToContent: 'Ga naar de inhoud',
  homeLink: 'naar de startpagina',
  languageSwitch: 'Taal',
  footer: {
    whatIsSluis: 'Wat is Sluis?',
    privacy: 'Sluis geeft alleen door wat is afgesproken en wat de school goedvindt.',
  },
  whoCanSolveThis: 'Wie kan dit oplossen?',
  whoseTurn: {
    school: 'Je school',
    board: 'Het bestuur van je school',
    supplier: 'De maker van het lesmateriaal',
    operator: 'De beheerders van Sluis',
    person: 'Jijzelf',
  },
  whatYouCanDo: 'Wat kun je doen?',
  schoolHelp: {
    title: 'Hulp van je school',
    titleWithoutHelp: 'Je school',
    school: 'School',
    board: 'Bestuur',
    room: 'Waar',
    phone: 'Telefoon',
    signIns: {
      work: 'Inloggen bij deze school werkt: anderen zijn het afgelopen kwartier ingelogd.',
      fail: (since) => `Inloggen bij deze school lukt nu niet: sinds ${since} is het bij niemand gelukt.`,
    },
    reset: 'Wachtwoord vergeten? Ga naar',
  },
  announcement: {
    operator: 'de beheerders van Sluis',
    heading: ({ whose, about, since }) =>
      `Melding van ${whose}${about === undefined ? '' : ` over ${about}`}, ${since}`,
  },
  startAgain: 'Begin opnieuw',
  otherAccount:
    'Wil je met een ander account inloggen? Begin dan opnieuw. Vraagt je school niet wie je bent? Sluit dan de browser helemaal af en begin nog eens.',
  aboutService: (name) => `Het gaat om ${name}.`,
  errorId: {
    tellTeacher: 'Zeg tegen je juf, meester of leraar:',
    tellHelpDesk: 'Vraag je om hulp? Noem dan:',
    long: 'Foutcode',
    longUse: 'Deze code is voor de helpdesk.',
    use: 'Vraag je om hulp? Geef dan deze code door.',
  },
  errors: {
    sign_in_failed: {
      title: 'Inloggen is niet gelukt',
      what: 'We kregen van je school een antwoord dat we niet kunnen gebruiken. Daarom ben je niet ingelogd.',
      action: 'Begin opnieuw bij je lesmateriaal. Lukt het weer niet? Vertel het dan op school.',
    },
    affiliation_unknown: {
      title: 'We weten niet of je leerling of leraar bent',
      what: 'Je school heeft niet duidelijk doorgegeven of je leerling, leraar of een andere medewerker bent.',
      action: 'Vertel het aan je leraar of aan de ICT-coördinator. Je school kan het in orde maken.',
    },
    school_missing: {
      title: 'We weten niet bij welke school je hoort',
      what: 'Het inloggen is gelukt, maar we kregen niet door bij welke school je hoort. Daarom kun je niet verder.',
      action: 'Vertel het aan je leraar of aan de ICT-coördinator. Je school kan het in orde maken.',
    },
    school_not_allowed: {
      title: 'Je account past niet bij deze school',
      what: 'Bij je account hoort een school waarvoor je hier niet kunt inloggen.',
      action: 'Begin opnieuw en kies je eigen school. Lukt het weer niet? Vertel het dan op school.',
    },
    identifier_missing: {
      title: 'We kunnen je niet herkennen',
      what: 'Je school heeft niet genoeg doorgegeven om je de volgende keer weer te herkennen.',
      action: 'Vertel het aan je leraar of aan de ICT-coördinator. Je school kan het in orde maken.',
    },
    other_school: {
      title: 'Je hoort nog bij een andere school',
      what: 'Bij ons sta je nog bij je vorige school. Daarom kun je hier nu niet inloggen.',
      action: 'Vertel het op je nieuwe school. Die kan je vorige school vragen om je af te melden.',
    },
    sign_in_lost: {
      title: 'Deze stap is niet meer geldig',
      what: 'Misschien duurde het inloggen te lang. Of deze pagina is al gebruikt, of in een ander venster geopend.',
      action: 'Ga terug naar je lesmateriaal en begin opnieuw.',
    },
    sign_in_cancelled: {
      title: 'Je bent nog niet ingelogd',
      what: 'Het inloggen bij je school is niet afgemaakt.',
      action: 'Wil je toch verder? Begin dan opnieuw.',
    },
    denied_by_school: {
      title: 'Je school laat je hier niet door',
      what: 'Je school heeft gekeken of je verder mag, en zei nee. Alleen je school kan zien waarom.',
      action:
        'Vertel het aan je leraar of aan de ICT-coördinator, en geef de foutcode door. Je school kan het in orde maken.',
    },
    school_unreachable: {
      title: 'De inlogpagina van je school doet het niet',
      what: 'We kunnen je school nu niet bereiken. Het ligt niet aan jou.',
      action: 'Wacht een paar minuten en probeer het opnieuw. Duurt het lang? Vertel het dan op school.',
    },
    school_unknown: {
      title: 'We kennen deze school niet',
      what: 'De gekozen school doet hier niet mee.',
      action: 'Begin opnieuw en kies je school uit de lijst.',
    },
    busy: {
      title: 'Sluis doet het even niet',
      what: 'Er is een storing. Het ligt niet aan jou. We lossen het zo snel mogelijk op.',
      action: 'Wacht een paar minuten en probeer het opnieuw.',
    },
    bad_request: {
      title: 'De link of het formulier klopt niet',
      what: 'Daardoor weten we niet waar je naartoe wilde.',
      action:
        'Begin opnieuw bij je lesmateriaal. Lukt het weer niet? Vertel het dan op school. Je school kan het aan de maker laten weten.',
    },
    address_unregistered: {
      title: 'We kunnen je niet terugsturen',
      what: 'Je lesmateriaal wil je naar een adres sturen dat we niet kennen. Voor de veiligheid doen we dat niet.',
      action:
        'Vertel het op school en geef de foutcode door. Je school kan het aan de maker laten weten. Die kan het oplossen met de beheerders van Sluis.',
    },
    not_found: {
      title: 'Deze pagina bestaat niet',
      what: 'Misschien is de link oud, of zit er een typefout in.',
      action: 'Ga naar je lesmateriaal en log daar in.',
    },
    too_many_requests: {
      title: 'Even wachten',
      what: 'Er kwam te veel tegelijk binnen, van jou of van anderen op hetzelfde netwerk.',
      action: 'Wacht een minuut en probeer het dan opnieuw.',
    },
    cross_site: {
      title: 'Dit formulier kwam van een andere website',
      what: 'Voor de veiligheid hebben we het niet verwerkt.',
      action: 'Ga naar je lesmateriaal en begin daar opnieuw.',
    },
    internal: {
      title: 'Er ging iets mis bij ons',
      what: 'Het ligt niet aan jou. De beheerders van Sluis kunnen zien wat er gebeurde.',
      action: 'Probeer het opnieuw. Lukt het weer niet? Geef dan de foutcode door op school.',
    },
  },
};
