import type { SchoolId, ServiceId } from '../../../domain/ids.ts';
import { mayAnywhere } from '../../../rights/role-tasks.ts';
import { mayCome } from '../../access.ts';
import type { Portal, Visitor } from '../../visitor.ts';
import { schoolsWithSeenServices, servicesNamed, type SeenService } from '../seen-services.ts';
import { draftsAmong, draftsOfBoard, mayJudge } from './seen-drafts.ts';

/** A draft that waits for whoever reads it. */
export interface DraftToJudge {
  readonly id: string;
  readonly school: SchoolId;
  readonly schoolName: string;
  readonly service: ServiceId;
  readonly name: string;
}

/** As many as the first page lists. */
const mostListed = 20;

/** Drafts of others that this visitor publishes or refuses, the oldest first. */
export async function draftsToJudge(portal: Portal, visitor: Visitor): Promise<readonly DraftToJudge[]> {
  const { person } = visitor;
  if (!mayCome(person, 'services') || !mayAnywhere(person, 'drafts.publish')) return [];
  const drafts = (await draftsOfBoard(portal, visitor)).filter(({ record }) => record.kind === 'policy');
  if (drafts.length === 0) return [];
  const names = new Set(drafts.map(({ record }) => record.id));
  const seen = servicesNamed(portal, await schoolsWithSeenServices(portal, visitor), names);
  const found = seen
    .flatMap((each) => draftsAmong(drafts, visitor, each).map((draft) => ({ seen: each, draft })))
    .toSorted((one, other) => one.draft.at - other.draft.at);
  const toJudge: DraftToJudge[] = [];
  for (const { seen: each, draft } of found) {
    if (toJudge.length === mostListed) break;
    if (await mayJudge(portal, visitor, each, draft)) toJudge.push(described(each, draft.id));
  }
  return toJudge;
}

function described({ school, service }: SeenService, id: string): DraftToJudge {
  return { id, school: school.id, schoolName: school.name, service: service.id, name: service.name };
}
