import type { Language } from '../../src/domain/language.ts';
import { portalAddresses } from '../../src/portal/addresses.ts';
import { councilBundle } from '../../src/portal/letters/council-bundle.ts';
import { renderLetterPage } from '../../src/portal/letters/letter-page.ts';
import { parentsLetter } from '../../src/portal/letters/parents-letter.ts';
import { required } from '../values/ids.ts';
import { board, ended, frame, reader, school, seen } from './invented-service.ts';
import type { Variant } from './variant.ts';

const { today } = seen.input;
const council = (language: Language, services: Parameters<typeof councilBundle>[1]['services']) =>
  renderLetterPage({
    ...frame(language),
    letter: councilBundle(language, { school, board, today, services }),
    address: portalAddresses.councilBundle(school.id),
    addressAs: (form) => portalAddresses.councilBundleAs(school.id, form),
    back: { address: portalAddresses.servicesOf(school.id), text: school.name },
  });
const parents = (language: Language, told: typeof seen) =>
  renderLetterPage({
    ...frame(language),
    letter: required(parentsLetter(language, told)),
    address: portalAddresses.parentsLetter(school.id, reader.id),
    addressAs: (form) => portalAddresses.parentsLetterAs(school.id, reader.id, form),
    back: { address: portalAddresses.service(school.id, reader.id), text: reader.name },
  });

export const portalLetterPages: readonly Variant[] = [
  { name: 'portal-parents-letter', render: (language) => parents(language, seen) },
  {
    name: 'portal-parents-letter-some',
    render: (language) =>
      parents(language, {
        ...seen,
        access: ended.access,
        supplier: { ...seen.supplier, subProcessors: [] },
      }),
  },
  {
    name: 'portal-council',
    render: (language) => council(language, [seen, { ...seen, access: ended.access }]),
  },
  { name: 'portal-council-none', render: (language) => council(language, []) },
];
