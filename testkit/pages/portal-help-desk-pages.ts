import { schoolId } from '../../src/domain/ids.ts';
import type { Language } from '../../src/domain/language.ts';
import { errorCauses } from '../../src/portal/help-desk/error-cause.ts';
import { renderSchoolChoice } from '../../src/portal/schools/school-choice-page.ts';
import {
  renderHelpDesk,
  type HelpDeskPage,
  type ShownError,
} from '../../src/portal/help-desk/help-desk-page.ts';
import { required } from '../values/ids.ts';
import { announcements } from './choosers.ts';
import type { Variant } from './variant.ts';

const school = {
  id: required(schoolId('de-regenboog')),
  name: 'Basisschool De Regenboog',
  town: 'Monnickendam',
};
const moment = { nl: '26 november, 8:20', en: '26 November, 8:20' };
const found: ShownError = {
  cause: 'school_answer',
  step: 'answer',
  whoseTurn: 'school',
  at: moment,
  schoolName: school.name,
  boardName: 'Stichting Waterland voor Openbaar Onderwijs',
  serviceName: 'Leesboom Lezen',
  supplierName: 'Leesboom',
  code: 'saml.certificate_expired',
};
const service = { id: 'leesboom-reader', name: 'Leesboom Lezen', supplierName: 'Leesboom' };

const page = (language: Language): HelpDeskPage => ({
  language,
  parts: ['today', 'helpDesk', 'schools', 'factors', 'account'],
  currentUrl: '/portal/schools/de-regenboog/help-desk',
  school,
  hasOthers: true,
  state: {
    signIns: 'work',
    announcements: announcements.slice(1),
    services: [
      { ...service, state: { kind: 'on' }, announcements: announcements.slice(0, 1) },
      {
        ...service,
        name: 'Rekenrijk Dashboard',
        supplierName: 'Uitgeverij Rekenrijk',
        state: { kind: 'closed', why: 'notSigned' },
        announcements: [],
      },
    ],
  },
  refused: {
    byHour: [{ hour: 0, from: moment, cause: 'school_unreachable', atLeast: 35 }],
    inWeek: [
      { cause: 'school_unreachable', atLeast: 40 },
      { cause: 'not_let_in', atLeast: 5 },
    ],
  },
});

/** Pages of the portal for whoever helps a child that cannot sign in. School and errors are invented. */
export const portalHelpDeskPages: readonly Variant[] = [
  { name: 'portal-help-desk', render: (language) => renderHelpDesk(page(language)) },
  {
    name: 'portal-help-desk-found',
    render: (language) =>
      renderHelpDesk({ ...page(language), lookUp: { outcome: 'looked', errors: [found] } }),
  },
  {
    name: 'portal-help-desk-every-cause',
    render: (language) =>
      renderHelpDesk({
        ...page(language),
        lookUp: {
          outcome: 'looked',
          errors: errorCauses.map((cause) => ({ ...found, cause, whoseTurn: 'board' })),
        },
      }),
  },
  {
    name: 'portal-help-desk-not-found',
    render: (language) => renderHelpDesk({ ...page(language), lookUp: { outcome: 'looked', errors: [] } }),
  },
  {
    name: 'portal-help-desk-empty',
    render: (language) => renderHelpDesk({ ...page(language), lookUp: { outcome: 'empty' } }),
  },
  {
    name: 'portal-help-desk-nothing-known',
    render: (language) =>
      renderHelpDesk({
        ...page(language),
        hasOthers: false,
        lookUp: { outcome: 'tooMany' },
        state: { signIns: undefined, announcements: [], services: [] },
        refused: { byHour: [], inWeek: [] },
      }),
  },
  {
    name: 'portal-help-desk-login-fails',
    render: (language) =>
      renderHelpDesk({
        ...page(language),
        state: { ...page(language).state, signIns: { failSince: { nl: '8:20', en: '8:20' } } },
      }),
  },
  {
    name: 'portal-help-desk-schools',
    render: (language) =>
      renderSchoolChoice({
        ...page(language),
        currentUrl: '/portal/help-desk',
        part: 'helpDesk',
        schools: [school],
      }),
  },
  {
    name: 'portal-help-desk-no-schools',
    render: (language) =>
      renderSchoolChoice({
        ...page(language),
        currentUrl: '/portal/help-desk',
        part: 'helpDesk',
        schools: [],
      }),
  },
];
