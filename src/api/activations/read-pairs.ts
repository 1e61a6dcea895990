import type { BoardId, ServiceId, SupplierId } from '../../domain/ids.ts';
import { nameOf, type RecordName } from '../../domain/record-kinds.ts';
import type { Registry } from '../../register/changes/registry.ts';
import { type Agreement, agreementRecord } from '../../register/model/kinds/agreement.ts';
import { type Board, boardRecord } from '../../register/model/kinds/board.ts';
import { policyRecord } from '../../register/model/kinds/policy.ts';
import { type School, schoolRecord } from '../../register/model/kinds/school.ts';
import { type Service, serviceRecord } from '../../register/model/kinds/service.ts';
import type { RecordVersion } from '../../storage/stores/records.ts';
import { pastOf, type Pair, type Past } from './pair.ts';

export interface FeedService {
  readonly id: ServiceId;
  readonly supplier: SupplierId;
}

/** A pair, and the id of the policy by which it was found: by these, a walk goes from pair to pair. */
export interface FoundPair extends Pair {
  readonly id: string;
}

/** More agreements of one board and one supplier are no register that anybody keeps. */
const mostAgreements = 1_000;

/**
 * Some pairs of a service after a policy, by the policies that there ever were, those of schools that switched nothing on
 * included. Empty at the end.
 */
export async function readPairs(
  registry: Pick<Registry, 'histories' | 'everNaming'>,
  service: FeedService,
  past: Past<Service>,
  page: { readonly after: string; readonly limit: number },
): Promise<readonly FoundPair[]> {
  const { limit } = page;
  const from = page.after === '' ? {} : { after: page.after };
  const ids = await registry.everNaming({ kind: 'policy', limit, naming: { service: service.id }, ...from });
  const schoolOf = (id: string): string => id.split('/')[0] ?? '';
  const versions = await versionsOf(
    registry,
    ids.flatMap((id): RecordName[] => [
      { kind: 'policy', id },
      { kind: 'school', id: schoolOf(id) },
    ]),
  );
  const schools = new Map(
    ids.map((id) => [id, pastOf(schoolRecord, versions({ kind: 'school', id: schoolOf(id) }))]),
  );
  const everBoards = boardsOf([...schools.values()]);
  const boards = await pastsOfBoards(registry, everBoards);
  const agreements = await agreementsOf(registry, service.supplier, everBoards);
  return ids.map((id) => {
    const school = schools.get(id) ?? [];
    return {
      id,
      supplier: service.supplier,
      school,
      boards: new Map(boardsOf([school]).map((board) => [board, boards.get(board) ?? []])),
      service: past,
      policy: pastOf(policyRecord, versions({ kind: 'policy', id })),
      agreements: boardsOf([school]).flatMap((board) => agreements.get(board) ?? []),
    };
  });
}

export async function readService(
  registry: Pick<Registry, 'histories'>,
  id: ServiceId,
): Promise<Past<Service>> {
  return pastOf(serviceRecord, await registry.histories([{ kind: 'service', id }]));
}

function boardsOf(schools: readonly Past<School>[]): readonly BoardId[] {
  return [...new Set(schools.flat().flatMap(({ said }) => said?.record.board ?? []))];
}

async function pastsOfBoards(
  registry: Pick<Registry, 'histories'>,
  boards: readonly BoardId[],
): Promise<ReadonlyMap<BoardId, Past<Board>>> {
  const versions = await versionsOf(
    registry,
    boards.map((id) => ({ kind: 'board', id })),
  );
  return new Map(boards.map((id) => [id, pastOf(boardRecord, versions({ kind: 'board', id }))]));
}

/** What each of the boards ever had with a supplier. */
async function agreementsOf(
  registry: Pick<Registry, 'histories' | 'everNaming'>,
  supplier: SupplierId,
  boards: readonly BoardId[],
): Promise<ReadonlyMap<BoardId, readonly Past<Agreement>[]>> {
  const found = await Promise.all(
    boards.map(async (board) => ({
      board,
      ids: await registry.everNaming({
        kind: 'agreement',
        limit: mostAgreements,
        naming: { board, supplier },
      }),
    })),
  );
  const names = found.flatMap(({ ids }) => ids.map((id) => ({ kind: 'agreement', id }) as const));
  const versions = await versionsOf(registry, names);
  return new Map(
    found.map(({ board, ids }) => [
      board,
      ids.map((id) => pastOf(agreementRecord, versions({ kind: 'agreement', id }))),
    ]),
  );
}

async function versionsOf(
  registry: Pick<Registry, 'histories'>,
  names: readonly RecordName[],
): Promise<(name: RecordName) => readonly RecordVersion[]> {
  const unique = new Map(names.map((name) => [nameOf(name), name]));
  const byName = Map.groupBy(await registry.histories([...unique.values()]), nameOf);
  return (name) => byName.get(nameOf(name)) ?? [];
}
