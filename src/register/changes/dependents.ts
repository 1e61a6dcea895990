import type { RecordFault, RecordKind, StoredRecord } from '../../storage/stores/records.ts';
import { mentionsOf } from './mentions.ts';
import { faultOf } from './read-proposal.ts';
import type { Step } from './step.ts';
import type { Surroundings } from './surroundings.ts';

/** Which kinds of records name a record of this kind. Objections are people's: they outlive what they are about. */
const namers: Readonly<Record<RecordKind, readonly RecordKind[]>> = {
  board: ['school', 'agreement', 'api-client'],
  school: ['school', 'idp', 'policy', 'access'],
  idp: [],
  supplier: ['sector', 'service', 'agreement', 'api-client'],
  sector: ['service'],
  service: ['agreement', 'policy', 'access'],
  agreement: ['agreement'],
  policy: [],
  access: [],
  'api-client': [],
  objection: [],
};

/** A record that others name cannot end before they do. */
export function endFaults({ kind, id, after }: Step, register: Surroundings): readonly RecordFault[] {
  if (after !== undefined) return [];
  const named = namers[kind].flatMap((namer) => register.mentioning(namer, `${kind} ${id}`));
  if (named.length === 0) return [];
  const [first, second, third] = named.map((record) => `${record.kind} ${record.id}`).sort();
  const more = named.length > 3 ? [`${String(named.length - 3)} more`] : [];
  const list = [first, second, third, ...more].filter((name) => name !== undefined).join(', ');
  const problem = `${kind} ${id} cannot end: it is still named by ${list}`;
  return [faultOf({ kind, id }, { path: [], problem, remedy: 'end those before it, or in the same change' })];
}

/**
 * Records that a rule could find faulty because another one changed, although they themselves did not. Those that name
 * one that ends are found by `endFaults`.
 */
export function touchedBy(
  { kind, id, before, after }: Step,
  register: Surroundings,
): readonly StoredRecord[] {
  switch (kind) {
    case 'school':
      return after === undefined ? [] : register.mentioning('school', `school ${id}`);
    case 'service':
      return after === undefined ? [] : register.mentioning('agreement', `service ${id}`);
    case 'agreement':
      return [...partiesOf(before), ...partiesOf(after)].flatMap((mention) =>
        register.mentioning('agreement', mention),
      );
    default:
      return [];
  }
}

function partiesOf(agreement: unknown): readonly string[] {
  return mentionsOf(agreement).filter((mention) => mention.startsWith('parties '));
}
