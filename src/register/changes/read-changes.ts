import { faultOf, type Fault, type Finding } from '../../domain/fault.ts';
import { nameOf, type RecordKind } from '../../domain/record-kinds.ts';
import { kinds } from '../model/kinds.ts';
import { readForm, readWrittenForm, type ReadForm } from '../model/read-form.ts';
import type { Change, EndedRecord, WrittenRecord } from '../../storage/stores/records.ts';
import { isStorableText, unstorablePlace } from './storable-json.ts';

export type Reading = ReadChanges | { readonly faults: readonly Fault[] };

/** Gives `undefined` for what is to be read later. */
type ReadBody = (kind: RecordKind, body: unknown) => ReadForm | undefined;

/**
 * Changes that were read, and need not be read again: each record has the shape of its kind and the id under which it is
 * written, in the form that the register stores, and none is there twice. Only this class makes them.
 *
 * What somebody writes in another form than the register keeps (an objection names a person, the register keeps hashes) is
 * read when it has that form.
 */
export class ReadChanges {
  readonly changes: readonly Change[];

  private constructor(changes: readonly Change[]) {
    this.changes = changes;
  }

  /** Reads what anybody may have wanted, without the register; or tells everything that is wrong with it. */
  static of(changes: readonly Change[]): Reading {
    return ReadChanges.#by(changes, (kind, body) =>
      kinds[kind].api.written === undefined ? readForm(kind, body) : undefined,
    );
  }

  /** The same for what an API client writes. */
  static ofWritten(changes: readonly Change[]): Reading {
    return ReadChanges.#by(changes, readWrittenForm);
  }

  /** These, and the end of records that are not among them. */
  and(ends: readonly EndedRecord[]): ReadChanges {
    return new ReadChanges([...this.changes, ...ends]);
  }

  /** Takes changes that `readChange` gave, one after another. */
  static reader(): ChangeCollector {
    const seen = new Set<string>();
    const taken: Change[] = [];
    return {
      take(change) {
        const name = nameOf(change);
        if (seen.has(name)) return [doubled(change)];
        seen.add(name);
        taken.push(change);
        return [];
      },
      end: () => new ReadChanges(taken),
    };
  }

  static #by(changes: readonly Change[], read: ReadBody): Reading {
    const faults: Fault[] = [];
    const collected = ReadChanges.reader();
    for (const change of changes) {
      const outcome = readChange(change, read);
      const findings = 'findings' in outcome ? outcome.findings : collected.take(outcome);
      const at = { kind: change.kind, id: printable(change.id) };
      faults.push(...findings.map((finding) => faultOf(at, finding)));
    }
    return faults.length > 0 ? { faults } : collected.end();
  }
}

/** At the id, where the record has one of its own. */
function doubled(change: Change): Finding {
  const { idParts } = kinds[change.kind];
  const path = idParts.length === 1 ? idParts : [];
  return { path, problem: `${nameOf(change)} is there twice`, remedy: 'keep one of them' };
}

export interface ChangeCollector {
  /** What is wrong with it beside those that were taken. */
  take(change: Change): readonly Finding[];
  end(): ReadChanges;
}

interface Findings {
  readonly findings: readonly (Finding & { readonly atKey?: boolean })[];
}

/** Reads one change in the form that the register keeps. */
export function readChange(change: Change, read: ReadBody = readForm): Change | Findings {
  const { kind, id } = change;
  if (!isRecordId(id)) return { findings: [noId] };
  if ('ended' in change) return { kind, id, ended: true };
  const unstorable = unstorableIn(change.body);
  if (unstorable !== undefined) return unstorable;
  const form = read(kind, change.body);
  if (form === undefined) return change;
  if ('faults' in form) return { findings: form.faults };
  if (form.id === id) return { kind, id, body: form.body };
  const problem = `is to be written as ${kind} ${id}, but says that it is ${form.id}`;
  return { findings: [{ path: [], problem, remedy: 'make them the same' }] };
}

/** Reads a record that is named by what it says itself. */
export function readRecordOfFile(kind: RecordKind, body: unknown): WrittenRecord | Findings {
  const unstorable = unstorableIn(body);
  if (unstorable !== undefined) return unstorable;
  const form = readForm(kind, body);
  return 'faults' in form ? { findings: form.faults } : { kind, ...form };
}

function unstorableIn(body: unknown): Findings | undefined {
  const place = unstorablePlace(body);
  return place && { findings: [{ ...place, remedy: 'correct the value' }] };
}

const noId: Finding = {
  path: [],
  problem: 'has an id that no record can have',
  remedy: 'use letters, digits and hyphens, at most 64',
};

/** What an id can be at all; a kind may ask for more. */
export function isRecordId(id: string): boolean {
  return /^[a-z0-9-]{1,64}(?:\/[a-z0-9-]{1,64})?$/.test(id);
}

function printable(id: string): string {
  return id.replaceAll(/[^\w/-]/g, '?').slice(0, 130);
}

const longestText = 1_000;

/** Every change says who makes it, and why. */
export function faultsOfSaying(
  [first]: readonly Change[],
  said: { readonly author: string; readonly reason: string },
): readonly Fault[] {
  if (first === undefined) return [];
  const name = { kind: first.kind, id: printable(first.id) };
  return (['author', 'reason'] as const).flatMap((what): readonly Fault[] => {
    const text = said[what];
    if (text.trim() === '') {
      return [faultOf(name, { path: [], problem: `has no ${what}`, remedy: `give the ${what}` })];
    }
    if (text.length <= longestText && isStorableText(text)) return [];
    const problem = `has a ${what} of more than ${String(longestText)} characters, or with characters that are not valid text`;
    return [faultOf(name, { path: [], problem, remedy: `give another ${what}` })];
  });
}
