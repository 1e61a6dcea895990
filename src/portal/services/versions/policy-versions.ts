import { ruleId, type ReleasePolicy } from '../../../register/model/kinds/policy.ts';
import { kinds } from '../../../register/model/kinds.ts';
import { sightOfPerson } from '../../../rights/person-rights.ts';
import type { RecordVersion } from '../../../storage/stores/records.ts';
import { namesOfAuthors, type Author } from '../../authors.ts';
import type { Portal, Visitor } from '../../visitor.ts';
import type { SeenService } from '../seen-services.ts';

/** What a school chose once, for a page. */
export interface PolicyVersion {
  readonly version: number;
  readonly at: number;
  readonly by: Author;
  readonly reason: string;
  /** It counts at this moment. */
  readonly isLive: boolean;
  /** `ended`: somebody took all choices away. `unread`: it is of a form that is not known any more. */
  readonly policy: ReleasePolicy | 'ended' | 'unread';
}

/** How many versions a page lists. */
export const mostVersions = 50;

/** Every version that this visitor sees, newest first. Of a record that has ended it is the last word that counts. */
export async function versionsOf(
  portal: Portal,
  { person }: Visitor,
  { school, service }: SeenService,
): Promise<readonly RecordVersion[]> {
  const name = { kind: 'policy', id: ruleId({ school: school.id, service: service.id }) } as const;
  const all = await portal.registry.history(name);
  const seen = await portal.registry.ask(
    (register) =>
      new Set(
        all
          .filter(({ ended }) => !ended)
          .filter((each) => sightOfPerson(person, each, { before: register, after: register }) === 'all')
          .map(({ version }) => version),
      ),
  );
  return all.filter(({ ended, version }) => seen.has(ended ? version - 1 : version)).toReversed();
}

/** The same as a page shows them. */
export async function shownVersions(
  portal: Portal,
  visitor: Visitor,
  { input }: SeenService,
  versions: readonly RecordVersion[],
): Promise<readonly PolicyVersion[]> {
  const nameOf = await namesOfAuthors(
    portal,
    visitor,
    versions.map(({ author }) => author),
  );
  return versions.map(({ version, at, author, reason, ended, body }) => ({
    version,
    at,
    by: nameOf(author),
    reason,
    isLive: !ended && input.policy?.version === version,
    policy: ended ? 'ended' : (kinds.policy.schema.safeParse(body).data ?? 'unread'),
  }));
}
