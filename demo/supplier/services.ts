import type { PartyId } from '../parties.ts';

/** One product of a supplier, as the supplier knows it. */
export interface DemoService {
  /** Client id, and identifier in the federation files. */
  readonly id: string;
  /** First part of its paths; empty for the only service of a supplier. */
  readonly path: '' | '/practice' | '/dashboard';
  readonly name: string;
  readonly tagline: string;
  readonly scope: string;
  readonly idTokenAlgorithm: 'ES256' | 'RS256';
  readonly authentication: 'client_secret_basic' | 'private_key_jwt';
  /** Sends its requests to the broker beforehand (RFC 9126). */
  readonly pushesRequests: boolean;
}

export interface SupplierDescription {
  readonly name: string;
  readonly look: 'leesboom' | 'rekenrijk';
  readonly services: readonly DemoService[];
}

const leesboom: SupplierDescription = {
  name: 'Uitgeverij Leesboom',
  look: 'leesboom',
  services: [
    {
      id: 'leesboom-reader',
      path: '',
      name: 'Leesboom Lezen',
      tagline: 'Boeken die met je meegroeien. Leesboom hoeft alleen je voornaam te weten.',
      scope: 'openid profile',
      idTokenAlgorithm: 'ES256',
      authentication: 'client_secret_basic',
      pushesRequests: false,
    },
  ],
};

const rekenrijk: SupplierDescription = {
  name: 'Rekenrijk',
  look: 'rekenrijk',
  services: [
    {
      id: 'rekenrijk-practice',
      path: '/practice',
      name: 'Rekenrijk Oefenen',
      tagline: 'Sommen op jouw niveau. Rekenrijk vraagt daarvoor onder meer je groep en je leerjaar.',
      scope: 'openid profile birthdate group',
      idTokenAlgorithm: 'RS256',
      authentication: 'client_secret_basic',
      pushesRequests: false,
    },
    {
      id: 'rekenrijk-dashboard',
      path: '/dashboard',
      name: 'Rekenrijk Dashboard',
      tagline: 'Voor leraren: zie hoe je groep ervoor staat.',
      scope: 'openid profile email school affiliation',
      idTokenAlgorithm: 'ES256',
      authentication: 'private_key_jwt',
      pushesRequests: true,
    },
  ],
};

export function supplierOf(party: PartyId): SupplierDescription {
  if (party === 'leesboom') return leesboom;
  if (party === 'rekenrijk') return rekenrijk;
  throw new Error(`${party} is no supplier`);
}
