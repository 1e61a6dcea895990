import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../../../src/domain/error-codes.ts';
import { dependsOnPerson, refusalReasons, whoseTurnFor } from '../../../../src/domain/release.ts';
import { errorCauses, explainedError } from '../../../../src/portal/help-desk/error-cause.ts';

describe('what a code of the trail means to whoever helps', () => {
  it.each(refusalReasons)('is the turn of whoever the decision says, for %s', (reason) => {
    expect(explainedError(reason)).toMatchObject({
      step: 'decision',
      whoseTurn: whoseTurnFor(reason),
      isOfPerson: dependsOnPerson(reason),
    });
  });

  it('is the turn of whoever the table of codes says, for each error code', () => {
    for (const [code, { whoseTurn }] of Object.entries(errorCodes)) {
      expect(explainedError(code), code).toMatchObject({ whoseTurn, isOfPerson: false });
    }
  });

  it('has every cause for some code', () => {
    const codes = [...refusalReasons, ...Object.keys(errorCodes)];
    expect(new Set(codes.map((code) => explainedError(code).cause))).toEqual(new Set(errorCauses));
  });

  it('is ours for a code of an earlier version, and for a name that every object has', () => {
    for (const code of ['saml.gone', '', 'toString', '__proto__']) {
      expect(explainedError(code)).toMatchObject({ cause: 'our_fault', whoseTurn: 'operator' });
    }
  });

  it('is the supplier’s or ours for what a supplier got', () => {
    expect(explainedError('invalid_request')).toMatchObject({ cause: 'request', whoseTurn: 'supplier' });
    expect(explainedError('server_error')).toMatchObject({ cause: 'busy', whoseTurn: 'operator' });
  });
});
