import type { Language } from '../../src/domain/language.ts';
import { nothingFilled, renderInvite, renderInvited } from '../../src/portal/people/invite-page.ts';
import type { PortalFrame } from '../../src/portal/portal-page.ts';
import type { Variant } from './variant.ts';

const inside = (language: Language): PortalFrame => ({
  language,
  parts: ['today', 'people', 'schools', 'factors', 'account'],
  currentUrl: '/portal/people/invite',
});
const invite = (language: Language) => ({
  ...inside(language),
  roles: ['administrator', 'proposer', 'signer', 'technical_partner'] as const,
  schools: [
    { id: 'de-regenboog', name: 'Basisschool De Regenboog' },
    { id: 'de-kade', name: 'College De Kade' },
  ],
  filled: nothingFilled,
});

/** Inviting somebody, and what comes of it. */
export const portalInvitePages: readonly Variant[] = [
  { name: 'portal-invite', render: (language) => renderInvite(invite(language)) },
  {
    name: 'portal-invite-wrong',
    render: (language) =>
      renderInvite({
        ...invite(language),
        wrong: 'until',
        filled: { ...nothingFilled, name: 'Cato Verzonnen', role: 'signer', schools: ['de-kade'] },
      }),
  },
  {
    name: 'portal-invite-too-many',
    render: (language) =>
      renderInvite({
        ...invite(language),
        wrong: 'tooMany',
        filled: { ...nothingFilled, name: 'Cato Verzonnen', role: 'proposer' },
      }),
  },
  {
    name: 'portal-invited',
    render: (language) =>
      renderInvited({
        ...inside(language),
        name: 'Cato Verzonnen',
        email: 'cato@kade.example',
        link: 'https://sluis.example/portal/invitation/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      }),
  },
  {
    name: 'portal-invited-by-mail',
    render: (language) =>
      renderInvited({
        ...inside(language),
        name: 'Cato Verzonnen',
        email: 'cato.verzonnen@waterland.example',
      }),
  },
];
