import type { LettersMessages } from './messages.ts';

export const dutch: LettersMessages = {
  links: {
    parents: 'Brief aan ouders',
    council: 'Overzicht voor de MR',
  },
  tellParents: 'Leerlingen kunnen in deze app. Zo vertelt u het de ouders:',
  forms: { docx: 'Word-document', pdf: 'PDF' },
  readFirst:
    'De tekst zegt wat er nu geldt. Lees hem na voor u hem verstuurt. U kunt deze pagina ook afdrukken.',
  otherLanguage: { nl: 'De tekst in het Nederlands', en: 'De tekst in het Engels' },
  files: { parents: 'brief-aan-ouders', council: 'overzicht-medezeggenschapsraad' },
  page: (number, of) => `Pagina ${String(number)} van ${String(of)}`,
  contacts: {
    privacy: (board) => `Vragen over gegevens, bij ${board}`,
    officer: (board) => `Functionaris gegevens\u00adbescherming van ${board}`,
    school: 'De school',
    page: 'Meer over gegevens op school',
    help: 'Hulp bij inloggen',
  },
  parents: {
    title: (service, school) => `De app ${service} op ${school}`,
    greeting: 'Beste ouders en verzorgers,',
    lead: (school, service) =>
      `Leerlingen van ${school} werken met de app ${service}. In deze brief leest u welke gegevens van uw kind de app daarvoor van de school krijgt.`,
    whatFor: 'Waar de app voor is',
    by: (service, supplier) => `${service} is van ${supplier}.`,
    description: (text) => `De leverancier noemt het: ‘${text}’.`,
    notAll: 'Niet alle leerlingen van de school gebruiken deze app.',
    gets: 'Wat de app krijgt',
    getsLead: 'Uw kind logt in via de school. De app krijgt dan ten hoogste:',
    getsCodeOnly: 'Uw kind logt in via de school. De app krijgt dan geen naam. De app krijgt alleen:',
    code: (supplier) => `Een code die alleen ${supplier} krijgt: om uw kind te herkennen`,
    signInTime: 'Het moment waarop uw kind inlogde',
    getsNot: 'Wat de app niet krijgt',
    withheldLead: 'De leverancier heeft ook gevraagd om deze gegevens. De school geeft ze niet:',
    nothingElse: 'Bij het inloggen geeft de school verder niets door over uw kind.',
    madeInApp: (privacyStatement) =>
      `Wat uw kind in de app doet, weet de leverancier ook. Hoe hij daarmee omgaat, staat hier: ${privacyStatement}`,
    why: 'Waarom dat mag',
    ground: (claims, ground) => `De school geeft deze gegevens ${ground}: ${claims}.`,
    groundUnknown: (claims) =>
      `Van deze gegevens is de reden in de wet niet vastgelegd: ${claims}. Vraag de school ernaar.`,
    agreement: (board, supplier, until) =>
      `${board} heeft hierover een overeenkomst met ${supplier}. Die geldt tot en met ${until}.`,
    controller: 'De leverancier bepaalt zelf waarvoor hij de gegevens gebruikt.',
    processor: 'De leverancier mag de gegevens alleen gebruiken voor wat daarin staat.',
    howLong: 'Hoe lang de gegevens blijven',
    destroyed: (days) =>
      `Na afloop van de overeenkomst vernietigt de leverancier de gegevens binnen ${String(days)} dagen.`,
    keptUnknown: 'Hoe lang de leverancier de gegevens bewaart, is niet vastgelegd. Vraag de school ernaar.',
    keptUnknownOf: (claims) => `Van deze gegevens is dat niet vastgelegd: ${claims}. Vraag de school ernaar.`,
    where: 'Waar de gegevens zijn',
    places: (places) => `De gegevens staan in: ${places}.`,
    placesUnknown: 'In welk land de gegevens staan, is niet vastgelegd. Vraag de school ernaar.',
    helpers: 'Deze bedrijven buiten de Europese Economische Ruimte (EER) helpen de leverancier:',
    noHelpers: 'Er helpen geen bedrijven van buiten de Europese Economische Ruimte (EER).',
    helpersUnknown:
      'Of er bedrijven helpen van buiten de Europese Economische Ruimte (EER), is niet vastgelegd. Vraag de school ernaar.',
    questions: 'Hebt u vragen of bezwaar?',
    rights:
      'U mag vragen welke gegevens van uw kind er zijn. U mag ook vragen om ze te verbeteren of te verwijderen.',
    objecting:
      'Bent u het er niet mee eens? Dan kunt u bezwaar maken bij de school. Schrijf op om welk kind en welke app het gaat, en waarom. De school kan dan voor uw kind stoppen met doorgeven.',
    ask: 'Hier kunt u terecht:',
    askSchool: 'Stel uw vraag aan de school.',
    authority: 'Komt u er met de school niet uit? Dan kunt u klagen bij de Autoriteit Persoonsgegevens.',
    closing: 'Met vriendelijke groet,',
    asOf: (day) => `Zo is het op ${day}.`,
  },
  council: {
    title: (school) => `De apps van ${school} en wat zij krijgen`,
    lead: (school, board) =>
      `Dit overzicht is voor de MR van ${school}. Het gaat over alle apps die daar aan staan. ${board} is verantwoordelijk.`,
    asOf: (day) => `Zo is het op ${day}.`,
    none: 'Er staan nu geen apps aan.',
    code: 'Elke app krijgt bij het inloggen een code, die alleen die leverancier krijgt. Verder gaat er ten hoogste mee wat hieronder staat, en niets anders.',
    notAll: 'De school laat hier niet iedereen in. Minder mensen dan hieronder kunnen de app gebruiken.',
    signInTime: 'De app krijgt ook het moment waarop iemand inlogde.',
    helpers: 'Helpers van buiten de EER',
    nobody: 'geen',
    data: (service) => `Gegevens voor ${service}`,
    head: ['Gegeven', 'Van wie', 'Waarvoor', 'Waarom het mag', 'Na afloop vernietigd'],
    codeOnly: 'Behalve de code krijgt de app geen gegevens.',
    others: (services) => `Deze apps staan ook aan en passen hier niet bij: ${services}.`,
    contacts: 'Waar u terecht kunt',
  },
};
