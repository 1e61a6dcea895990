import type { AttributeCatalogue } from '../../domain/attributes.ts';
import { picture, type Incoherence, type Picture } from '../rules/picture.ts';
import type { Unreadable } from '../rules/register-index.ts';
import type { Federation, FileKind } from '../model/federation-records.ts';
import {
  readFederationSource,
  type FederationFault,
  type FederationSource,
  type FileText,
  type Located,
} from './federation-source.ts';

/** Several files as the one federation that they describe together. */
export interface JoinedFiles {
  readonly sources: readonly FederationSource[];
  readonly federation: Federation;
  /** By kind, at the same positions as the lists of the federation. */
  readonly places: Readonly<Record<FileKind, readonly Located<unknown>[]>>;
}

/** What is asked of records together. */
export type Rules = (picture: Picture) => readonly Incoherence[];

/** True for a record that is not in the files and is there all the same. */
export type IsElsewhere = (kind: FileKind, id: string) => boolean;

export function joinFiles(files: readonly FileText[]): JoinedFiles {
  const sources = files.map(readFederationSource);
  const all = <List extends keyof Federation>(list: List) =>
    sources.flatMap(({ lists }) => lists?.[list] ?? []);
  const places = {
    board: all('boards'),
    school: all('schools'),
    idp: all('idps'),
    supplier: all('suppliers'),
    sector: all('sectors'),
    service: all('services'),
    agreement: all('agreements'),
    policy: all('policies'),
    access: all('access'),
    'api-client': all('apiClients'),
  };
  const federation = {
    boards: places.board.map(({ record }) => record),
    schools: places.school.map(({ record }) => record),
    idps: places.idp.map(({ record }) => record),
    suppliers: places.supplier.map(({ record }) => record),
    sectors: places.sector.map(({ record }) => record),
    services: places.service.map(({ record }) => record),
    agreements: places.agreement.map(({ record }) => record),
    policies: places.policy.map(({ record }) => record),
    access: places.access.map(({ record }) => record),
    apiClients: places['api-client'].map(({ record }) => record),
  };
  return { sources, federation, places };
}

/** What contradicts itself, each at its place in a file. */
export function coherenceFaults(
  { sources, federation, places }: JoinedFiles,
  catalogue: AttributeCatalogue,
  { rules, isElsewhere }: { readonly rules: Rules; readonly isElsewhere: IsElsewhere },
): readonly FederationFault[] {
  const unreadable: Unreadable = {
    incomplete: sources.some(({ lists }) => lists === undefined),
    has: (kind, id) =>
      sources.some((source) => source.unreadable.has(`${kind} ${id}`)) || isElsewhere(kind, id),
  };
  return rules(picture(federation, catalogue, unreadable)).flatMap((found) => {
    const place = places[found.kind][found.index];
    return place === undefined ? [] : [place.source.faultAt([...place.path, ...found.path], found)];
  });
}
