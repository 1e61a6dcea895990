import { z } from 'zod';
import type { AttributeType, TransformKind } from '../domain/attributes.ts';
import { attributeName, type AttributeName } from '../domain/ids.ts';
import { groupsClaim, isMadeHere } from '../domain/made-claims.ts';
import { organisationAttributes } from '../register/model/organisation.ts';

/** Which transform makes sense for which type: an initial of a text, the year of a date, some values of a list, some groups. */
const typesOfTransform: Readonly<Record<TransformKind, readonly AttributeType[]>> = {
  initial: ['text'],
  year: ['date'],
  values: ['list', 'groups'],
};

/** Claims of the protocols themselves (RFC 7519 section 4.1, OpenID Connect Core 2): never about an attribute. */
const protocolClaims: ReadonlySet<string> = new Set(
  'iss sub aud exp nbf iat jti nonce auth_time acr amr azp sid at_hash c_hash s_hash'.split(' '),
);

/** A promise about a person that nobody here can keep: who verified an address, when, and how. */
const neverSent: ReadonlySet<string> = new Set(['email_verified', 'phone_number_verified']);

const name = z.string().transform((text, context): AttributeName => {
  const parsed = attributeName(text);
  if (parsed !== undefined && !protocolClaims.has(text) && !neverSent.has(text)) return parsed;
  context.addIssue({ code: 'custom', message: nameFault(text, parsed) });
  return z.NEVER;
});

function nameFault(text: string, parsed: AttributeName | undefined): string {
  if (parsed === undefined) return 'expected lower-case letters, digits and _, beginning with a letter';
  if (neverSent.has(text)) return `${text} is never sent: nobody here has verified it`;
  return `${text} is a claim of the protocol itself`;
}

const label = z.string().trim().min(1);
/** An incoming name is compared byte for byte, so blanks around it are a fault, not a detail. */
const incomingName = z.string().regex(/^[^\s\p{Cc}]{1,200}$/u, 'expected a name without blanks');

const attribute = z
  .strictObject({
    name,
    label: z.strictObject({ nl: label, en: label }),
    category: z.int().min(1).max(13),
    type: z.enum(['text', 'date', 'list', 'groups']),
    transforms: z.array(z.enum(['initial', 'year', 'values'])),
    linking: z.boolean(),
    scope: z.string().regex(/^[a-z][a-z0-9_]*$/, 'expected a scope: lower-case letters, digits and _'),
    releasable: z.boolean(),
    portable: z.boolean(),
    organisation: z.boolean(),
    incoming: z.array(incomingName),
    fallback: z.array(incomingName).exactOptional(),
  })
  .superRefine((row, context) => {
    for (const [index, transform] of row.transforms.entries()) {
      if (typesOfTransform[transform].includes(row.type)) continue;
      const message = `transform ${transform} is for type ${typesOfTransform[transform].join(' or ')}, not for ${row.type}`;
      context.addIssue({ code: 'custom', path: ['transforms', index], message });
    }
    if (row.organisation !== organisationAttributes.includes(row.name)) {
      const message = `organisation is true for ${organisationAttributes.join(', ')}, which the register knows, and for nothing else`;
      context.addIssue({ code: 'custom', path: ['organisation'], message });
    }
    if ((row.type === 'groups') !== (row.name === groupsClaim)) {
      const message = `type groups is for ${groupsClaim}, which is made here, and for nothing else`;
      context.addIssue({ code: 'custom', path: ['type'], message });
    }
    if ((row.incoming.length === 0) !== isMadeHere(row.name)) {
      const message = isMadeHere(row.name)
        ? `${row.name} is made here, so no name means it`
        : 'expected at least one incoming name';
      context.addIssue({ code: 'custom', path: ['incoming'], message });
    }
  });

/** Shape of `config/attributes.yaml`, one row at a time; what holds between rows is checked after it. */
export const catalogueFile = z.strictObject({
  attributes: z.array(attribute).min(1),
  forbiddenIncoming: z.array(incomingName),
});

export type CatalogueFile = z.infer<typeof catalogueFile>;
