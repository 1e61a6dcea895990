import type { LoginMessages } from './messages.ts';

const number = new Intl.NumberFormat('nl-NL');

const tell = (isPupil: boolean) =>
  isPupil ? 'Vertel het aan je leraar.' : 'Vertel het aan de ICT-coördinator van je school.';

export const dutch: LoginMessages = {
  chooseSchool: {
    title: 'Kies je school',
    lead: (service) => `Je logt in bij je eigen school. Daarna ga je vanzelf naar ${service}.`,
    lastTime: 'De vorige keer koos je op dit apparaat:',
    otherSchool: 'Zit je op een andere school?',
    forget: 'Deze school vergeten op dit apparaat',
    searchLabel: 'Zoek je school',
    searchHint: 'Typ de naam van je school, de plaats of de BRIN-code.',
    searchButton: 'Zoek',
    all: 'Scholen die meedoen',
    count: (total) => (total === 1 ? '1 school gevonden' : `${number.format(total)} scholen gevonden`),
    more: (shown, total) =>
      `Je ziet er ${number.format(shown)} van de ${number.format(total)}. Typ meer letters, dan wordt de lijst korter.`,
    nothing: (query) => `We vonden geen school met “${query}”.`,
    nothingAction:
      'Kijk of er een typefout in zit, of zoek op de plaats. Staat je school er niet bij? Vraag het dan aan je leraar.',
    typeFirst: 'Typ een paar letters. Dan zie je hier de scholen.',
  },
  pickSchool: {
    title: 'Voor welke school ga je nu aan het werk?',
    lead: (service) => `Je hoort bij meer dan één school. Kies de school waarvoor je ${service} nu gebruikt.`,
  },
  chooseIdp: {
    title: 'Hoe log je in op school?',
    lead: (school) =>
      `Bij ${school} kun je op meer manieren inloggen. Weet je het niet? Vraag het aan je leraar.`,
    otherSchool: 'Een andere school kiezen',
  },
  visitSchool: {
    title: (school) => `Je gaat naar ${school}`,
    lead: 'Daar log je in. Gebeurt er niets? Tik dan op de knop.',
    button: 'Ga naar je school',
  },
  refusal: {
    back: (service) => `Terug naar ${service}`,
    signInAgain: 'Opnieuw inloggen',
    someoneElse: 'Ben jij dit niet? Log in als iemand anders',
    closeBrowserFirst:
      'Wil je als iemand anders inloggen? Sluit dan eerst de browser helemaal af. Anders kent de school nog wie hier eerder was.',
    reasons: {
      school_closed: ({ service, school }) => ({
        title: `${school} is gesloten`,
        what: `Deze school bestaat niet meer, of is samengegaan met een andere school. Daarom kun je hiermee niet meer naar ${service}.`,
        action: 'Zit je nu op een andere school? Log dan in met het account van die school.',
      }),
      idp_not_in_force: ({ service, school, isPupil }) => ({
        title: 'Deze manier van inloggen staat uit',
        what: `${school} gebruikt deze manier van inloggen nu niet. Zo kun je dus niet naar ${service}.`,
        action: isPupil
          ? 'Vraag aan je leraar hoe je nu inlogt. Log daarna opnieuw in.'
          : 'Vraag aan de ICT-coördinator van je school hoe je nu inlogt. Log daarna opnieuw in.',
      }),
      service_blocked: ({ service, supplier }) => ({
        title: `${service} staat tijdelijk dicht`,
        what: `Wij hebben ${service} van ${supplier} voor alle scholen dichtgezet. Er gaan nu geen gegevens naartoe.`,
        action: 'Het ligt niet aan jou of aan je school. Probeer het later nog eens.',
      }),
      no_agreement: ({ service, supplier, school, isPupil }) => ({
        title: `Je kunt nog niet naar ${service}`,
        what: `Het bestuur van ${school} en ${supplier} hebben nog geen afspraken over je gegevens. Zonder afspraken geven wij niets door.`,
        action: `${tell(isPupil)} De school kan haar bestuur vragen om de afspraken te maken.`,
      }),
      agreement_not_active: ({ service, supplier, school, isPupil }) => ({
        title: `Je kunt nu niet naar ${service}`,
        what: `De afspraken tussen het bestuur van ${school} en ${supplier} gelden op dit moment niet.`,
        action: `${tell(isPupil)} Het bestuur van de school kan de afspraken in orde maken.`,
      }),
      agreement_not_yet_valid: ({ service, supplier, school, isPupil }) => ({
        title: `Je kunt nog niet naar ${service}`,
        what: `De afspraken tussen het bestuur van ${school} en ${supplier} gelden vandaag nog niet. Ze gaan later in.`,
        action: isPupil
          ? 'Wacht nog even. Je leraar kan vragen wanneer het zover is.'
          : 'Wacht nog even. De school kan vragen wanneer het zover is.',
      }),
      agreement_expired: ({ service, supplier, school, isPupil }) => ({
        title: `Je kunt niet meer naar ${service}`,
        what: `De afspraken tussen het bestuur van ${school} en ${supplier} zijn afgelopen.`,
        action: `${tell(isPupil)} Het bestuur van de school kan nieuwe afspraken maken.`,
      }),
      service_not_covered: ({ service, supplier, school, isPupil }) => ({
        title: `Je kunt nog niet naar ${service}`,
        what: `Het bestuur van ${school} heeft wel afspraken met ${supplier}, maar niet over ${service}.`,
        action: `${tell(isPupil)} Het bestuur van de school kan de afspraken uitbreiden.`,
      }),
      affiliation_not_covered: ({ service, supplier, school }) => ({
        title: `${service} is nog niet voor jou`,
        what: `De afspraken tussen het bestuur van ${school} en ${supplier} gaan over een andere groep, bijvoorbeeld alleen over leerlingen of alleen over leraren.`,
        action: 'Klopt dat niet? Vertel het aan je school. Het bestuur kan de afspraken uitbreiden.',
      }),
      affiliation_not_in_audience: ({ service, supplier, isPupil }) => ({
        title: `${service} is niet voor jou gemaakt`,
        what: `${supplier} maakte dit voor een andere groep, bijvoorbeeld alleen voor ${isPupil ? 'leraren' : 'leerlingen'}.`,
        action: isPupil
          ? 'Kreeg je deze link van je leraar? Vraag dan of het de goede is.'
          : 'Kreeg je deze link van een collega? Vraag dan of het de goede is.',
      }),
      service_not_enabled: ({ service, school, isPupil }) => ({
        title: `Je school heeft ${service} nog niet aangezet`,
        what: `${school} moet eerst kiezen of je dit mag gebruiken, en welke gegevens mee mogen.`,
        action: `${tell(isPupil)} De school kan het aanzetten.`,
      }),
      objection: ({ service, school, isPupil }) => ({
        title: `${service} staat voor jou uit`,
        what: `Er is bezwaar gemaakt tegen dit lesmateriaal. Daarom heeft ${school} het voor jou uitgezet.`,
        action: isPupil
          ? 'Wil je er toch mee werken? Praat er dan over met je ouders of je leraar.'
          : 'Wil je er toch mee werken? Praat er dan over met je school.',
      }),
      affiliation_not_in_access: ({ service, school, isPupil }) => ({
        title: `${school} heeft ${service} niet voor jou opengezet`,
        what: `Je school koos wie ${service} mag gebruiken, bijvoorbeeld alleen leerlingen of alleen leraren.`,
        action: `Klopt dat niet? ${tell(isPupil)} De school kan het ook voor jou openzetten.`,
      }),
      year_not_in_access: ({ service, school, isPupil }) => ({
        title: `${service} is niet open voor jouw leerjaar`,
        what: `${school} heeft ${service} alleen opengezet voor andere leerjaren. Of wij weten niet in welk leerjaar je zit.`,
        action: `Klopt dat niet? ${tell(isPupil)} De school kan het aanpassen.`,
      }),
      group_not_in_access: ({ service, school, isPupil }) => ({
        title: `${service} is niet open voor jouw klas`,
        what: `${school} heeft ${service} alleen opengezet voor andere klassen. Of wij weten niet in welke klas je zit.`,
        action: `Klopt dat niet? ${tell(isPupil)} De school kan het aanpassen.`,
      }),
      licence_not_yet_valid: ({ service, school, isPupil }) => ({
        title: `Je kunt nog niet naar ${service}`,
        what: `${school} mag ${service} vandaag nog niet gebruiken. Dat begint later.`,
        action: isPupil
          ? 'Wacht nog even. Je leraar kan vragen wanneer het begint.'
          : 'Wacht nog even. De school weet wanneer het begint.',
      }),
      licence_expired: ({ service, school, isPupil }) => ({
        title: `Je kunt niet meer naar ${service}`,
        what: `${school} mocht ${service} tot een bepaalde dag gebruiken. Die dag is voorbij.`,
        action: `${tell(isPupil)} De school kan het verlengen.`,
      }),
      register_unconfirmed: ({ service }) => ({
        title: `Je kunt even niet naar ${service}`,
        what: 'Wij kunnen nu niet nakijken wat er is afgesproken. Dan geven we voor de zekerheid niets door.',
        action: 'Wacht een paar minuten en probeer het opnieuw. Het ligt niet aan jou.',
      }),
    },
  },
  cancelled: {
    title: 'Je bent gestopt met inloggen',
    lead: (service) => `Je bent nog niet ingelogd bij je school. Daarom kun je niet verder naar ${service}.`,
    again: 'Probeer het opnieuw',
    otherAccount: 'Je mag ook een ander account nemen.',
    otherSchool: 'Een andere school kiezen',
  },
  whoAreYou: {
    title: 'Log in als jezelf',
    lead: (service) =>
      `Op dit apparaat is al iemand ingelogd. Zo kun je niet verder naar ${service}. Log in met je eigen account, dan zie je hoe het zit.`,
    signIn: 'Log in als jezelf',
  },
  confirmSignOut: {
    title: 'Wil je uitloggen?',
    lead: 'Je logt uit bij Sluis. Vanaf dit apparaat geven wij dan niets meer over je door.',
    yes: 'Ja, log uit',
    no: 'Nee, blijf ingelogd',
    stillOpen: 'Lesmateriaal en de inlog van je school kunnen daarna nog open staan.',
  },
  signedOut: {
    title: 'Je bent uitgelogd bij Sluis',
    lead: 'Vanaf dit apparaat geven wij niets meer over je door.',
    stillOpen: 'Wat kan nog open staan?',
    material: (service) =>
      service === undefined
        ? 'Lesmateriaal dat je open had. Log daar ook uit.'
        : `${service} en ander lesmateriaal dat je open had. Log daar ook uit.`,
    school: 'De inlog van je school. Log daar ook uit, of sluit de browser helemaal af.',
    nextTime: 'Logt hier weer iemand in?',
    ask: 'Wij vragen de school dan om opnieuw te vragen wie het is.',
    closeBrowser: 'Misschien vraagt de school dat niet. Sluit de browser daarom helemaal af.',
    onwards: (service) => `Verder naar ${service}`,
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
    lead: 'Met Sluis log je in met het account van je school. Je begint altijd bij je lesmateriaal.',
    services: 'Waar wil je naartoe?',
    servicesHint: 'Kies je lesmateriaal. Daarna log je in bij je school.',
    howTitle: 'Zo werkt het',
    steps: [
      { title: 'Je school kent je', text: 'Je logt in bij je eigen school. Je wachtwoord blijft daar.' },
      {
        title: 'Twee deuren',
        text: 'Er gaat alleen iets door als het is afgesproken én je school het goed vindt.',
      },
      {
        title: 'Je lesmateriaal',
        text: 'De maker krijgt een code in plaats van je naam, en verder alleen wat nodig is.',
      },
    ],
    privacyTitle: 'Wie is de baas over je gegevens?',
    privacy:
      'Je school. Die maakt de afspraken en bepaalt wat er doorgaat. Heb je vragen over je gegevens? Stel ze aan je school.',
  },
};
