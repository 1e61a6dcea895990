import { createHash } from 'node:crypto';
import { dayMillis } from '../../domain/clock.ts';
import { whereMay } from '../../rights/role-tasks.ts';
import type { EverybodyOf } from '../person-now.ts';
import type { Portal, Visitor } from '../visitor.ts';

/** Days after which somebody is asked again whether all people of a party are right. */
const daysBetweenReviews = 90;

/** Whether this visitor sees everybody of the party and could withdraw roles of theirs. */
export function mayReview({ person }: Visitor): boolean {
  return (
    whereMay(person, 'people.see') === 'everywhere' && whereMay(person, 'people.withdraw') === 'everywhere'
  );
}

/** Whether it is time to ask: so long after the last answer, or after the first account was made. */
export function isReviewDue({ clock }: Portal, { all, review }: EverybodyOf): boolean {
  const last = review?.at ?? Math.min(...all.map(({ madeAt }) => madeAt));
  return clock.now() - last >= daysBetweenReviews * dayMillis;
}

/** Tells everybody of a party at one moment from how they are after any change: an answer is about what was seen. */
export function whatIsSeen({ all }: EverybodyOf): string {
  const lines = all.map(({ id, version }) => `${id}/${String(version)}`).toSorted();
  return createHash('sha256').update(lines.join('\n')).digest('base64url');
}
