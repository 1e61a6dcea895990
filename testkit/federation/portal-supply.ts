/** The portal as a service of the federation's own supplier. */
export function portalSupply(issuer: string) {
  return {
    suppliers: [{ id: 'sluis', name: 'Sluis', privacyStatement: 'https://sluis.example/privacy' }],
    sectors: [{ id: 'sluis', supplier: 'sluis' }],
    services: [
      {
        id: 'sluis-portal',
        supplier: 'sluis',
        sector: 'sluis',
        name: 'Schoolportaal',
        description: { nl: 'Voor medewerkers van scholen', en: 'For staff of schools' },
        startUrl: `${issuer}/portal`,
        audience: ['teacher', 'staff'],
        client: { authentication: { method: 'none' }, redirectUris: [`${issuer}/portal/signed-in`] },
      },
    ],
  };
}
