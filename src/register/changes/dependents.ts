import { faultOf, type Fault } from '../../domain/fault.ts';
import { nameOf, type RecordName } from '../../domain/record-kinds.ts';
import { idOf, kindsNaming } from '../model/references.ts';
import { partiesWord } from '../model/parties.ts';
import type { BeforeAndAfter, RegisterReader } from '../model/register-reader.ts';
import type { Step } from './step.ts';

/** A record that others name cannot end before they do. */
export function endFaults({ kind, id, after }: Step, register: RegisterReader): readonly Fault[] {
  if (after !== undefined) return [];
  const naming = kindsNaming(kind).flatMap((each) =>
    register
      .referringTo(each, nameOf({ kind, id }))
      .map((record) => nameOf({ kind: each, id: idOf(each, record) ?? '' })),
  );
  if (naming.length === 0) return [];
  const [first, second, third] = naming.sort();
  const more = naming.length > 3 ? [`${String(naming.length - 3)} more`] : [];
  const list = [first, second, third, ...more].filter((name) => name !== undefined).join(', ');
  const problem = `${kind} ${id} cannot end: it is still named by ${list}`;
  return [faultOf({ kind, id }, { path: [], problem, remedy: 'end those before it, or in the same change' })];
}

/**
 * Records that a rule could find faulty because another one changed, although they themselves did not. Those that name
 * one that ends are found by `endFaults`.
 */
export function touchedBy({ kind, id, after }: Step, register: BeforeAndAfter): readonly RecordName[] {
  switch (kind) {
    case 'school':
      return after === undefined ? [] : named('school', register.after.referringTo('school', `school ${id}`));
    case 'service':
      return after === undefined
        ? []
        : named('agreement', register.after.referringTo('agreement', `service ${id}`));
    case 'agreement':
      return [register.before.get(kind, id), register.after.get(kind, id)].flatMap((agreement) =>
        agreement === undefined
          ? []
          : named(
              'agreement',
              register.after.referringTo('agreement', partiesWord(agreement.board, agreement.supplier)),
            ),
      );
    case 'board':
    case 'idp':
    case 'supplier':
    case 'sector':
    case 'policy':
    case 'access':
    case 'api-client':
    case 'objection':
      return [];
  }
}

function named(kind: RecordName['kind'], records: readonly { readonly id: string }[]): readonly RecordName[] {
  return records.map(({ id }) => ({ kind, id }));
}
