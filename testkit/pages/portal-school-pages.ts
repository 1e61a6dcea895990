import { schoolId } from '../../src/domain/ids.ts';
import type { Language } from '../../src/domain/language.ts';
import type { PortalFrame } from '../../src/portal/portal-page.ts';
import { renderChangeHelp } from '../../src/portal/schools/change-help-page.ts';
import { helpAsItIs } from '../../src/portal/schools/help-form.ts';
import { renderSchools } from '../../src/portal/schools/schools-page.ts';
import { required } from '../values/ids.ts';
import type { Variant } from './variant.ts';

const inside = (language: Language): PortalFrame => ({
  language,
  parts: ['today', 'people', 'schools', 'factors', 'account'],
  currentUrl: '/portal/schools',
});
const withHelp = {
  id: required(schoolId('de-regenboog')),
  name: 'Basisschool De Regenboog',
  town: 'Monnickendam',
  help: {
    text: {
      nl: 'Wachtwoord kwijt? Vraag het aan je leraar, of loop in de pauze langs bij de balie op de begane grond.',
      en: 'Lost your password? Ask your teacher.',
    },
    room: { nl: 'kamer 1.12' },
    phone: '0299 123 456',
    resetUrl: 'https://wachtwoord.een-heel-lang-schoolbestuur-waterland.example/vergeten',
  },
};
const withoutHelp = { id: required(schoolId('de-kade')), name: 'College De Kade', town: 'Edam' };

const schools = (language: Language) => ({
  ...inside(language),
  partyName: 'Stichting Waterland voor Openbaar Onderwijs',
  schools: [
    { school: withHelp, mayChangeHelp: true },
    { school: withoutHelp, mayChangeHelp: false },
  ],
});
const changeHelp = (language: Language) => ({
  ...inside(language),
  school: withHelp,
  version: 3,
  filled: helpAsItIs(withHelp),
  wrong: [],
});

/** Pages of the portal about schools, which are invented. */
export const portalSchoolPages: readonly Variant[] = [
  { name: 'portal-schools', render: (language) => renderSchools({ ...schools(language), outcome: 'done' }) },
  {
    name: 'portal-schools-not-allowed',
    render: (language) => renderSchools({ ...schools(language), outcome: 'notAllowed' }),
  },
  { name: 'portal-schools-none', render: (language) => renderSchools({ ...schools(language), schools: [] }) },
  { name: 'portal-change-help', render: (language) => renderChangeHelp(changeHelp(language)) },
  {
    name: 'portal-change-help-wrong',
    render: (language) =>
      renderChangeHelp({
        ...changeHelp(language),
        filled: { ...helpAsItIs(withHelp), phone: 'balie' },
        wrong: ['phone', 'reason', 'other'],
      }),
  },
  {
    name: 'portal-change-help-changed',
    render: (language) => renderChangeHelp({ ...changeHelp(language), wrong: ['changed'] }),
  },
];
