import type { BoardRole } from '../../src/domain/portal-roles.ts';

/** Who comes to the addresses of agreements, for those roles that see them; nobody has signed the one that is asked for. */
export function agreementAddresses(see: readonly BoardRole[]) {
  const signer = { from: 'in', task: 'agreements.sign', factor: true } as const;
  const papers = { from: 'in', task: 'papers.read', shown: [] } as const;
  const seen = { from: 'in', roles: see } as const;
  const switches = { from: 'in', roles: see, factor: true, shown: ['administrator'] } as const;
  return {
    'GET /portal/agreements': seen,
    'GET /portal/agreements/:agreement': seen,
    'GET /portal/agreements/:agreement/receipt': papers,
    'GET /portal/agreements/:agreement/documents/:hash': papers,
    'GET /portal/agreements/:agreement/sign': signer,
    'POST /portal/agreements/:agreement/sign': signer,
    'GET /portal/agreements/:agreement/acts/:act': signer,
    'POST /portal/agreements/:agreement/acts/:act': signer,
    'GET /portal/agreements/:agreement/services/:service': switches,
    'POST /portal/agreements/:agreement/services/:service': switches,
  } as const;
}

/** An address with something in every place that is open in it. */
export function exampleAddress(address: string, school: string): string {
  return address
    .replace(/:(?:secret|lookUp)/, 'a'.repeat(43))
    .replace(':school', school)
    .replace(':service', 'leesboom-reader')
    .replace(':version', '1')
    .replace(':agreement', 'waterland-leesboom')
    .replace(':hash', 'a'.repeat(64))
    .replace(':act', 'suspend')
    .replace(':form', 'docx');
}
