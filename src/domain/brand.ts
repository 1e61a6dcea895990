declare const brand: unique symbol;

/** A value that was checked once, where it entered, and carries that fact in its type. */
export type Branded<Value, Name extends string> = Value & { readonly [brand]: Name };

/**
 * Makes the constructor of a branded string. This is the one place where a plain string is declared to be
 * a branded one; everything else has to come through a constructor made here.
 *
 * The constructor returns `undefined` for a value of another shape: callers decide whose fault that is.
 */
export function brandedString<Name extends string>(shape: RegExp) {
  return (value: string): Branded<string, Name> | undefined =>
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the one place where the brand is given
    shape.test(value) ? (value as Branded<string, Name>) : undefined;
}
