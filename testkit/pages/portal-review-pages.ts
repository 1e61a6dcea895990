import type { Language } from '../../src/domain/language.ts';
import { attributeName } from '../../src/domain/ids.ts';
import { choicesIn } from '../../src/portal/services/choices.ts';
import { choosableIn } from '../../src/portal/services/claim-rows.ts';
import { hindsightBy } from '../../src/portal/services/counted-hindsight.ts';
import { changesBy } from '../../src/portal/services/policy-changes.ts';
import { policyOf } from '../../src/portal/services/policy-form.ts';
import { renderReview } from '../../src/portal/services/review-page.ts';
import { tryOut } from '../../src/portal/services/try-out.ts';
import { required } from '../values/ids.ts';
import { asItIs, byName, frame, records, rows, seen } from './invented-service.ts';
import type { Variant } from './variant.ts';

/** Of pupils, enough to tell most; of teachers too few. */
const counted: Parameters<typeof hindsightBy>[0] = {
  affiliations: [
    { affiliation: 'pupil', entries: 1_342, people: 180 },
    { affiliation: 'teacher', entries: 12, people: 4 },
  ],
  claims: [
    { claim: 'given_name', then: { transforms: [] }, entries: 1_342, people: 180 },
    { claim: 'group', then: { transforms: ['values'] } as const, entries: 1_227, people: 171 },
    { claim: 'group', then: { reason: 'not_supplied' } as const, entries: 115, people: 12 },
    { claim: 'family_name', then: { reason: 'not_enabled_by_school' } as const, entries: 1_342, people: 180 },
  ].map(({ claim, ...rest }) => ({ ...rest, affiliation: 'pupil', claim: required(attributeName(claim)) })),
};
const review = (language: Language, filled = byName) => {
  const after = policyOf(seen.input, rows, filled);
  const input = { ...seen.input, policy: { record: after, version: 3 } };
  return {
    ...frame(language),
    seen: { ...seen, input },
    filled,
    changes: changesBy(seen.input, after),
    hindsight: { outcome: 'counted', told: hindsightBy(counted, input) } as const,
    way: 'publish' as const,
    waitingDays: [],
    missing: [],
    tryOuts: tryOut({ ...input, idp: required(records.idp[0]), access: undefined }),
    wrong: [],
  };
};
const narrower = {
  ...asItIs,
  choices: choicesIn(
    [
      {
        name: required(attributeName('given_name')),
        transforms: [{ kind: 'initial' }],
        affiliations: ['pupil'],
      },
    ],
    choosableIn(rows),
  ),
};

/** What a change would do, for several changes. */
export const portalReviewPages: readonly Variant[] = [
  { name: 'portal-review-service', render: (language) => renderReview(review(language)) },
  {
    name: 'portal-review-service-narrower',
    render: (language) => renderReview(review(language, narrower)),
  },
  {
    name: 'portal-review-service-off',
    render: (language) => renderReview(review(language, { ...asItIs, enabled: false })),
  },
  {
    name: 'portal-review-service-too-few',
    render: (language) => renderReview({ ...review(language), hindsight: { outcome: 'too_few' } }),
  },
  {
    name: 'portal-review-service-away',
    render: (language) => renderReview({ ...review(language), hindsight: { outcome: 'away' } }),
  },
  {
    name: 'portal-review-service-wrong',
    render: (language) =>
      renderReview({
        ...review(language),
        changes: [],
        hindsight: undefined,
        missing: [required(attributeName('given_name'))],
        wrong: ['reason'],
      }),
  },
];
