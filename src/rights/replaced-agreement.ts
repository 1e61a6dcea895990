import type { Finding } from '../domain/fault.ts';
import type { ChangeOf } from './condition.ts';
import { forOperator } from './refusals.ts';

/**
 * A board takes `replaces` out of an offer in the step that refuses it: an ended agreement keeps the place that it took of another one,
 * and an offer that was refused never took any.
 */
export function leftOutWhenRefused({ old, next }: ChangeOf<'agreement'>): Finding | undefined {
  if (old?.replaces === next?.replaces) return undefined;
  const refuses = old?.status === 'offered' && next?.status === 'ended';
  return refuses && next.replaces === undefined
    ? undefined
    : forOperator('a board takes replaces out of an offer that it refuses, and changes it nowhere else', [
        'replaces',
      ]);
}
