import type { ErrorCode } from '../../domain/error-codes.ts';
import { SluisError } from '../../domain/errors.ts';
import type { IdentityProvider } from '../../register/model/kinds/idp.ts';

/** The same error, with the name of the IdP's attribute that was looked at when it came. */
export function namingAttribute(error: unknown, idp: IdentityProvider): unknown {
  if (!(error instanceof SluisError)) return error;
  const attribute = decisiveAttribute(error.code, idp);
  if (attribute === undefined) return error;
  return new SluisError(error.code, error.message, {
    cause: error.cause,
    details: { ...error.details, attribute },
  });
}

function decisiveAttribute(code: ErrorCode, idp: IdentityProvider): string | undefined {
  switch (code) {
    case 'identity.affiliation_unknown':
    case 'identity.affiliation_ambiguous':
    case 'identity.affiliation_elsewhere':
      return idp.affiliation.attribute;
    case 'identity.school_missing':
    case 'identity.school_out_of_scope':
    case 'identity.school_ambiguous':
      return idp.schoolFrom?.attribute ?? 'school_brin';
    case 'identity.identifier_missing':
    case 'identity.identifier_ambiguous':
    case 'identity.identifier_unreadable':
    case 'identity.identifier_not_allowed':
      return idp.identifier.attributes[0];
    default:
      return undefined;
  }
}
