import { SluisError } from '../../domain/errors.ts';
import type { RecordName } from '../../domain/record-kinds.ts';
import type { Agreement, AgreementStatus } from '../../register/model/kinds/agreement.ts';
import type { Board } from '../../register/model/kinds/board.ts';
import type { Service } from '../../register/model/kinds/service.ts';
import type { Supplier } from '../../register/model/kinds/supplier.ts';
import { kinds } from '../../register/model/kinds.ts';
import { partiesWord } from '../../register/model/parties.ts';
import type { RegisterReader } from '../../register/model/register-reader.ts';
import { sightOfPerson } from '../../rights/person-rights.ts';
import type { PortalPerson } from '../../rights/portal-person.ts';
import type { StoredRecord } from '../../storage/stores/records.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { earlierOf } from './earlier-agreement.ts';

/** An agreement with those whom it is between, and what it is about, as the register has them at this moment. */
export interface AgreementBetween {
  readonly agreement: Agreement;
  readonly board: Pick<Board, 'id' | 'name'>;
  readonly supplier: Supplier;
  /** Those that it covers, in its order. */
  readonly services: readonly Service[];
}

export interface SeenAgreement extends AgreementBetween {
  /** As the register stores it. */
  readonly body: object;
  /** Everything that a page says of it comes from these records, the agreement first. */
  readonly readFrom: readonly (RecordName & { readonly version: number })[];
  /** The one whose place it takes, or the one before it. */
  readonly earlier: AgreementBetween | undefined;
}

/** What waits comes first. */
export const listedStatuses = [
  'offered',
  'active',
  'suspended',
  'draft',
  'ended',
] as const satisfies readonly AgreementStatus[];

/** Those of the party of this visitor, as far as the visitor sees them: the newest of each status first. `statuses`: those alone. */
export async function seenAgreements(
  { registry }: Pick<Portal, 'registry'>,
  { person }: Pick<Visitor, 'person'>,
  statuses: readonly AgreementStatus[] = listedStatuses,
): Promise<readonly AgreementBetween[]> {
  const { party } = person;
  if (party.kind === 'operator') return [];
  const seen = await registry.ask((register) =>
    register
      .referringTo('agreement', `${party.kind} ${party.id}`)
      .filter(({ status }) => statuses.includes(status))
      .filter((agreement) => isSeen(person, agreement, agreement, register))
      .flatMap((agreement) => between(agreement, register) ?? []),
  );
  const place = ({ agreement }: AgreementBetween): number => listedStatuses.indexOf(agreement.status);
  return seen.toSorted(
    (one, other) =>
      place(one) - place(other) || (one.agreement.validFrom < other.agreement.validFrom ? 1 : -1),
  );
}

/** Throws for one that is not there for this visitor: nothing says whether there is one. */
export async function seenAgreement(portal: Portal, { person }: Visitor, id: string): Promise<SeenAgreement> {
  const { registry } = portal;
  const stored = await registry.find({ kind: 'agreement', id });
  const agreement = stored && kinds.agreement.schema.safeParse(stored.body).data;
  if (stored === undefined || agreement === undefined) throw notThere();
  const { body } = stored;
  const seen = await registry.ask((register) => isSeen(person, agreement, body, register));
  if (!seen || typeof body !== 'object' || body === null) throw notThere();
  const around = await registry.findAll(namesAround(agreement));
  const read = fromRecords(agreement, around);
  if (read === undefined) throw notThere();
  return {
    ...read,
    body,
    readFrom: [stored, ...around].map(({ kind, id: each, version }) => ({ kind, id: each, version })),
    earlier: await earlierAgreement(portal, agreement),
  };
}

/** The same for what does not exist and what is another's. */
export function notThere(): SluisError {
  return new SluisError('http.not_found', 'no agreement of this visitor');
}

function isSeen(
  person: PortalPerson,
  agreement: Agreement,
  body: unknown,
  register: RegisterReader,
): boolean {
  // of the party itself: nobody of the operator signs here
  const { party } = person;
  const isOwn = party.kind !== 'operator' && agreement[party.kind] === party.id;
  const record = { kind: 'agreement', id: agreement.id, body } as const;
  return isOwn && sightOfPerson(person, record, { before: register, after: register }) !== 'nothing';
}

function between(agreement: Agreement, register: RegisterReader): AgreementBetween | undefined {
  const board = register.get('board', agreement.board);
  const supplier = register.get('supplier', agreement.supplier);
  const services = agreement.services.flatMap(({ service }) => register.get('service', service) ?? []);
  return board === undefined || supplier === undefined ? undefined : { agreement, board, supplier, services };
}

function namesAround({ board, supplier, services }: Agreement): readonly RecordName[] {
  return [
    { kind: 'board', id: board },
    { kind: 'supplier', id: supplier },
    ...services.map(({ service }) => ({ kind: 'service', id: service }) as const),
  ];
}

function fromRecords(agreement: Agreement, records: readonly StoredRecord[]): AgreementBetween | undefined {
  const bodyOf = (kind: string, id: string): unknown =>
    records.find((record) => record.kind === kind && record.id === id)?.body;
  const board = kinds.board.schema.safeParse(bodyOf('board', agreement.board)).data;
  const supplier = kinds.supplier.schema.safeParse(bodyOf('supplier', agreement.supplier)).data;
  const services = agreement.services.flatMap(
    ({ service }) => kinds.service.schema.safeParse(bodyOf('service', service)).data ?? [],
  );
  return board === undefined || supplier === undefined ? undefined : { agreement, board, supplier, services };
}

function earlierAgreement({ registry }: Portal, agreement: Agreement): Promise<AgreementBetween | undefined> {
  return registry.ask((register) => {
    const others = register.referringTo('agreement', partiesWord(agreement.board, agreement.supplier));
    const earlier = earlierOf(agreement, others);
    return earlier && between(earlier, register);
  });
}
