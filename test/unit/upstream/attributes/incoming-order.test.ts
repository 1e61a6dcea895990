import { describe, expect, it } from 'vitest';
import { identify, idp, name, type Sent } from '../school-identity-case.ts';

describe('a first name that comes under several names', () => {
  const givenName = (attributes: Sent['attributes'] = {}, changes: Parameters<typeof idp>[0] = {}) =>
    identify({ attributes, idp: idp(changes) }).identity.attributes.get(name('given_name'));
  const order = (...names: string[]) => ({ incomingOrder: new Map([['given_name', names]]) });
  const both = { givenName: ['Wilhelmus'], roepnaam: ['Wim'] };

  it('is roepnaam where nothing else came, or where the record says so', () => {
    expect(givenName({ roepnaam: ['Wim'] })).toEqual(['Wim']);
    expect(givenName(both)).toEqual(['Wilhelmus']);
    expect(givenName(both, order('roepnaam'))).toEqual(['Wim']);
    expect(givenName({ givenName: ['Wilhelmus'] }, order('roepnaam'))).toEqual(['Wilhelmus']);
  });

  it('is displayName, which is a whole name at many schools, only where the record maps it', () => {
    const attributeMap = new Map([['displayName', name('given_name')]]);
    const sent = { ...both, displayName: ['Wimmie'] };
    expect(givenName({ displayName: ['Wim Verzonnen'] })).toBeUndefined();
    expect(givenName(sent, order('displayName'))).toEqual(['Wilhelmus']);
    expect(givenName(sent, { attributeMap, ...order('displayName', 'roepnaam') })).toEqual(['Wimmie']);
    expect(givenName(both, { attributeMap, ...order('displayName', 'roepnaam') })).toEqual(['Wim']);
  });

  it('is none where names in one turn contradict each other, or the first cannot be read', () => {
    expect(givenName({ givenName: ['Wilhelmus'], firstName: ['Wim'] })).toBeUndefined();
    const sent = { attributes: { givenName: ['Wilhelmus'] }, unreadable: { roepnaam: ['a\nb'] } };
    const { identity } = identify({ ...sent, idp: idp(order('roepnaam')) });
    expect(identity.attributes.has(name('given_name'))).toBe(false);
  });
});
