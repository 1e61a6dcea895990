import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import type { TypedIdentifier } from '../../register/model/typed-identifier.ts';
import { textIn } from '../form-fields.ts';
import { isReason, longestReason } from '../reason.ts';

/** By what somebody is looked for: an ECK iD, or what one login of the school sends. */
export type LookedForBy = 'eck-id' | IdentityProvider;

export type WrongQuestion = 'identifier' | 'reason' | 'request' | 'tooMany';

/** As it was typed. What is typed of the identifier is shown to nobody again. */
export interface FilledQuestion {
  readonly reason: string;
  /** Number of a request, which is needed for staff. */
  readonly request: string;
}

export interface ReadQuestion extends FilledQuestion {
  readonly wrong: readonly WrongQuestion[];
  /** `undefined`: a part of it is missing. */
  readonly typed: TypedIdentifier | undefined;
}

/** A request number as offices write them. */
const requestShape = /^[\p{L}\d][\p{L}\d ./-]{0,39}$/u;

/** How the field of one attribute of an identifier is called in the form. */
export function identifierField(attribute: string): string {
  return `identifier.${attribute}`;
}

export function readQuestion(by: LookedForBy, fields: Readonly<Record<string, unknown>>): ReadQuestion {
  const reason = textIn(fields, 'reason').trim();
  const request = textIn(fields, 'request').trim();
  const typed = typedIdentifier(by, fields);
  return {
    reason,
    request,
    typed,
    wrong: [
      ...(typed === undefined ? (['identifier'] as const) : []),
      ...(isReason(reason) ? [] : (['reason'] as const)),
      ...(request === '' || requestShape.test(request) ? [] : (['request'] as const)),
    ],
  };
}

/** Both together, as the audit trail keeps them. */
export function statedReason({ reason, request }: FilledQuestion): string {
  return (request === '' ? reason : `${request}: ${reason}`).slice(0, longestReason);
}

function typedIdentifier(
  by: LookedForBy,
  fields: Readonly<Record<string, unknown>>,
): TypedIdentifier | undefined {
  if (by === 'eck-id') {
    const eckId = typedText(fields, 'eck-id');
    return eckId === undefined ? undefined : { eckId };
  }
  const values = by.identifier.attributes.map((name) => [name, typedText(fields, name)] as const);
  const given = values.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return given.length < values.length ? undefined : { idp: by.id, values: new Map(given) };
}

function typedText(fields: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const text = textIn(fields, identifierField(name)).trim();
  return text === '' || text.length > 4096 ? undefined : text;
}
