import { roleNames } from '../../domain/role-names.ts';
import { dutchAboutKeys } from './dutch-about-keys.ts';
import { dutch as changes } from './changes/dutch.ts';
import { dutch as helpDesk } from './help-desk/dutch.ts';
import { dutch as questions } from './questions/dutch.ts';
import { dutch as agreements } from './agreements/dutch.ts';
import { dutch as letters } from './letters/dutch.ts';
import { dutch as services } from './services/dutch.ts';
import type { PortalMessages } from './messages.ts';
import { reviewInDutch } from './review-messages.ts';

const names = roleNames.nl;

export const dutch: PortalMessages = {
  ...dutchAboutKeys,
  navigation: {
    label: 'Onderdelen',
    today: 'Vandaag',
    services: 'Onze apps',
    helpDesk: 'Een kind kan niet inloggen',
    questions: 'Vragen en bezwaren',
    agreements: 'Overeen\u00adkomsten',
    people: 'Mensen',
    schools: 'Scholen',
    factors: 'Sleutels',
    account: 'Mijn gegevens',
    more: 'Meer',
    signOut: 'Uitloggen',
  },
  keptForm: 'Er is nog niets gebeurd. Wat u invulde staat er weer. Druk nog een keer op de knop.',
  errors: {
    languageName: 'Nederlands',
    topics: {
      not_found: {
        title: 'Deze pagina is er niet',
        what: 'Het adres klopt niet, of deze pagina is er voor u niet.',
        action: 'Kijk of het adres klopt. Of ga naar het portaal en zoek daar verder.',
      },
      bad_request: {
        title: 'Dit konden wij niet lezen',
        what: 'Er is niets gedaan.',
        action: 'Ga naar het portaal en probeer het opnieuw.',
      },
      cross_site: {
        title: 'Dit kwam van een andere website',
        what: 'Daarom is er niets gedaan.',
        action: 'Ga naar het portaal en begin daar opnieuw.',
      },
      too_many_requests: {
        title: 'Dit ging te vaak achter elkaar',
        what: 'Van uw netwerk kwamen te veel vragen tegelijk.',
        action: 'Wacht een minuut. Probeer het dan opnieuw.',
      },
      busy: {
        title: 'Het portaal doet het nu even niet',
        what: 'Misschien is niet opgeslagen wat u net deed.',
        action: 'Wacht een minuut. Kijk dan hoe het ervoor staat, en probeer het opnieuw.',
      },
      internal: {
        title: 'Er ging iets mis',
        what: 'Dat ligt aan ons, en niet aan u.',
        action: 'Probeer het opnieuw. Lukt het weer niet? Vraag dan de beheerder van Sluis.',
      },
    },
    toPortal: 'Naar het portaal',
    errorId: 'Vraagt u hulp? Geef dan dit nummer door:',
  },
  roles: {
    administrator: {
      name: names.administrator,
      does: 'Regelt het inloggen, de mensen en de keuzes van de school.',
    },
    approver: { name: names.approver, does: 'Keurt goed wat een ander heeft klaargezet.' },
    proposer: { name: names.proposer, does: 'Dient keuzes in. Een ander keurt ze goed.' },
    signer: { name: names.signer, does: 'Tekent afspraken met leveranciers voor het bestuur.' },
    privacy_officer: { name: names.privacy_officer, does: 'Beheert de papieren en doet voorstellen.' },
    data_protection_officer: {
      name: names.data_protection_officer,
      does: 'Houdt toezicht op privacy. Leest alles en geeft advies. Verandert niets.',
    },
    help_desk: { name: names.help_desk, does: 'Zoekt uit waarom inloggen niet lukt.' },
    reader: { name: names.reader, does: 'Leest mee, zoals de MR. Verandert niets.' },
    technical_partner: {
      name: names.technical_partner,
      does: 'Een bedrijf dat het inloggen van de school regelt, tot een vaste dag.',
    },
    operator: { name: names.operator, does: 'Werkt voor de organisatie achter Sluis.' },
    supplier: { name: names.supplier, does: 'Beheert de eigen gegevens en apps van de leverancier.' },
  },
  signIn: {
    title: 'Inloggen voor personeel',
    lead: 'Hier regelt u welke apps uw school gebruikt, en welke gegevens die krijgen.',
    atSchool: 'Inloggen via mijn school',
    atSchoolHint: 'Uw school vraagt opnieuw wie u bent. Ook als u al ingelogd bent.',
    withPasskey: 'Inloggen met een passkey',
    noAccount: 'Nog geen toegang? Vraag een uitnodiging aan de beheerder van uw bestuur.',
    signedOut: 'U bent uitgelogd.',
  },
  notComeIn: {
    title: 'U hebt hier nog geen toegang',
    noAccount:
      'Uw school kent u, maar u hebt hier geen account. Vraag de beheerder van uw bestuur om een uitnodiging.',
    refused: 'Het inloggen is gestopt. Er is niets veranderd.',
    lost: 'Deze poging is verlopen, of begon in een ander venster. Begin opnieuw.',
    unprovenTitle: 'Uw school bewijst niet dat u net inlogde',
    unproven:
      'De login van uw school kan dat niet bevestigen. Log opnieuw in. Laat daarna met uw eigen sleutel zien dat u het bent.',
    withOwnKey: 'Verder met mijn eigen sleutel',
    again: 'Opnieuw inloggen',
  },
  invitation: {
    title: 'U bent uitgenodigd',
    lead: (party) => `${party} geeft u toegang tot het schoolportaal van Sluis.`,
    rolesTitle: 'Wat u straks mag',
    until: (day) => `Tot en met ${day}.`,
    schools: (names) => `Alleen voor ${names}.`,
    stepsTitle: 'Zo gaat het',
    steps: [
      'U neemt de uitnodiging aan, in deze browser.',
      'U logt in bij uw school.',
      'U kiest een tweede sleutel, zoals een passkey.',
    ],
    stepsWithPasskey: [
      'U neemt de uitnodiging aan, in deze browser.',
      'U maakt een passkey. Daarmee logt u in.',
    ],
    sharedTitle: 'Wat wij van uw school krijgen',
    shared:
      'Een code, en of uw e-mailadres hetzelfde is als in de uitnodiging. Uw naam en adres komen van wie u uitnodigde.',
    accept: 'Uitnodiging aannemen',
    takenTitle: 'Log nu in bij uw school',
    taken: 'De uitnodiging hoort nu bij deze browser. Log in bij uw school om verder te gaan.',
    toSchool: 'Verder naar mijn school',
    goneTitle: 'Deze uitnodiging werkt niet',
    gone: 'Misschien is zij verlopen, ingetrokken, al gebruikt, of in een andere browser geopend.',
    notForYou:
      'U kunt deze rol niet aannemen. Niemand geeft zichzelf een rol, en sommige rollen gaan niet samen. Of wie u uitnodigde mag dat niet meer.',
    goneAction: 'Vraag wie u uitnodigde om een nieuwe.',
  },
  today: {
    title: (name) => `Dag ${name}`,
    nothing: 'U hoeft niets te doen.',
    toConfirm: (name, role) => `${name} wacht op bevestiging als ${role}.`,
    toPeople: 'Naar Mensen',
    waiting: (roles) => `Nog niet bevestigd: ${roles}. Een ander moet bevestigen dat u het bent.`,
    lapsed: (roles, days) =>
      `Werkt niet meer: ${roles}. U logde ${String(days)} schooldagen niet in. Vraag een ander om dit opnieuw te bevestigen.`,
    onlyAdministrator: 'Er is één beheerder. Nodig een tweede uit, als vervanger.',
    noStandIn: 'De beheerder heeft nog geen vervanger. Wijs bij Mensen aan wie dat is.',
  },
  review: reviewInDutch,
  boardCode: {
    title: 'Code van het bestuur',
    lead: 'U bent de eerste beheerder. Het bestuur kreeg een code in zijn postvak. Vul die hier in.',
    label: 'Code',
    send: 'Bevestigen',
    wrong: 'Deze code klopt niet. Na vijf keer is een nieuwe code nodig.',
  },
  account: {
    title: 'Mijn gegevens',
    lead: 'Dit weten wij van u. Meer is er niet.',
    name: 'Naam',
    email: 'E-mailadres',
    worksFor: 'U werkt voor',
    roles: 'Wat u mag',
    since: 'Account sinds',
    keptFor: 'Hoe lang',
    kept: 'Tot een beheerder uw account verwijdert. Wat u deed blijft in het logboek, zonder uw naam.',
  },
  people: {
    title: 'Mensen',
    lead: (party) => `Wie er bij ${party} mag inloggen in dit portaal, en wat zij mogen.`,
    you: 'u',
    lastSeen: (day) => `Laatst ingelogd op ${day}`,
    neverSeen: 'Nog niet ingelogd',
    waits: 'wacht op bevestiging',
    comparedAddress: {
      differs:
        'Het adres waarmee is ingelogd is een ander dan dat van de uitnodiging. Vraag diegene of dit klopt.',
      absent:
        'Bij het inloggen was geen adres om met de uitnodiging te vergelijken. Vraag diegene of dit klopt.',
    },
    lapsed: (days) => `werkt niet meer: ${String(days)} schooldagen niet gebruikt`,
    confirm: (name) => `Dit is ${name}: bevestigen`,
    confirmAnew: (name, role) => `${name} opnieuw bevestigen als ${role}`,
    standIn: 'Vervanger van de beheerder.',
    nameStandIn: (name) => `${name} aanwijzen als vervanger`,
    withdraw: 'Intrekken',
    reason: 'Waarom',
    invitationsTitle: 'Uitnodigingen',
    openUntil: (day) => `Open tot en met ${day}`,
    withdrawInvitation: 'Uitnodiging intrekken',
    inviteTitle: 'Iemand uitnodigen',
    inviteLead: (days) => `De uitnodiging is ${String(days)} dagen geldig. Een nieuwe vervangt de oude.`,
    inviteName: 'Naam',
    inviteEmail: 'E-mailadres van het werk',
    inviteRole: 'Wat diegene mag',
    inviteUntil: 'Tot en met',
    inviteUntilHint: 'Verplicht voor een tekenbevoegde en een technisch partner.',
    inviteGround: 'Waarom diegene mag tekenen',
    inviteGroundHint: 'Alleen voor een tekenbevoegde, bijvoorbeeld: bestuurder volgens de statuten.',
    inviteSchools: 'Alleen voor deze scholen',
    inviteSchoolsHint: 'Niets gekozen: voor alle scholen.',
    inviteSignIn: 'Hoe diegene inlogt',
    signInSchool: 'Via de school',
    signInPasskey: 'Met een eigen passkey (voor mensen van buiten de school)',
    invite: 'Uitnodigen',
    invitedTitle: (name) => `De uitnodiging voor ${name} staat klaar`,
    invited: 'Geef deze link zelf aan diegene. Hij staat hier maar één keer.',
    invitedLink: 'Link',
    invitedByMailTitle: (name) => `De uitnodiging voor ${name} is onderweg`,
    invitedByMail: 'Er gaat een mail met een link naar',
    notArrived:
      'Komt de mail niet aan? Kijk of het adres klopt, en bij ongewenste mail. Nodig diegene anders opnieuw uit.',
    done: 'Klaar',
    wrongTitle: 'Dit kan zo niet',
    wrong: {
      name: 'Vul een naam in, zonder webadres.',
      email: 'Vul een e-mailadres in, zoals naam@school.nl.',
      role: 'Deze rol kunt u niet geven, of diegene kan haar niet hebben.',
      schools:
        'Kies een of meer scholen waar u zelf over gaat. Een technisch partner heeft altijd gekozen scholen.',
      until:
        'Vul een dag in die nog komt. Een tekenbevoegde en een technisch partner hebben altijd een laatste dag.',
      ground: 'Schrijf op waarom diegene mag tekenen. Bij andere rollen blijft dit leeg.',
      reason: 'Schrijf op waarom. Dat blijft bij de wijziging staan.',
      changed:
        'Iemand anders heeft dit net veranderd. Zo staat het er nu voor. Er is niets van u doorgevoerd.',
      tooMany:
        'U hebt vandaag heel veel gedaan waar mail over gaat. Ga morgen verder, of vraag het wie Sluis beheert. Er is niemand uitgenodigd.',
      other: 'Dit mag u niet, of het kan nu niet. Kijk op deze pagina hoe het er nu voor staat.',
    },
  },
  schools: {
    title: 'Scholen',
    lead: (party) =>
      `De scholen van ${party}, en waar mensen hulp krijgen als inloggen niet lukt. Dit ziet alleen wie deze school koos of via deze school inlogde.`,
    none: 'Er is hier geen school die u kunt zien.',
    noHelp: 'Er is nog geen hulp ingevuld.',
    fields: {
      text: 'Hulptekst',
      textInEnglish: 'Hulptekst in het Engels',
      room: 'Waar op school',
      roomInEnglish: 'Waar op school, in het Engels',
      phone: 'Telefoon',
      reason: 'Waarom u dit verandert',
    },
    hints: {
      text: 'Bijvoorbeeld: Wachtwoord kwijt? De leraar maakt een nieuw. Noem geen namen van mensen.',
      room: 'Bijvoorbeeld: kamer 1.12.',
      reason: 'Dit blijft bij de wijziging staan.',
    },
    resetUrl: 'Nieuw wachtwoord',
    change: 'Aanpassen',
    changeTitle: (school) => `Hulp bij ${school}`,
    changeLead: 'Dit staat binnen een paar tellen op de pagina als inloggen niet lukt.',
    asItIs: 'Zo staat het er nu',
    save: 'Opslaan',
    back: 'Terug',
    done: 'Opgeslagen',
    wrongTitle: 'Dit kan zo niet',
    wrong: {
      text: 'Vul een hulptekst in van hoogstens 300 tekens, zonder webadres, < of >. Alleen Engels kan niet.',
      textInEnglish: 'Vul een Engelse hulptekst in van hoogstens 300 tekens, zonder webadres, < of >.',
      room: 'Vul in waar op school, in hoogstens 300 tekens, zonder webadres, < of >. Alleen Engels kan niet.',
      roomInEnglish: 'Vul in het Engels in waar op school, in hoogstens 300 tekens, zonder webadres, < of >.',
      phone: 'Vul een telefoonnummer in, zoals 0299 123 456.',
      reason: 'Schrijf op waarom, in hoogstens 200 tekens.',
      changed:
        'Iemand anders was u voor. Er is niets opgeslagen. Wat u invulde staat er nog. Kijk of het nog klopt.',
      notAllowed: 'U mag dit niet veranderen. Vraag een beheerder.',
      other:
        'De school is nu niet te veranderen. Wat u invulde staat er nog. Vraag anders de beheerder van Sluis.',
    },
  },
  services,
  changes,
  helpDesk,
  questions,
  agreements,
  letters,
};
