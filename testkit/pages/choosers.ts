import type { Language } from '../../src/domain/language.ts';
import { renderChooseSchool, type ChooseSchool } from '../../src/login/pages/choose-school.ts';
import type { ShownAnnouncement } from '../../src/http/announcements.ts';
import type { SchoolHelp } from '../../src/http/school-help.ts';
import { publicReasons } from '../../src/login/public-reason.ts';
import type { Variant } from './variant.ts';

export const schools = [
  ['Basisschool De Regenboog', 'Verzonnen aan Zee', '99AA'],
  ['Openbare Daltonschool Het Kleurpotlood', 'Nergenshuizen', '02BB'],
  ['Sint-Fantasius College', 'Verzonnen aan Zee', '03CC01'],
  ['’t Gymnasium van de Zeventien Bedachte Provinciën en Omstreken', 'Schijnstad', '04DD'],
].map(([name = '', town = '', brin = '']) => ({
  id: brin.toLowerCase(),
  name,
  town,
  brin,
  continueUrl: `/login/example/school/${brin.toLowerCase()}`,
}));

/** What a school wrote down; the room in Dutch alone. */
export const help: SchoolHelp = {
  school: 'Basisschool De Regenboog',
  board: 'Stichting Verzonnen Onderwijs aan Zee en Omstreken',
  text: {
    nl: 'Wachtwoord kwijt? Je eigen juf of meester maakt een nieuw. Ouders mailen naar ict@regenboog.example.',
    en: 'Lost your password? Your own teacher makes a new one. Parents write to ict@regenboog.example.',
  },
  room: { nl: 'Lokaal 12, elke schooldag van 8.15 tot 8.45 uur' },
  phone: '0299 123 456',
  resetUrl: 'https://wachtwoord.regenboog.example/nieuw?taal=nl',
};

/** As long as they may be, the second in Dutch alone and of another day. */
export const announcements: readonly ShownAnnouncement[] = [
  {
    supplierName: 'Uitgeverij Bedacht',
    serviceName: 'Leeskist',
    text: {
      nl: 'Leeskist doet het sinds kwart over acht niet goed: inloggen lukt wel, maar daarna zie je een lege pagina. We werken eraan en verwachten dat het om tien uur weer werkt. Je gemaakte werk blijft bewaard.',
      en: 'Leeskist has had trouble since a quarter past eight: you can sign in, but then you see an empty page. We are working on it.',
    },
    since: { nl: '8:20', en: '8:20' },
  },
  {
    text: { nl: 'Bij sommige scholen duurt inloggen langer dan anders.' },
    since: { nl: '26 november, 15:05', en: '26 November, 15:05' },
  },
];

const notTakingPart = schools
  .slice(1)
  .map((school, index) => ({ ...school, notTakingPart: publicReasons[index] }));

const chooser = (language: Language, changes: Partial<ChooseSchool> = {}): string =>
  renderChooseSchool({
    language,
    currentUrl: '/choose?service=leeskist',
    serviceName: 'Leeskist',
    query: '',
    results: schools,
    total: schools.length,
    notTakingPart: { results: [], total: 0 },
    searchAction: '/choose',
    hiddenFields: { service: 'leeskist' },
    ...changes,
  });

const remembered = {
  name: 'Basisschool De Regenboog',
  town: 'Verzonnen aan Zee',
  continueUrl: '/login/example/school/99aa',
  forgetAction: '/login/example/forget',
  failed: false,
  help,
};

/** The chooser in every state. */
export const choosers: readonly Variant[] = [
  { name: 'choose-school', render: (language) => chooser(language, {}) },
  { name: 'choose-school-announcements', render: (language) => chooser(language, { announcements }) },
  { name: 'choose-school-hinted', render: (language) => chooser(language, { help }) },
  { name: 'choose-school-remembered', render: (language) => chooser(language, { remembered }) },
  {
    name: 'choose-school-failed',
    render: (language) => chooser(language, { remembered: { ...remembered, failed: true } }),
  },
  {
    name: 'choose-school-found',
    render: (language) => chooser(language, { query: 'verzonnen', results: schools.slice(0, 1), total: 1 }),
  },
  {
    name: 'choose-school-remembered-not-taking-part',
    render: (language) =>
      chooser(language, { remembered: { ...remembered, notTakingPart: 'not_switched_on_now' } }),
  },
  {
    name: 'choose-school-not-taking-part',
    render: (language) =>
      chooser(language, {
        query: 'school',
        results: schools.slice(0, 1),
        total: 1,
        notTakingPart: { results: notTakingPart, total: 12 },
        searchHasFocus: true,
      }),
  },
  {
    name: 'choose-school-only-not-taking-part',
    render: (language) =>
      chooser(language, {
        query: 'fantasius',
        results: [],
        total: 0,
        notTakingPart: { results: notTakingPart.slice(1, 2), total: 1 },
      }),
  },
  { name: 'choose-school-many', render: (language) => chooser(language, { query: 'school', total: 1204 }) },
  {
    name: 'choose-school-nothing',
    render: (language) => chooser(language, { query: 'zwijnstein <b>', results: [], total: 0 }),
  },
  { name: 'choose-school-empty', render: (language) => chooser(language, { results: [], total: 8012 }) },
];
