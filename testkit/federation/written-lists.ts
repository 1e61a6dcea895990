/** A record as somebody writes it in a federation file. */
export type Entry = Readonly<Record<string, unknown>>;

/** The lists of a federation file that the example has. */
export interface WrittenLists {
  readonly boards: readonly Entry[];
  readonly schools: readonly Entry[];
  readonly idps: readonly Entry[];
  readonly suppliers: readonly Entry[];
  readonly sectors: readonly Entry[];
  readonly services: readonly Entry[];
  readonly agreements: readonly Entry[];
  readonly policies: readonly Entry[];
}

/** The first with the entries of the second: in the place of one with the same name, or at the end. */
export function mergeLists(before: WrittenLists, more: Partial<WrittenLists>): WrittenLists {
  const merged = (name: keyof WrittenLists): readonly Entry[] => [
    ...new Map([...before[name], ...(more[name] ?? [])].map((entry) => [nameOf(entry), entry])).values(),
  ];
  return {
    boards: merged('boards'),
    schools: merged('schools'),
    idps: merged('idps'),
    suppliers: merged('suppliers'),
    sectors: merged('sectors'),
    services: merged('services'),
    agreements: merged('agreements'),
    policies: merged('policies'),
  };
}

/** A policy has no id of its own. */
function nameOf({ id, school, service }: Entry): string {
  return typeof id === 'string' ? id : `${String(school)}/${String(service)}`;
}
