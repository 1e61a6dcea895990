import type { LoginMessages, Parties, RefusalText } from './messages.ts';

const number = new Intl.NumberFormat('nl-NL');

const tell = (isPupil: boolean) =>
  isPupil ? 'Vertel het aan je leraar.' : 'Vertel het aan de ICT-coördinator van je school.';

/** Known to anybody in the same words: which of both has to do something is told to nobody. */
const noOperatorAgreement = ({ service, school, isPupil }: Parties): RefusalText => ({
  title: 'Je kunt nu niet inloggen via je school',
  what: `Het bestuur van ${school} en de beheerders van Sluis hebben nu geen afspraken die gelden. Zonder afspraken mogen we niets van je gebruiken. Daarom kun je niet verder naar ${service}.`,
  action: `${tell(isPupil)} Het bestuur van je school en de beheerders van Sluis kunnen het samen regelen.`,
});

export const dutch: LoginMessages = {
  chooseSchool: {
    title: 'Kies je school',
    lead: (service) => `Je logt in bij je eigen school. Daarna ga je vanzelf naar ${service}.`,
    lastTime: 'De vorige keer gekozen op dit apparaat:',
    otherSchool: 'Zit je op een andere school?',
    forget: 'Deze school vergeten op dit apparaat',
    searchLabel: 'Zoek je school',
    searchHint: 'Typ de naam van je school, de plaats of de BRIN-code.',
    searchButton: 'Zoek',
    all: 'Scholen die meedoen',
    count: (total) => (total === 1 ? '1 school gevonden' : `${number.format(total)} scholen gevonden`),
    notTakingPart: (total) => (total === 1 ? 'Deze school doet niet mee' : 'Deze scholen doen niet mee'),
    onlyNotTakingPart: (total) =>
      total === 1
        ? '1 school gevonden, maar die doet niet mee'
        : `${number.format(total)} scholen gevonden, maar die doen niet mee`,
    moreNotTakingPart: (shown, total) =>
      `Je ziet er ${number.format(shown)} van de ${number.format(total)} die niet meedoen. Typ meer letters, dan wordt de lijst korter.`,
    whyNotTakingPart: {
      no_operator_agreement_now:
        'Er zijn nu geen afspraken met Sluis. Het bestuur van de school en de beheerders van Sluis kunnen dat regelen.',
      no_login_now: 'Inloggen staat hier nu niet aan. De school kan dat regelen.',
      no_agreement_now: 'Er zijn nu geen afspraken. Het bestuur van de school kan dat regelen.',
      not_switched_on_now: 'Staat hier nu niet aan. De school kan dat regelen.',
    },
    more: (shown, total) =>
      `Je ziet er ${number.format(shown)} van de ${number.format(total)}. Typ meer letters, dan wordt de lijst korter.`,
    nothing: (query) => `We vonden geen school met “${query}”.`,
    nothingAction:
      'Kijk of er een typefout in zit, of zoek op de plaats. Staat je school er dan nog niet bij? Dan kennen we je school niet. Vraag het aan je leraar.',
    typeFirst: 'Typ een paar letters. Dan zie je hier de scholen.',
  },
  doesNotWork: 'Lukt het inloggen niet?',
  pickSchool: {
    title: 'Voor welke school ga je nu aan het werk?',
    lead: (service) => `Je hoort bij meer dan één school. Kies de school waarvoor je ${service} nu gebruikt.`,
  },
  chooseIdp: {
    title: 'Hoe log je in bij je school?',
    lead: (school) =>
      `Bij ${school} kan dat op meer manieren. Weet je niet welke je moet kiezen? Vraag het aan je leraar.`,
    otherSchool: 'Een andere school kiezen',
  },
  visitSchool: {
    title: (school) => `Je gaat naar ${school}`,
    lead: 'Daar log je in. Gebeurt er niets? Druk dan op de knop.',
    button: 'Ga naar je school',
  },
  callbackForm: {
    title: (service) => `Je gaat naar ${service}`,
    lead: 'Gebeurt er niets? Druk dan op de knop.',
    button: 'Ga verder',
  },
  refusal: {
    back: (service) => `Terug naar ${service}`,
    signInAgain: 'Opnieuw inloggen',
    someoneElse: 'Inloggen met een ander account',
    closeBrowserFirst:
      'Wil je met een ander account inloggen? Sluit dan eerst de browser helemaal af. Anders gebruikt je school misschien weer het vorige account.',
    reasons: {
      school_closed: ({ service, school }) => ({
        title: `${school} is gesloten`,
        what: `Deze school bestaat niet meer, of is samengegaan met een andere school. Daarom kun je via deze school niet meer naar ${service}.`,
        action: 'Zit je nu op een andere school? Log dan in met het account van die school.',
      }),
      operator_agreement_not_in_force: noOperatorAgreement,
      no_operator_agreement_now: noOperatorAgreement,
      idp_not_in_force: ({ service, school, isPupil }) => ({
        title: 'Deze manier van inloggen staat uit',
        what: `Op deze manier kun je nu niet inloggen bij ${school}. Daarom kun je niet verder naar ${service}.`,
        action: isPupil
          ? 'Vraag aan je leraar hoe je nu inlogt. Log daarna opnieuw in.'
          : 'Vraag aan de ICT-coördinator van je school hoe je nu inlogt. Log daarna opnieuw in.',
      }),
      service_blocked: ({ service, supplier }) => ({
        title: `${service} staat nu uit`,
        what: `Wij hebben ${service} van ${supplier} voor alle scholen uitgezet. Er gaan nu geen gegevens naartoe.`,
        action: 'Het ligt niet aan jou en niet aan je school. Probeer het later nog eens.',
      }),
      no_agreement: ({ service, supplier, school, isPupil }) => ({
        title: `Je kunt nog niet naar ${service}`,
        what: `Het bestuur van ${school} en ${supplier} hebben nog geen afspraken gemaakt over je gegevens. Zonder afspraken geven we niets door.`,
        action: `${tell(isPupil)} Je school kan het bestuur vragen om die afspraken te maken.`,
      }),
      no_login_now: ({ service, school, isPupil }) => ({
        title: 'Je kunt nu niet inloggen bij je school',
        what: `Inloggen met een account van ${school} staat nu niet aan. Daarom kun je niet verder naar ${service}.`,
        action: `${tell(isPupil)} Je school kan dat regelen.`,
      }),
      not_switched_on_now: ({ service, school, isPupil }) => ({
        title: `Bij je school staat ${service} nu niet aan`,
        what: `${school} kiest of en wanneer je dit lesmateriaal mag gebruiken.`,
        action: `${tell(isPupil)} Je school kan dat regelen.`,
      }),
      no_agreement_now: ({ service, supplier, school, isPupil }) => ({
        title: `Je kunt nu niet naar ${service}`,
        what: `Het bestuur van ${school} en ${supplier} hebben nu geen afspraken die gelden voor ${service}. Zonder afspraken geven we niets door.`,
        action: `${tell(isPupil)} Het bestuur van je school kan dat regelen.`,
      }),
      agreement_not_active: ({ service, supplier, school, isPupil }) => ({
        title: `Je kunt nu niet naar ${service}`,
        what: `De afspraken tussen het bestuur van ${school} en ${supplier} gelden op dit moment niet.`,
        action: `${tell(isPupil)} Het bestuur van je school kan dat regelen.`,
      }),
      agreement_not_yet_valid: ({ service, supplier, school, isPupil }) => ({
        title: `Je kunt nog niet naar ${service}`,
        what: `De afspraken tussen het bestuur van ${school} en ${supplier} gelden vandaag nog niet. Ze gaan later in.`,
        action: isPupil
          ? 'Wacht nog even. Je leraar kan vragen wanneer het zover is.'
          : 'Wacht nog even. Je school kan het bestuur vragen wanneer het zover is.',
      }),
      agreement_expired: ({ service, supplier, school, isPupil }) => ({
        title: `Je kunt niet meer naar ${service}`,
        what: `De afspraken tussen het bestuur van ${school} en ${supplier} zijn afgelopen.`,
        action: `${tell(isPupil)} Het bestuur van je school kan nieuwe afspraken maken.`,
      }),
      service_not_covered: ({ service, supplier, school, isPupil }) => ({
        title: `Je kunt nog niet naar ${service}`,
        what: `Het bestuur van ${school} heeft wel afspraken met ${supplier}, maar niet over ${service}.`,
        action: `${tell(isPupil)} Het bestuur van je school kan de afspraken uitbreiden.`,
      }),
      affiliation_not_covered: ({ service, supplier, school, isPupil }) => ({
        title: `Je kunt niet naar ${service}`,
        what: `De afspraken tussen het bestuur van ${school} en ${supplier} gelden niet voor jou, maar bijvoorbeeld alleen voor ${isPupil ? 'leraren' : 'leerlingen'}.`,
        action: `Klopt dat niet? ${tell(isPupil)} Het bestuur van je school kan de afspraken uitbreiden.`,
      }),
      affiliation_not_in_audience: ({ service, supplier, isPupil }) => ({
        title: `${service} is niet voor jou gemaakt`,
        what: `${supplier} maakte dit lesmateriaal voor anderen, bijvoorbeeld alleen voor ${isPupil ? 'leraren' : 'leerlingen'}.`,
        action: isPupil
          ? 'Kies ander lesmateriaal. Kreeg je de link van je leraar? Vraag dan of het de goede is.'
          : 'Kies ander lesmateriaal. Kreeg je de link van een collega? Vraag dan of het de goede is.',
      }),
      service_not_enabled: ({ service, school, isPupil }) => ({
        title: `Je school heeft ${service} niet aangezet`,
        what: `${school} kiest of je dit lesmateriaal mag gebruiken, en welke gegevens we dan doorgeven.`,
        action: `${tell(isPupil)} Je school kan het aanzetten.`,
      }),
      objection: ({ service, school, isPupil }) => ({
        title: `${service} staat voor jou uit`,
        what: `Er is bezwaar gemaakt tegen dit lesmateriaal. Daarom heeft ${school} het voor jou uitgezet.`,
        action: isPupil
          ? 'Wil je er toch mee werken? Praat er dan over met je ouders of je leraar.'
          : 'Wil je er toch mee werken? Praat er dan over met je school.',
      }),
      affiliation_not_in_access: ({ service, school, isPupil }) => ({
        title: `Je school heeft ${service} niet voor jou aangezet`,
        what: `${school} koos wie dit lesmateriaal mag gebruiken, bijvoorbeeld alleen ${isPupil ? 'leraren' : 'leerlingen'}.`,
        action: `Klopt dat niet? ${tell(isPupil)} Je school kan het ook voor jou aanzetten.`,
      }),
      year_not_in_access: ({ service, school, isPupil }) => ({
        title: `${service} staat niet aan voor jouw leerjaar`,
        what: `${school} heeft dit lesmateriaal alleen voor andere leerjaren aangezet.`,
        action: `Klopt dat niet? ${tell(isPupil)} Je school kan dat aanpassen.`,
      }),
      year_not_supplied: ({ service, school, isPupil }) => ({
        title: 'We weten niet in welk leerjaar je zit',
        what: `${school} heeft ${service} voor sommige leerjaren aangezet. Je schoolaccount vertelde ons niet in welk leerjaar jij zit.`,
        action: `Log eerst opnieuw in. Lukt het dan nog niet? ${tell(isPupil)} Je school kan dit oplossen.`,
      }),
      group_not_in_access: ({ service, school, isPupil }) => ({
        title: `${service} staat niet aan voor jouw klas of groep`,
        what: `${school} heeft dit lesmateriaal alleen voor andere klassen of groepen aangezet.`,
        action: `Klopt dat niet? ${tell(isPupil)} Je school kan dat aanpassen.`,
      }),
      group_not_supplied: ({ service, school, isPupil }) => ({
        title: 'We weten niet in welke klas of groep je zit',
        what: `${school} heeft ${service} voor sommige klassen of groepen aangezet. Je schoolaccount vertelde ons niet in welke jij zit.`,
        action: `Log eerst opnieuw in. Lukt het dan nog niet? ${tell(isPupil)} Je school kan dit oplossen.`,
      }),
      licence_not_yet_valid: ({ service, school, isPupil }) => ({
        title: `Je kunt nog niet naar ${service}`,
        what: `${school} mag dit lesmateriaal pas later gebruiken.`,
        action: isPupil
          ? 'Wacht nog even. Je leraar kan vragen wanneer het begint.'
          : 'Wacht nog even. Je school weet wanneer het begint.',
      }),
      licence_expired: ({ service, school, isPupil }) => ({
        title: `Je kunt niet meer naar ${service}`,
        what: `${school} mocht dit lesmateriaal tot een bepaalde dag gebruiken. Die dag is voorbij.`,
        action: `${tell(isPupil)} Je school kan dat verlengen.`,
      }),
      register_unconfirmed: ({ service }) => ({
        title: `Je kunt even niet naar ${service}`,
        what: 'We kunnen nu niet nakijken wat er is afgesproken. Daarom geven we voor de zekerheid niets door.',
        action: 'Wacht een paar minuten en probeer het opnieuw. Het ligt niet aan jou.',
      }),
    },
  },
  cancelled: {
    title: 'Je bent nog niet ingelogd',
    lead: (service) =>
      `Het inloggen bij je school is niet afgemaakt. Daarom kun je niet verder naar ${service}.`,
    again: 'Probeer het opnieuw',
    otherAccount: 'Dat mag ook met een ander account.',
    otherSchool: 'Een andere school kiezen',
  },
  whoAreYou: {
    title: 'Log in met je eigen account',
    lead: (service) =>
      `Op dit apparaat is al iemand ingelogd. Zo kun je niet verder naar ${service}. Als je zelf inlogt, ga je verder of zie je waarom dat niet kan.`,
    signIn: 'Log in met je eigen account',
  },
  confirmSignOut: {
    title: 'Wil je uitloggen?',
    lead: 'Je logt uit bij Sluis. Vanaf dit apparaat geven we dan niets meer over je door.',
    yes: 'Ja, log uit',
    no: 'Nee, blijf ingelogd',
    stillOpen: 'Bij lesmateriaal en bij je school kun je daarna nog ingelogd zijn.',
  },
  signedOut: {
    title: 'Je bent uitgelogd bij Sluis',
    lead: 'Vanaf dit apparaat geven we niets meer over je door.',
    stillOpen: 'Waar kun je nog ingelogd zijn?',
    material: (service) =>
      service === undefined
        ? 'Bij lesmateriaal dat je open had. Log daar ook uit.'
        : `Bij ${service} en bij ander lesmateriaal dat je open had. Log daar ook uit.`,
    school: 'Bij je school. Log daar ook uit, of sluit de browser helemaal af.',
    nextTime: 'En als hier weer iemand inlogt?',
    ask: 'Dan vragen we de school om opnieuw na te gaan wie het is.',
    closeBrowser: 'Misschien vraagt de school dan niet wie het is. Sluit de browser daarom helemaal af.',
    onwards: (service) => `Terug naar ${service}`,
  },
  stillSignedIn: {
    title: 'Je bent nog ingelogd',
    lead: 'Je bent niet uitgelogd bij Sluis.',
    supplier: (service) => `Bij ${service} ben je misschien al wel uitgelogd.`,
    goOn: (service) => `Verder met ${service}`,
    signOut: 'Toch uitloggen',
  },
  home: {
    title: 'Van je school naar je lesmateriaal',
    lead: 'Met Sluis log je met je schoolaccount in bij je lesmateriaal. Daar begin je ook altijd.',
    services: 'Waar wil je naartoe?',
    servicesHint: 'Kies je lesmateriaal. Daarna log je in bij je school.',
    signedIn: (school) => `Op dit apparaat is iemand ingelogd bij ${school}.`,
    notYou: 'Ben jij dat niet, of ben je klaar? Log dan uit.',
    signOut: 'Uitloggen',
    searchLabel: 'Zoek je lesmateriaal',
    searchHint: 'Typ de naam, het vak of de maker.',
    searchButton: 'Zoek',
    count: (total) => (total === 1 ? '1 resultaat gevonden' : `${number.format(total)} resultaten gevonden`),
    nothing: (query) => `We vonden geen lesmateriaal met “${query}”.`,
    showAll: 'Al het lesmateriaal',
    paging: 'Bladzijden met lesmateriaal',
    previous: 'Vorige',
    next: 'Volgende',
    pageOf: (page, pages) => `Bladzijde ${number.format(page)} van ${number.format(pages)}`,
    howTitle: 'Zo werkt het',
    steps: [
      { title: 'Je school kent je', text: 'Je logt in bij je eigen school. Je wachtwoord blijft daar.' },
      {
        title: 'Twee deuren',
        text: 'We geven alleen iets door als dat is afgesproken én je school het goedvindt.',
      },
      {
        title: 'Je lesmateriaal',
        text: 'De maker herkent je aan een code. Je naam krijgt de maker alleen als je school dat goedvindt.',
      },
    ],
    privacyTitle: 'Wie beslist over je gegevens?',
    privacy:
      'Je school. Het bestuur maakt de afspraken, en je school kiest wat we doorgeven. Heb je vragen over je gegevens? Stel ze aan je school.',
  },
};
