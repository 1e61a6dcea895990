import { recordForms } from '../model/record-forms.ts';
import type { RecordChange, RecordFault, RecordName } from '../../storage/stores/records.ts';
import type { Proposal } from './registry.ts';
import { nameOf } from './record-name.ts';
import { isStorableText, unstorablePlace } from './storable-json.ts';

export type ReadProposal =
  { readonly changes: readonly RecordChange[] } | { readonly faults: readonly RecordFault[] };

const longestText = 1_000;

/**
 * Reads a proposal by itself, without the register: each record has the shape of its kind and the id under which it is
 * written, none is there twice, and somebody says why. Bodies come out in the form that the register stores.
 */
export function readProposal({ changes, author, reason }: Proposal): ReadProposal {
  const read = changes.map(readChange);
  const faults = [
    ...saidFaults(changes, 'author', author),
    ...saidFaults(changes, 'reason', reason),
    ...doubleFaults(changes),
    ...read.flatMap((outcome) => ('faults' in outcome ? outcome.faults : [])),
  ];
  if (faults.length > 0) return { faults };
  return { changes: read.flatMap((outcome) => ('faults' in outcome ? [] : [outcome])) };
}

export function faultOf({ kind, id }: RecordName, fault: Omit<RecordFault, 'kind' | 'id'>): RecordFault {
  const { path, problem, remedy } = fault;
  return { kind, id, path, problem, remedy };
}

function readChange(change: RecordChange): RecordChange | { readonly faults: readonly RecordFault[] } {
  const { kind, id } = change;
  if (!isRecordId(id)) {
    return { faults: [faultOf({ kind, id: printable(id) }, { path: [], ...noId })] };
  }
  if ('ended' in change) return { kind, id, ended: true };
  const unstorable = unstorablePlace(change.body);
  if (unstorable !== undefined) {
    return { faults: [faultOf(change, { ...unstorable, remedy: 'correct the value' })] };
  }
  const form = recordForms[kind].read(change.body);
  if ('faults' in form) return { faults: form.faults.map((fault) => faultOf(change, fault)) };
  if (form.id !== id) {
    const problem = `is to be written as ${kind} ${id}, but says that it is ${form.id}`;
    return { faults: [faultOf(change, { path: [], problem, remedy: 'make the two the same' })] };
  }
  return { kind, id, body: form.body };
}

const noId = {
  problem: 'has a name that no record can have',
  remedy: 'use letters, digits and hyphens, at most 64',
};

/** What an id can be at all; a kind may ask for more. */
export function isRecordId(id: string): boolean {
  return /^[a-z0-9-]{1,64}(?:\/[a-z0-9-]{1,64})?$/.test(id);
}

function printable(id: string): string {
  return id.replaceAll(/[^\w/-]/g, '?').slice(0, 130);
}

function saidFaults(changes: readonly RecordChange[], what: string, text: string): readonly RecordFault[] {
  const [first] = changes;
  if (first === undefined) return [];
  const name = { kind: first.kind, id: printable(first.id) };
  if (text.trim() === '') {
    return [faultOf(name, { path: [], problem: `comes without ${what}`, remedy: `give the ${what}` })];
  }
  if (text.length <= longestText && isStorableText(text)) return [];
  const problem = `comes with ${what} of more than ${String(longestText)} characters, or of characters that are no text`;
  return [faultOf(name, { path: [], problem, remedy: `give another ${what}` })];
}

function doubleFaults(changes: readonly RecordChange[]): readonly RecordFault[] {
  const seen = new Set<string>();
  return changes.flatMap((change) => {
    const name = nameOf(change);
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const at = { kind: change.kind, id: printable(change.id) };
    return [faultOf(at, { path: [], problem: 'is there twice', remedy: 'say it once' })];
  });
}
