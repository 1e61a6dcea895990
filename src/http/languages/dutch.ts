import type { Messages } from './messages.ts';

export const dutch: Messages = {
  languageName: 'Nederlands',
  skipToContent: 'Ga naar de inhoud',
  homeLink: 'Naar de voorpagina van Sluis',
  languageSwitch: 'Taal',
  footer: {
    whatIsSluis: 'Wat is Sluis?',
    privacy: 'Sluis geeft alleen door wat je school en de leverancier hebben afgesproken.',
  },
  whoCanSolveThis: 'Wie kan dit oplossen?',
  whoseTurn: {
    school: 'Je school',
    board: 'Het bestuur van je school',
    supplier: 'De maker van het lesmateriaal',
    operator: 'De beheerders van Sluis',
    person: 'Jij zelf',
  },
  whatYouCanDo: 'Wat kun je doen?',
  startAgain: 'Begin opnieuw',
  otherAccount:
    'Wil je een ander account nemen? Begin dan opnieuw. Vraagt de school niet wie je bent? Sluit dan eerst de browser helemaal af.',
  errorCode: 'Foutcode',
  errorCodeUse: 'Vraag je om hulp? Geef dan deze code door.',
  errors: {
    sign_in_failed: {
      title: 'Het inloggen is niet gelukt',
      what: 'We kregen van je school een antwoord dat we niet kunnen gebruiken. Daarom ben je niet ingelogd.',
      action: 'Begin opnieuw bij je lesmateriaal. Lukt het weer niet? Vertel het dan aan je school.',
    },
    affiliation_unknown: {
      title: 'We weten niet of je leerling of leraar bent',
      what: 'Je school heeft niet doorgegeven of je leerling bent, leraar of iemand anders van de school.',
      action: 'Vertel het aan je leraar of aan de ICT-beheerder van je school. Die kan het in orde maken.',
    },
    school_missing: {
      title: 'We weten niet op welke school je zit',
      what: 'Je bent ingelogd, maar we kregen niet te horen bij welke school je hoort.',
      action: 'Vertel het aan je leraar of aan de ICT-beheerder van je school. Die kan het in orde maken.',
    },
    school_not_allowed: {
      title: 'Je school klopt niet met je account',
      what: 'Je account hoort bij een school die niet bij deze manier van inloggen past.',
      action: 'Begin opnieuw en kies je eigen school. Lukt het weer niet? Vertel het dan aan je school.',
    },
    identifier_missing: {
      title: 'We kunnen je niet herkennen',
      what: 'Je school heeft niet genoeg doorgegeven om je de volgende keer weer te herkennen.',
      action: 'Vertel het aan je leraar of aan de ICT-beheerder van je school. Die kan het in orde maken.',
    },
    other_school: {
      title: 'Je hoort nog bij een andere school',
      what: 'Bij ons sta je nog bij je vorige school. Daarom kun je hier nu niet inloggen.',
      action: 'Vertel het aan je nieuwe school. Die kan vragen of je vorige school je afmeldt.',
    },
    sign_in_lost: {
      title: 'Deze stap is niet meer geldig',
      what: 'Misschien duurde het inloggen te lang. Of deze pagina was al eens gebruikt, of in een ander venster geopend.',
      action: 'Ga terug naar je lesmateriaal en begin opnieuw.',
    },
    sign_in_cancelled: {
      title: 'Je bent gestopt met inloggen',
      what: 'Het inloggen bij je school is niet afgemaakt.',
      action: 'Wil je toch verder? Begin dan opnieuw.',
    },
    school_unreachable: {
      title: 'De inlogpagina van je school doet het niet',
      what: 'We kunnen je school nu niet bereiken. Het ligt niet aan jou.',
      action: 'Wacht een paar minuten en probeer het opnieuw. Duurt het lang? Vertel het dan aan je school.',
    },
    school_unknown: {
      title: 'We kennen deze school niet',
      what: 'De school die je koos, doet hier niet mee.',
      action: 'Begin opnieuw en kies je school uit de lijst.',
    },
    busy: {
      title: 'Sluis doet het even niet',
      what: 'Er is een storing. Het ligt niet aan jou. We lossen het zo snel mogelijk op.',
      action: 'Wacht een paar minuten en probeer het opnieuw.',
    },
    bad_request: {
      title: 'Deze vraag begrijpen we niet',
      what: 'De link of het formulier dat je hier bracht, klopt niet.',
      action: 'Begin opnieuw bij je lesmateriaal. Lukt het weer niet? Vertel het dan aan de maker ervan.',
    },
    not_found: {
      title: 'Deze pagina bestaat niet',
      what: 'Misschien is de link oud, of zit er een typefout in.',
      action: 'Ga naar je lesmateriaal en log daar in.',
    },
    too_many_requests: {
      title: 'Even wachten',
      what: 'Er kwamen te veel vragen achter elkaar.',
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
      action: 'Probeer het opnieuw. Lukt het weer niet? Geef dan de foutcode door aan je school.',
    },
  },
};
