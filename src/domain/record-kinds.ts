/** Kinds of records of the register, in the order in which they build on each other. */
export const recordKinds = [
  'board',
  'school',
  'idp',
  'supplier',
  'sector',
  'service',
  'agreement',
  'policy',
  'access',
  'api-client',
  'objection',
] as const;
export type RecordKind = (typeof recordKinds)[number];

export interface RecordName {
  readonly kind: RecordKind;
  readonly id: string;
}

/** As text, for maps and sets. */
export function nameOf({ kind, id }: RecordName): string {
  return `${kind} ${id}`;
}
