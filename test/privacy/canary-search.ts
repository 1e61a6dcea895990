import { createHash } from 'node:crypto';
import type { Canary } from './canary-person.ts';

/** Somewhere that a value could have got to, as one text. */
export interface Place {
  readonly name: string;
  readonly text: string;
}

/** A canary that was found. Holds no value, so that a failed test does not spread it further. */
export interface Hit {
  readonly place: string;
  readonly person: string;
  readonly attribute: string;
  readonly form: string;
}

interface Needle {
  readonly form: string;
  readonly text: string;
  /** Searched without regard to capitals. */
  readonly anyCase: boolean;
}

/**
 * Every canary that is somewhere it was not allowed to be, in any writing: plain, percent-encoded once or twice,
 * JSON and HTML escapes, hexadecimal, base64 and base64url at every alignment, all of these in small and capital
 * letters, and hashes without a key, which anybody can reverse who has a list of candidates.
 */
export function searchCanaries(
  places: readonly Place[],
  canaries: readonly Canary[],
  allowed: (place: Place, canary: Canary) => boolean = () => false,
): readonly Hit[] {
  const prepared = canaries.map((canary) => ({ canary, needles: needlesOf(canary) }));
  return places.flatMap((place) => {
    const small = place.text.toLowerCase();
    return prepared.flatMap(({ canary, needles }) => {
      const found = needles.find(({ text, anyCase }) => (anyCase ? small : place.text).includes(text));
      if (found === undefined || allowed(place, canary)) return [];
      const { person, attribute } = canary;
      return [{ place: place.name, person, attribute, form: found.form }];
    });
  });
}

function needlesOf({ value, core }: Canary): readonly Needle[] {
  const needles = [value, core].flatMap((text) => [
    ...anyCaseForms(text),
    ...[text, text.toLowerCase(), text.toUpperCase()].flatMap(base64Forms),
    ...hashForms(text),
  ]);
  // the simplest form comes first, and gives its name to the others that look the same
  const distinct = new Map(
    needles.toReversed().map((needle) => [`${String(needle.anyCase)} ${needle.text}`, needle]),
  );
  return [...distinct.values()].toReversed();
}

function anyCaseForms(text: string): readonly Needle[] {
  const percent = encodeURIComponent(text);
  const json = JSON.stringify(text).slice(1, -1);
  const forms: readonly (readonly [string, string])[] = [
    ['plain', text],
    ['percent-encoded', percent],
    ['form-encoded', new URLSearchParams({ '': text }).toString().slice(1)],
    ['percent-encoded twice', encodeURIComponent(percent)],
    ['JSON', json],
    ['JSON in ASCII', escapedAbove(json, 0x7e)],
    ['HTML', htmlText(text)],
    ['hexadecimal', Buffer.from(text).toString('hex')],
  ];
  return forms.map(([form, written]) => ({ form, text: written.toLowerCase(), anyCase: true }));
}

function escapedAbove(text: string, last: number): string {
  return Array.from(text)
    .map((letter) =>
      letter.charCodeAt(0) > last ? `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}` : letter,
    )
    .join('');
}

function htmlText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** What is inside of base64 depends on how many bytes go before: three ways, without the shared characters at the ends. */
function base64Forms(text: string): readonly Needle[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].flatMap((before) => {
    const shifted = Buffer.concat([Buffer.alloc(before), bytes]);
    const sharedAtStart = Math.ceil((before * 8) / 6);
    const whole = Math.floor((shifted.length * 8) / 6);
    return (['base64', 'base64url'] as const).map((form) => ({
      form,
      text: shifted.toString(form).slice(sharedAtStart, whole),
      anyCase: false,
    }));
  });
}

function hashForms(text: string): readonly Needle[] {
  return ['md5', 'sha1', 'sha256', 'sha512'].flatMap((algorithm) => {
    const digest = createHash(algorithm).update(text).digest();
    return [
      { form: `${algorithm} without a key`, text: digest.toString('hex'), anyCase: true },
      ...(['base64', 'base64url'] as const).map((form) => ({
        form: `${algorithm} without a key`,
        text: digest.toString(form).replace(/=+$/, ''),
        anyCase: false,
      })),
    ];
  });
}
