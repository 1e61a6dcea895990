import { describe, expect, it } from 'vitest';
import { errorTopics, explain } from '../../../src/http/error-topic.ts';
import { allErrorCodes } from '../../../testkit/values/error-codes.ts';

const explained = allErrorCodes.map((code) => ({ code, ...explain(code) }));

describe('what an error code looks like from outside', () => {
  it('is one and the same for everything that a SAML or OpenID Connect answer did wrong', () => {
    const faults = explained.filter(({ code }) => /^(?:saml|oidc)\./.test(code));
    expect(faults.length).toBeGreaterThan(70);
    for (const fault of faults) {
      expect(fault).toEqual({ code: fault.code, topic: 'sign_in_failed', status: 400, whoseTurn: 'school' });
    }
  });

  it('of an identity is explained only where the school can act', () => {
    const told = explained.filter(
      ({ code, topic }) => code.startsWith('identity.') && topic !== 'sign_in_failed',
    );
    expect(told.map(({ code }) => code)).toEqual([
      'identity.affiliation_unknown',
      'identity.affiliation_elsewhere',
      'identity.affiliation_ambiguous',
      'identity.school_missing',
      'identity.school_out_of_scope',
      'identity.school_ambiguous',
      'identity.identifier_missing',
      'identity.identifier_unreadable',
      'identity.foreign_board',
    ]);
  });

  it('has one status and one turn for each topic, so that a page tells no more than its topic', () => {
    const seen = errorTopics.map((topic) => {
      const of = explained.filter((each) => each.topic === topic);
      return [topic, ...new Set(of.map(({ status, whoseTurn }) => `${String(status)} ${whoseTurn}`))];
    });
    expect(seen).toEqual([
      ['sign_in_failed', '400 school'],
      ['affiliation_unknown', '403 school'],
      ['school_missing', '403 school'],
      ['school_not_allowed', '403 school'],
      ['identifier_missing', '403 school'],
      ['other_school', '403 school'],
      ['sign_in_lost', '400 person'],
      ['sign_in_cancelled', '400 person'],
      ['denied_by_school', '403 school'],
      ['school_unreachable', '503 school'],
      ['school_unknown', '400 person'],
      ['busy', '503 operator'],
      ['bad_request', '400 supplier'],
      ['address_unregistered', '400 supplier'],
      ['not_found', '404 person'],
      ['too_many_requests', '429 person'],
      ['cross_site', '403 person'],
      ['internal', '500 operator'],
    ]);
  });
});
