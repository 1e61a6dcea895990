/**
 * What a record says about others and what nobody else may have: `<kind> <id>` of each record that it names,
 * `brin <code>`, `namespace <name>`, `parties <board>/<supplier>`. The same words as `sluis.mentions_of` in the database.
 */
export function mentionsOf(body: unknown): readonly string[] {
  const single = ['board', 'school', 'supplier', 'sector', 'service', 'brin'].map(
    (key) => [key, textAt(body, key)] as const,
  );
  const board = textAt(body, 'board');
  const supplier = textAt(body, 'supplier');
  const found = [
    ...single,
    ['agreement', textAt(body, 'replaces')] as const,
    ['school', textAt(memberOf(body, 'closed'), 'successor')] as const,
    ['namespace', textAt(memberOf(body, 'identifier'), 'namespace')] as const,
    ['parties', board === undefined || supplier === undefined ? undefined : `${board}/${supplier}`] as const,
    ...listAt(body, 'schools').map((school) => ['school', textOf(school)] as const),
    ...listAt(body, 'services').map((covered) => ['service', textAt(covered, 'service')] as const),
  ];
  return [...new Set(found.flatMap(([what, id]) => (id === undefined ? [] : [`${what} ${id}`])))];
}

function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function textAt(value: unknown, key: string): string | undefined {
  return textOf(memberOf(value, key));
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const list = memberOf(value, key);
  return Array.isArray(list) ? list : [];
}
