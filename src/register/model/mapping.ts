/** A mapping of JSON or YAML: neither a list nor null. */
export type Mapping = Readonly<Record<string, unknown>>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What keys and list positions lead to; `undefined` where they lead nowhere. Only what a value has of its own. */
export function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (current, part) =>
      typeof current === 'object' && current !== null && Object.hasOwn(current, part)
        ? Object.getOwnPropertyDescriptor(current, part)?.value
        : undefined,
    value,
  );
}
