import { z } from 'zod';
import { ledgerEntryId, schoolId, serviceId } from '../../domain/ids.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { affiliationValue } from '../../register/model/values.ts';
import type { LedgerStore } from '../../storage/stores/ledger-store.ts';
import type { Party } from '../../domain/party.ts';
import type { Answer, Call, Operation } from '../operation.ts';
import { filterParameter, limitOf, pageAnswer, pageOf, uuidPageParameters } from './parameters.ts';

/** One release. */
export const disclosureShape = z.strictObject({
  id: z.uuid(),
  at: z.iso.datetime(),
  affiliation: affiliationValue,
  school: z.string(),
  board: z.string(),
  supplier: z.string(),
  service: z.string(),
  released: z.array(z.strictObject({ claim: z.string(), transforms: z.array(z.string()) })),
  withheld: z
    .array(z.strictObject({ claim: z.string(), reason: z.string() }))
    .optional()
    .meta({ description: 'Not for suppliers: a reason may be that somebody objected.' }),
  agreement: z.string(),
  agreementVersion: z.int(),
  policyVersion: z.int().optional().meta({ description: 'Not for suppliers.' }),
  accessVersion: z
    .int()
    .optional()
    .meta({ description: 'Of the access rule, where the school had one. Not for suppliers.' }),
});

export const disclosuresResponse = {
  status: 200,
  description: 'Newest first.',
  ...pageOf('Disclosure', disclosureShape),
} as const;

/** The ledger: who got which claims. Names only: no value, and nothing by which a person can be told from another. */
export function disclosureOperations(ledger: Pick<LedgerStore, 'list'>): readonly Operation[] {
  return [
    {
      id: 'disclosures.list',
      group: 'disclosures',
      method: 'get',
      address: '/disclosures',
      pathParameters: {},
      query: {
        ...uuidPageParameters,
        school: filterParameter.meta({ description: 'Only those of this school.' }),
        service: filterParameter.meta({ description: 'Only those to this service.' }),
      },
      summary: 'Lists releases, newest first: which claims went to which service',
      description:
        'A board sees those of its schools, a supplier those to its services. Names of claims, never values, and no people.',
      scope: 'disclosures:read',
      changes: false,
      responses: [disclosuresResponse],
      problems: [],
      handle: (call) => list(ledger, call),
    },
  ];
}

async function list(ledger: Pick<LedgerStore, 'list'>, call: Call): Promise<Answer> {
  const { query, client } = call;
  const [school, service] = [schoolId(query['school'] ?? ''), serviceId(query['service'] ?? '')];
  return disclosurePage(ledger, call, '/api/v1/disclosures', {
    ...partyFilter(client.party),
    ...(school === undefined ? {} : { school }),
    ...(service === undefined ? {} : { service }),
  });
}

/** A page of the entries of a filter, as this API client may know them. */
export async function disclosurePage(
  ledger: Pick<LedgerStore, 'list'>,
  call: Call,
  address: string,
  filter: Omit<Parameters<LedgerStore['list']>[0], 'limit' | 'before'>,
): Promise<Answer> {
  const { query, client } = call;
  const limit = limitOf(query);
  const before = ledgerEntryId(query['after'] ?? '');
  const entries = await ledger.list({
    ...filter,
    limit: limit + 1,
    ...(before === undefined ? {} : { before }),
  });
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  const next = entries.length > limit && last !== undefined ? { next: last.id } : {};
  const items = page.map((entry) => described(entry, client.party));
  return pageAnswer(call, address, { items, ...next });
}

function partyFilter(party: Party) {
  switch (party.kind) {
    case 'operator':
      return {};
    case 'board':
      return { board: party.id };
    case 'supplier':
      return { supplier: party.id };
  }
}

function described(entry: LedgerEntry, party: Party) {
  const { id, at, affiliation, school, board, supplier, service, released, basis } = entry;
  return {
    id,
    at: new Date(at).toISOString(),
    affiliation,
    school,
    board,
    supplier,
    service,
    released,
    ...(party.kind === 'supplier' ? {} : schoolsReasons(entry)),
    agreement: basis.agreement,
    agreementVersion: basis.agreementVersion,
  };
}

function schoolsReasons({ withheld, basis }: LedgerEntry) {
  const { policyVersion, accessVersion } = basis;
  return { withheld, policyVersion, ...(accessVersion === undefined ? {} : { accessVersion }) };
}
