import { expect, it } from 'vitest';
import { linkingFor } from '../../../../src/register/model/linking.ts';
import { catalogue } from '../../../../testkit/federation/catalogue.ts';

const linkingAt = (school: Parameters<typeof linkingFor>[1]) =>
  [...catalogue.attributes.values()]
    .filter((attribute) => linkingFor(attribute, school))
    .map(({ name }) => String(name))
    .toSorted();

const everywhere = ['eckid', 'email', 'pupil_number', 'user_name'];

it('the claims that name a school count as linking where being there is sensitive, and nowhere else', () => {
  expect(linkingAt({})).toEqual(everywhere);
  expect(linkingAt({ sensitive: { reason: 'speciaal onderwijs' } })).toEqual(
    [...everywhere, 'school_branch', 'school_brin', 'school_name'].toSorted(),
  );
});
