import type { SupplierId } from '../domain/ids.ts';
import type { Service } from '../register/model/kinds/service.ts';
import { createTextIndex, notFound } from './text-index.ts';

/** Services by what people type; the best match first. An empty search gives all by name. */
export type ServiceSearch = (query: string) => readonly Service[];

/** Searches names, descriptions in all languages and names of suppliers. */
export function createServiceSearch(
  list: readonly Service[],
  nameOf: (supplier: SupplierId) => string | undefined,
): ServiceSearch {
  const order = new Intl.Collator('nl', { numeric: true });
  const services = list.toSorted((one, other) => order.compare(one.name, other.name));
  const index = createTextIndex(
    services.map(({ name, description, supplier }) => ({
      name,
      beside: [description.nl, description.en, nameOf(supplier) ?? ''].join(' '),
    })),
  );
  return (query) => {
    const scores = index.scores(query);
    return services
      .map((service, place) => ({ service, score: scores[place] ?? notFound }))
      .filter(({ score }) => score !== notFound)
      .toSorted((one, other) => one.score - other.score)
      .map(({ service }) => service);
  };
}
