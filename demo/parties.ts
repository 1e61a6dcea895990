/** Every party of the demo federation besides the broker: one process and one origin each. */
export const parties = [
  { id: 'regenboog', kind: 'saml-school', host: '127.0.0.1', label: 'Basisschool De Regenboog (SAML)' },
  {
    id: 'kade',
    kind: 'oidc-school',
    host: '127.0.0.2',
    label: 'College De Kade (OpenID Connect, as Entra ID)',
  },
  {
    id: 'zeeland',
    kind: 'saml-school',
    host: '127.0.0.3',
    label: 'De Vuurtoren and Het Kompas (one SAML IdP)',
  },
  { id: 'leesboom', kind: 'supplier', host: '127.0.0.4', label: 'Uitgeverij Leesboom' },
  { id: 'rekenrijk', kind: 'supplier', host: '127.0.0.5', label: 'Rekenrijk' },
  // of the same host as the broker, so that it can hand its cookie over
  { id: 'portal', kind: 'portal-sign-in', host: 'localhost', label: 'The portal for staff, as one of them' },
] as const;

export type Party = (typeof parties)[number];
export type PartyId = Party['id'];

export function partyById(id: string): Party {
  const party = parties.find((candidate) => candidate.id === id);
  if (party === undefined) throw new Error(`unknown demo party ${id}`);
  return party;
}

/** Ports follow the order of the list and start one above `demoPort`: 3101, 3102 … */
export function portOf(id: PartyId, demoPort: number): number {
  return demoPort + 1 + parties.findIndex((party) => party.id === id);
}

/**
 * Hosts differ, not only ports: browsers share cookies between the ports of one host, and the rules for
 * cross-site requests would not show.
 */
export function originOf(id: PartyId, demoPort: number): string {
  return `http://${partyById(id).host}:${portOf(id, demoPort)}`;
}
