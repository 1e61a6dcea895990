import type { AttributeCatalogue } from '../../domain/attributes.ts';
import type { FileKind, Federation } from '../model/federation-records.ts';
import { policyRecordId } from '../model/federation-records.ts';
import { indexOf, type RegisterIndex, type Unreadable } from './register-index.ts';

/** Something about one record that does not fit the others. */
export interface Incoherence {
  readonly kind: FileKind;
  /** Position in the focus's list of that kind. */
  readonly index: number;
  /** Where in the record, by keys and list positions. */
  readonly path: readonly (string | number)[];
  /** Completes "this …": what is wrong. Names both sides. */
  readonly problem: string;
  readonly remedy: string;
}

/** What the rules look at: records that are to be checked, before the background of the whole register. */
export interface Picture {
  /**
   * The records that are checked. For a single change: the records that it writes, and those that name a record that
   * it writes or ends.
   */
  readonly focus: Federation;
  /** The whole register after the change, the focus included. */
  readonly index: RegisterIndex;
  readonly catalogue: AttributeCatalogue;
}

/** A picture in which everything is checked: for files, and for a register as a whole. */
export function picture(
  federation: Federation,
  catalogue: AttributeCatalogue,
  unreadable?: Unreadable,
): Picture {
  return { focus: federation, index: indexOf(federation, unreadable), catalogue };
}

/** Id of a record as the register knows it, for every kind that files describe. */
export function recordIds(federation: Federation, kind: FileKind): readonly string[] {
  const idOf = (record: { readonly id: string }): string => record.id;
  switch (kind) {
    case 'board':
      return federation.boards.map(idOf);
    case 'school':
      return federation.schools.map(idOf);
    case 'idp':
      return federation.idps.map(idOf);
    case 'supplier':
      return federation.suppliers.map(idOf);
    case 'sector':
      return federation.sectors.map(idOf);
    case 'service':
      return federation.services.map(idOf);
    case 'agreement':
      return federation.agreements.map(idOf);
    case 'policy':
      return federation.policies.map(policyRecordId);
    case 'access':
      return federation.access.map(policyRecordId);
    case 'api-client':
      return federation.apiClients.map(idOf);
  }
}

/**
 * Of records that exclude each other, the one that is told: one outside the focus, or one that comes earlier in it.
 * So of two that are both checked only the later one is faulty.
 */
export function rivalOf<Record_ extends { readonly id: string }>(
  record: Record_,
  candidates: readonly Record_[],
  focus: readonly Record_[],
): Record_ | undefined {
  const others = candidates.filter(({ id }) => id !== record.id);
  if (others.length === 0) return undefined;
  const place = focus.indexOf(record);
  return others.find(({ id }) => {
    const position = focus.findIndex((each) => each.id === id);
    return position === -1 || position < place;
  });
}
