/** The rules of one school, side by side: at one index the number of a service, what is said about it, and the version. */
export interface Row {
  readonly services: Uint32Array;
  readonly shapes: Uint32Array;
  readonly versions: Uint32Array;
}

export const emptyRow: Row = rowOf([]);

/** By number of service; `undefined`: the rule has ended. */
export type RowEdits = Map<number, { readonly shape: number; readonly version: number } | undefined>;

export function changedRow(row: Row, edits: RowEdits): Row {
  const kept = [...row.services].flatMap((service, index) =>
    edits.has(service) ? [] : [{ service, shape: row.shapes[index] ?? 0, version: row.versions[index] ?? 0 }],
  );
  const changed = [...edits].flatMap(([service, rule]) => (rule === undefined ? [] : [{ service, ...rule }]));
  return rowOf([...kept, ...changed]);
}

function rowOf(
  rules: readonly { readonly service: number; readonly shape: number; readonly version: number }[],
): Row {
  return {
    services: Uint32Array.from(rules, ({ service }) => service),
    shapes: Uint32Array.from(rules, ({ shape }) => shape),
    versions: Uint32Array.from(rules, ({ version }) => version),
  };
}
