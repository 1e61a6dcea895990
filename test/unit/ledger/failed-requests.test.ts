import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../src/domain/error-codes.ts';
import { errorId, idpId, schoolId, serviceId } from '../../../src/domain/ids.ts';
import { writeFailedRequest, type FailedRequest } from '../../../src/ledger/failed-requests.ts';
import type { Ledger } from '../../../src/ledger/ledger.ts';
import { required } from '../../../testkit/values/ids.ts';

const id = required(errorId('ERRQRSTUVW'));
const idp = required(idpId('regenboog-saml'));

type Where = Pick<FailedRequest, 'idp' | 'school' | 'service'>;

async function isFound(
  { code, ...where }: Omit<FailedRequest, 'errorId'>,
  isInTrail: boolean,
): Promise<boolean> {
  const ledger: Pick<Ledger, 'audit' | 'shown'> = { audit: async () => isInTrail, shown: () => undefined };
  return writeFailedRequest(ledger, { code, errorId: id, ...where });
}

async function written(code: ErrorCode, where: Where = { idp }) {
  const calls: unknown[] = [];
  const ledger: Pick<Ledger, 'audit' | 'shown'> = {
    audit: async (event) => calls.push(event) > 0,
    shown: (error) => void calls.push(error),
  };
  await writeFailedRequest(ledger, { code, errorId: id, ...where });
  return calls;
}

describe('what is written of a request that failed', () => {
  it.each([
    'saml.expired',
    'oidc.token_expired',
    'identity.affiliation_unknown',
    'login.replayed',
    'outgoing.no_answer',
  ] as const)('is in the audit trail when a login was rejected: %s', async (code) => {
    expect(await written(code)).toEqual([{ type: 'login.rejected', reason: code, errorId: id, idp }]);
  });

  it.each([
    ['identity.conflict', 'identifier.conflict'],
    ['identity.foreign_board', 'identifier.foreign_board'],
  ] as const)('has an event of its own for %s', async (code, type) => {
    expect(await written(code)).toEqual([{ type, reason: code, errorId: id, idp }]);
  });

  it.each(['http.not_found', 'http.cross_site', 'storage.unavailable', 'internal'] as const)(
    'is the error id alone for %s',
    async (code) => {
      expect(await written(code)).toEqual([{ id, code, idp }]);
    },
  );

  it('is found by its short error id where the trail has it at a school', async () => {
    const school = required(schoolId('de-regenboog'));
    const code = 'saml.expired';
    expect(await isFound({ code, idp, school }, true)).toBe(true);
    expect(await isFound({ code, idp, school }, false)).toBe(false);
    expect(await isFound({ code, idp }, true)).toBe(false);
    expect(await isFound({ code: 'storage.unavailable', idp, school }, true)).toBe(false);
  });

  it('says where it was, as far as that is known', async () => {
    const school = required(schoolId('de-regenboog'));
    const service = required(serviceId('leesboom-reader'));
    expect(await written('saml.expired', { idp, school, service })).toEqual([
      { type: 'login.rejected', reason: 'saml.expired', errorId: id, idp, school, service },
    ]);
  });

  it('is in the audit trail where the form of a login could not be read, and nowhere else', async () => {
    expect(await written('http.bad_request')).toEqual([
      { type: 'login.rejected', reason: 'http.bad_request', errorId: id, idp },
    ]);
    expect(await written('http.bad_request', {})).toEqual([{ id, code: 'http.bad_request' }]);
  });

  it('names no login that nobody knows', async () => {
    expect(await written('saml.expired', {})).toEqual([
      { type: 'login.rejected', reason: 'saml.expired', errorId: id },
    ]);
  });
});
