import { calendarDay } from '../../src/domain/clock.ts';
import { attributeName, serviceId, supplierId } from '../../src/domain/ids.ts';
import type { Language } from '../../src/domain/language.ts';
import type { PortalFrame } from '../../src/portal/portal-page.ts';
import { renderObjectionReview, renderPerson } from '../../src/portal/questions/person-page.ts';
import { renderQuestion } from '../../src/portal/questions/question-page.ts';
import { renderSchoolChoice } from '../../src/portal/schools/school-choice-page.ts';
import { catalogue } from '../federation/catalogue.ts';
import { exampleFederation } from '../federation/example-federation.ts';
import { required } from '../values/ids.ts';
import type { Variant } from './variant.ts';

const records = exampleFederation().parsed();
const school = { ...required(records.school[0]), name: 'Basisschool De Regenboog' };
const [login, other] = records.idp.map((idp) => ({
  ...idp,
  whereToFind: new Map(
    idp.identifier.attributes.map((name) => [name, 'Staat op de kaart van de leerling in de administratie.']),
  ),
}));
const services = records.service.slice(0, 2);
const claims = [...catalogue.attributes.values()].slice(0, 4);
const lookUp = 'a'.repeat(43);
const givenName = required(attributeName('given_name'));
const days = ['2026-11-26', '2026-11-25', '2026-09-03'].map((day) => required(calendarDay(day)));
const to = {
  service: required(serviceId('leesboom-reader')),
  supplier: required(supplierId('leesboom')),
  serviceName: 'Leesboom Lezen',
  supplierName: 'Leesboom',
};

const frame = (language: Language): PortalFrame => ({
  language,
  parts: ['today', 'services', 'helpDesk', 'questions', 'people', 'schools', 'factors', 'account'],
  currentUrl: '/portal/questions',
});
const question = (language: Language) => ({
  ...frame(language),
  school,
  hasOthers: true,
  logins: [required(login), required(other)],
  by: required(login),
  filled: { reason: '', request: '' },
  wrong: [],
  maySeeStaff: false,
});
const person = (language: Language) => ({
  ...frame(language),
  id: lookUp,
  school,
  isStaff: false,
  catalogue,
  releases: [
    { ...to, claims: [givenName, required(attributeName('group'))], days },
    { ...to, serviceName: 'Leesboom App', claims: [], days: days.slice(0, 1) },
  ],
  objections: [
    { id: 'een', serviceName: 'Leesboom Lezen', claim: givenName, mayEnd: 'yes' as const },
    { id: 'twee', serviceName: undefined, claim: undefined, mayEnd: 'drafts' as const },
  ],
  mayObject: 'yes' as const,
  services,
  claims,
  mayErase: true,
  isDone: false,
});
const review = (language: Language) => ({
  ...frame(language),
  found: { id: lookUp },
  about: { claim: givenName },
  services,
  claims: [...catalogue.attributes.values()],
  isWrong: false,
  stops: [
    { serviceName: 'Leesboom Lezen', claim: givenName, isRequired: true },
    { serviceName: 'Rekenrijk Oefenen', isRequired: true },
  ],
});

/** Pages of the portal for whoever answers questions of pupils and parents. Nobody on them exists. */
export const portalQuestionPages: readonly Variant[] = [
  { name: 'portal-question', render: (language) => renderQuestion(question(language)) },
  {
    name: 'portal-question-eck-id',
    render: (language) =>
      renderQuestion({ ...question(language), by: 'eck-id', maySeeStaff: true, isErased: true }),
  },
  {
    name: 'portal-question-wrong',
    render: (language) =>
      renderQuestion({
        ...question(language),
        maySeeStaff: true,
        filled: { reason: '<b>vraag</b> van "een" ouder', request: 'AVG 2026/12' },
        wrong: ['identifier', 'reason', 'request', 'tooMany', 'unknown'],
      }),
  },
  {
    name: 'portal-question-schools',
    render: (language) => renderSchoolChoice({ ...frame(language), part: 'questions', schools: [school] }),
  },
  {
    name: 'portal-question-no-schools',
    render: (language) => renderSchoolChoice({ ...frame(language), part: 'questions', schools: [] }),
  },
  { name: 'portal-person', render: (language) => renderPerson(person(language)) },
  {
    name: 'portal-person-seen-only',
    render: (language) =>
      renderPerson({
        ...person(language),
        releases: [],
        objections: [],
        mayObject: 'drafts',
        mayErase: false,
        isDone: true,
        wrong: 'notDone',
      }),
  },
  { name: 'portal-objection', render: (language) => renderObjectionReview(review(language)) },
  {
    name: 'portal-objection-nothing-stops',
    render: (language) => renderObjectionReview({ ...review(language), stops: [], isWrong: true }),
  },
];
