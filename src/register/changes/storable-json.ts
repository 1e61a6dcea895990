interface Place {
  readonly path: readonly (string | number)[];
  readonly problem: string;
}

/** Records are a few levels deep; whatever walks through them may recurse this far. */
const maximumDepth = 32;

/**
 * The first thing in a JSON value that no database can hold or no walk can survive: characters that are no text, or
 * endless nesting. Does not recurse.
 */
export function unstorablePlace(value: unknown): Place | undefined {
  const open: { readonly value: unknown; readonly path: readonly (string | number)[] }[] = [
    { value, path: [] },
  ];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const { path } = part;
    if (path.length > maximumDepth) return { path: path.slice(0, 3), problem: 'is nested too deeply' };
    const text = isUnstorable(part.value);
    if (text !== undefined) return { path, problem: text };
    for (const [key, member] of membersOf(part.value)) {
      if (!isStorableText(String(key))) {
        return { path, problem: 'has a key with characters that are not valid text' };
      }
      open.push({ value: member, path: [...path, key] });
    }
  }
  return undefined;
}

/** PostgreSQL keeps neither NUL nor half a surrogate pair. */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

function isUnstorable(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return isStorableText(value) ? undefined : 'contains characters that are not valid text';
    case 'number':
      return Number.isFinite(value) ? undefined : 'is a number that JSON does not have';
    case 'bigint':
    case 'function':
    case 'symbol':
    case 'undefined':
      return 'is not a JSON value';
    default:
      return undefined;
  }
}

function membersOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return value.map((member: unknown, index) => [index, member]);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
