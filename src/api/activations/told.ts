import { z } from 'zod';
import type { ServiceId } from '../../domain/ids.ts';
import { refusalReasons, whoseTurnFor, type RefusalReason } from '../../domain/release.ts';
import type { School } from '../../register/model/kinds/school.ts';
import { affiliationValue } from '../../register/model/values.ts';
import type { Activation } from '../../release/activation.ts';
import type { ActivationChange, ActivationEntry } from './entries.ts';

/*
 * What the feed tells, and all that it tells: projections with shapes of their own, so that a member that a record gets later
 * is not told because somebody forgot it.
 */

const schoolShape = z.strictObject({ id: z.string(), name: z.string(), brin: z.string() });

/** What a supplier is told of a gate that closed: of what a board and the operator agreed, nothing but that it is not active. */
const toldReasons = [
  ...refusalReasons.filter((reason) => reason !== 'operator_agreement_not_in_force'),
  'not_active',
] as const;

function toldReason(reason: RefusalReason): (typeof toldReasons)[number] {
  return reason === 'operator_agreement_not_in_force' ? 'not_active' : reason;
}

const openShape = z
  .array(z.strictObject({ affiliation: affiliationValue, claims: z.array(z.string()) }))
  .meta({
    description:
      'For whom the service is open, and the claims that agreement and policy let leave about them. Objections and access rules may leave less.',
  });

const named = {
  service: z.string(),
  school: schoolShape,
  board: z.string().meta({ description: 'Whose school it is.' }),
};

export const activationShape = z.strictObject({
  ...named,
  agreement: z.string(),
  since: z.iso.datetime().meta({ description: 'From when on without a break.' }),
  open: openShape,
});

export const activationChangeShape = z.strictObject({
  ...named,
  at: z.iso.datetime(),
  change: z.enum(['switched_on', 'claims_changed', 'switched_off']),
  agreement: z.string().optional().meta({ description: 'Unless it was switched off.' }),
  open: openShape.optional(),
  reason: z.enum(toldReasons).optional().meta({ description: 'Of `switched_off`: the gate that closed.' }),
  whoseTurn: z.string().optional().meta({ description: 'Of `switched_off`: who can open that gate again.' }),
  successor: schoolShape.optional().meta({
    description: 'Into which school it was merged, where an agreement in force covers the service there.',
  }),
});

export const missingClaimShape = z.strictObject({
  claim: z.string(),
  whoseTurn: z.enum(['board', 'school', 'identity_provider', 'operator']),
  schools: z.int().meta({ description: 'How many schools have activated the service.' }),
});

export function describedEntry(service: ServiceId, entry: ActivationEntry) {
  return {
    ...namedAs(service, entry.school),
    since: new Date(entry.since).toISOString(),
    ...describedActivation(entry),
  };
}

export function describedChange(service: ServiceId, told: ActivationChange, successor?: School) {
  const about = {
    ...namedAs(service, told.school),
    at: new Date(told.at).toISOString(),
    change: told.change,
  };
  if (told.change !== 'switched_off') return { ...about, ...describedActivation(told) };
  const { reason } = told;
  const merged = successor === undefined ? {} : { successor: describedSchool(successor) };
  return { ...about, reason: toldReason(reason), whoseTurn: whoseTurnFor(reason), ...merged };
}

function namedAs(service: ServiceId, school: School) {
  return { service, school: describedSchool(school), board: school.board };
}

function describedSchool({ id, name, brin }: School) {
  return { id, name, brin };
}

function describedActivation({ agreement, open }: Activation) {
  return { agreement, open: open.map(({ affiliation, claims }) => ({ affiliation, claims })) };
}
