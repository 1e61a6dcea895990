import type { Request } from 'express';
import { SluisError } from '../domain/errors.ts';
import { idpId, schoolId } from '../domain/ids.ts';
import type { IdpId, SchoolId } from '../domain/ids.ts';
import { longestQuery } from './pages/search-form.ts';

/** What was typed into a search, as far as it is read; nothing where the address has no search. */
export function queryParameter(request: Request): string {
  const typed = request.query['q'];
  return typeof typed === 'string' ? typed.slice(0, longestQuery) : '';
}

/** `:school` of an address of the login. */
export function schoolParameter(request: Request): SchoolId {
  const school = schoolId(String(request.params['school']));
  if (school === undefined) {
    throw new SluisError('login.school_unknown', 'no such school');
  }
  return school;
}

/** `school` in the query of an address, where it may be. */
export function schoolQuery(request: Request): SchoolId | undefined {
  const named = request.query['school'];
  return typeof named === 'string' ? schoolId(named) : undefined;
}

/** `:idp` of an address of the login. */
export function idpParameter(request: Request): IdpId {
  const idp = idpId(String(request.params['idp']));
  if (idp === undefined) {
    throw new SluisError('login.school_unknown', 'no such IdP');
  }
  return idp;
}
