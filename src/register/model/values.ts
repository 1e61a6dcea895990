import { z } from 'zod';
import type { Transform } from '../../domain/attributes.ts';
import { calendarDay, type CalendarDay } from '../../domain/clock.ts';
import { emailDomain } from '../../domain/email-domains.ts';
import {
  agreementId,
  apiClientId,
  attributeName,
  boardId,
  idpId,
  objectionHash,
  objectionId,
  personHandle,
  schoolId,
  sectorId,
  serviceId,
  supplierId,
} from '../../domain/ids.ts';
import { isCountry } from '../../domain/countries.ts';
import { brinShape } from '../../domain/brin.ts';
import { affiliations } from '../../domain/person.ts';
import { isPlainText } from '../../domain/plain-text.ts';
import { purposes } from '../../domain/purposes.ts';
import { webAddress, webOrigin } from '../../domain/web-address.ts';

/*
 * The values that records of the register are made of, in their JSON form (left side of each codec: files
 * and database) and as the types of the domain (right side).
 */

/** A text that `read` turns into a branded one; `expected` completes the sentence "must be …". */
function branded<Value extends string>(
  expected: string,
  shape: RegExp,
  read: (text: string) => Value | undefined,
) {
  return z.codec(
    z.string().regex(shape, { error: `must be ${expected}` }),
    z.custom<Value>((value) => typeof value === 'string'),
    {
      decode: (text, context) => {
        const value = read(text);
        if (value !== undefined) return value;
        context.issues.push({ code: 'custom', message: `must be ${expected}`, input: text });
        return z.NEVER;
      },
      encode: (value) => value,
    },
  );
}

const registerIdShape = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
const registerIdExpected =
  'a short lower-case identifier: letters, digits and inner hyphens, at most 64 characters';

export const boardIdValue = branded(registerIdExpected, registerIdShape, boardId);
export const schoolIdValue = branded(registerIdExpected, registerIdShape, schoolId);
export const idpIdValue = branded(registerIdExpected, registerIdShape, idpId);
export const supplierIdValue = branded(registerIdExpected, registerIdShape, supplierId);
export const sectorIdValue = branded(registerIdExpected, registerIdShape, sectorId);
export const serviceIdValue = branded(registerIdExpected, registerIdShape, serviceId);
export const agreementIdValue = branded(registerIdExpected, registerIdShape, agreementId);
export const objectionIdValue = branded(registerIdExpected, registerIdShape, objectionId);

export const apiClientIdValue = branded(registerIdExpected, registerIdShape, apiClientId);
export const personHandleValue = branded('a person handle of the ledger', /^[0-9a-f-]{36}$/, personHandle);

export const objectionHashValue = branded('a keyed hash', /^[A-Za-z0-9_-]{43}$/, objectionHash);

export const attributeNameValue = branded(
  'the name of an attribute of the catalogue, such as given_name',
  /^[a-z][a-z0-9_]{0,62}$/,
  attributeName,
);

/** `YYYY-MM-DD`, a day that exists. */
export const dayValue = branded<CalendarDay>(
  'a day that exists, as YYYY-MM-DD',
  /^\d{4}-\d{2}-\d{2}$/,
  calendarDay,
);

/** A mailbox of a function, such as `privacy@…`, and not of a person: the register holds no people. */
export const mailboxValue = z.email({ error: 'must be an e-mail address' });

/** ISO 3166-1 alpha-2: `NL`. */
export const countryValue = z
  .string()
  .regex(/^[A-Z]{2}$/, { error: 'must be a country as two capitals (ISO 3166-1): NL' })
  .refine(isCountry, { error: 'must be a country that ISO 3166-1 has' });

/** A number of the Dutch trade register (Handelsregister). */
export const kvkValue = z.string().regex(/^\d{8}$/, {
  error: 'must be a number of the Chamber of Commerce: eight digits',
});

/** A SHA-256. */
export const hashValue = z.string().regex(/^[0-9a-f]{64}$/, {
  error: 'must be a SHA-256: 64 lower-case hexadecimal digits',
});

/** A number, also as its digits: in files every plain word is text. */
export function wholeNumberValue(unit: string, least: number, most: number) {
  const error = `must be a whole number of ${unit} from ${String(least)} to ${String(most)}`;
  const number = z.int({ error }).min(least, { error }).max(most, { error });
  return z.codec(z.union([number, z.string().regex(/^\d{1,6}$/)], { error }), number, {
    decode: Number,
    encode: (value) => value,
  });
}

/** Up to thirty years. */
export const daysValue = wholeNumberValue('days', 0, 10_950);

/** One line of text for people. */
export const textValue = z
  .string()
  .min(1, { error: 'must not be empty' })
  .max(300, { error: 'must be at most 300 characters' })
  .regex(/^\S(?:.*\S)?$/, { error: 'must be one line without spaces around it' });

/** One line of text for a page that leads nowhere else: see `isPlainText`. */
export const plainTextValue = textValue.refine(isPlainText, {
  error: 'must be plain text: no address of a page, no < or >, no characters that nobody sees',
});

/** A name of the outside world, such as an incoming attribute or a SAML entity ID. */
export const outsideNameValue = z
  .string()
  .min(1, { error: 'must not be empty' })
  .max(1024, { error: 'must be at most 1024 characters' })
  .regex(/^[^\s\p{Cc}]+(?: [^\s\p{Cc}]+)*$/u, {
    error: 'must have no control characters and no spaces around it',
  });

export const brinValue = z.string().regex(brinShape, {
  error: 'must be a BRIN: two digits and two capitals (12AB), with two more digits for a branch (12AB01)',
});

/** An identifier of the national register of institutions: `100X123`. */
export const rioValue = z.string().regex(/^\d{3}[A-Z]\d{3}$/, {
  error: 'must be a RIO identifier: three digits, a capital and three digits (100X123)',
});

/** The domain of e-mail addresses (`school.example`), or `*.` and a domain for those below it. */
export const emailDomainValue = z.string().refine((text) => emailDomain(text) !== undefined, {
  error: 'must be a whole domain such as school.example, or *.school.example for the domains below it',
});

export const affiliationValue = z.enum(affiliations);
export const purposeValue = z
  .string()
  .refine((text) => purposes.some((purpose) => purpose === text), {
    error: `must be one of ${purposes.join(', ')}`,
  })
  .meta({ enum: [...purposes] });

export const webAddressValue = z.string().refine((text) => webAddress(text) !== undefined, {
  error: 'must be an https address (http on loopback only), without user name and fragment',
});
export const webOriginValue = z.string().refine((text) => webOrigin(text) !== undefined, {
  error: 'must be an https origin (http on loopback only), without path and without trailing slash',
});

/** The host of an address as addresses have it: in small letters, with a port where it is not the usual one. */
export const hostValue = z.string().refine((text) => URL.parse(`https://${text}`)?.host === text, {
  error: 'must be the host of an address, such as login.example or login.example:8443, in small letters',
});

/** A list, possibly empty. */
export function listOf<Element extends z.ZodType>(element: Element) {
  return z.array(element).readonly();
}

/** A list, possibly empty, with nothing in it twice. */
export function anyOf<Element extends z.ZodType>(element: Element) {
  return listOf(element).refine((list) => !hasDouble(list), { error: 'must not name anything twice' });
}

/** A list with at least one element and none twice. */
export function someOf<Element extends z.ZodType>(element: Element) {
  return anyOf(element).refine((list) => list.length > 0, { error: 'must have at least one element' });
}

function hasDouble(list: readonly unknown[]): boolean {
  const seen = new Set(list.map((element) => JSON.stringify(element)));
  return seen.size !== list.length;
}

/** A mapping in files, a `Map` in the domain. */
export function mapOf<Value extends z.ZodType>(value: Value) {
  return z.codec(
    z.record(outsideNameValue, value),
    z.custom<ReadonlyMap<string, z.output<Value>>>((map) => map instanceof Map),
    {
      decode: (entries) => new Map(Object.entries(entries)),
      encode: (map) => Object.fromEntries(map),
    },
  );
}

/** `initial`, `year` or `{ values: [a, b] }`. */
const transformValue = z.codec(
  z.union([z.enum(['initial', 'year']), z.strictObject({ values: anyOf(textValue) })]),
  z.custom<Transform>((value) => typeof value === 'object'),
  {
    decode: (form): Transform =>
      typeof form === 'string' ? { kind: form } : { kind: 'values', allow: form.values },
    encode: (transform) => (transform.kind === 'values' ? { values: [...transform.allow] } : transform.kind),
  },
);

/** Each kind of transform at most once: two of one kind would leave the reader to guess which counts. */
export const transformsValue = listOf(transformValue).refine(
  (list) => new Set(list.map((transform) => transform.kind)).size === list.length,
  { error: 'must not hold two transforms of one kind' },
);
