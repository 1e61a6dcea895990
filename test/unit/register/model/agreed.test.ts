import type { AnnexRow } from '../../../../src/register/model/kinds/agreement.ts';
import { describe, expect, it } from 'vitest';
import { attributeName, serviceId } from '../../../../src/domain/ids.ts';
import { agreedRows, registeredPurposes } from '../../../../src/register/model/agreed.ts';
import { required } from '../../../../testkit/values/ids.ts';

const name = required(attributeName('given_name'));
const group = required(attributeName('group'));
const reader = required(serviceId('leesboom-reader'));
const other = required(serviceId('leesboom-library'));
const registered = (claim: typeof name, purpose: string) => ({ name: claim, purpose, required: false });
const service = { id: reader, claims: [registered(name, 'access'), registered(group, 'teaching')] };

function row(changes: Partial<AnnexRow> = {}): AnnexRow {
  return {
    service: reader,
    claim: name,
    purposes: ['access'],
    affiliations: ['pupil'],
    transforms: [],
    ...changes,
  };
}
const covering = (annex: readonly AnnexRow[], services = [reader]) => ({
  services: services.map((covered) => ({ service: covered, affiliations: ['pupil' as const] })),
  annex,
});

describe('what an agreement lets a service have', () => {
  it.each<[string, Partial<AnnexRow>]>([
    ['another service', { service: other }],
    ['another claim', { claim: group }],
    ['another purpose', { purposes: ['research', 'teaching'] }],
    ['no purpose', { purposes: [] }],
    ['who consents', { ground: 'consent' }],
  ])('is nothing by a row for %s', (_what, changes) => {
    expect(agreedRows(covering([row(changes)]), service, name)).toEqual([]);
  });

  it('is nothing for a service that the agreement does not cover, or that is not registered for the claim', () => {
    expect(agreedRows(covering([row()], [other]), service, name)).toEqual([]);
    expect(
      agreedRows(covering([row()]), { ...service, claims: [registered(group, 'access')] }, name),
    ).toEqual([]);
  });

  it('is each row for a purpose that the service is registered for, about whomever it is', () => {
    const rows = [
      row(),
      row({ affiliations: ['teacher'], purposes: ['research', 'access'], ground: 'public_task' }),
      row({ purposes: ['research'] }),
    ];
    expect(agreedRows(covering(rows), service, name)).toEqual(rows.slice(0, 2));
  });

  it('is for every purpose for which a claim is registered', () => {
    const twice = { ...service, claims: [...service.claims, registered(name, 'research')] };
    expect(registeredPurposes(twice, name)).toEqual(['access', 'research']);
    expect(agreedRows(covering([row({ purposes: ['research'] })]), twice, name)).toHaveLength(1);
  });
});
