import type { Fault } from '../../domain/fault.ts';
import { recordKinds, type RecordKind } from '../../domain/record-kinds.ts';
import { kinds } from '../model/kinds.ts';
import { idOf, textsAt } from '../model/references.ts';
import { rivalOf, type RuleInput } from './rule-input.ts';

/** Whom a record names exists, and what nobody else may have nobody else has: for every kind, by the table of kinds. */
export function* referenceRules(input: RuleInput): Generator<Fault> {
  for (const kind of recordKinds) {
    for (const record of input.focus[kind]) {
      const id = idOf(kind, record) ?? '';
      yield* missingRecords(input, kind, id, record);
      yield* sharedValues(input, kind, id, record);
    }
  }
}

function* missingRecords(
  { register }: RuleInput,
  kind: RecordKind,
  id: string,
  record: unknown,
): Generator<Fault> {
  for (const { to, at } of kinds[kind].references) {
    for (const { text, path } of textsAt(record, at)) {
      if (!register.isMissing(to, text)) continue;
      const problem = `${to} ${text} does not exist`;
      yield { kind, id, path, problem, remedy: `add the ${to} or correct the name` };
    }
  }
}

function* sharedValues(input: RuleInput, kind: RecordKind, id: string, record: unknown): Generator<Fault> {
  for (const { word, at, problem, remedy } of kinds[kind].unique ?? []) {
    for (const { text, path } of textsAt(record, at)) {
      const others = input.register
        .referringTo(kind, `${word} ${text}`)
        .map((each) => ({ id: idOf(kind, each) ?? '' }));
      const holder = rivalOf(input, { kind, id }, others);
      if (holder !== undefined) yield { kind, id, path, problem: problem(text, holder.id), remedy };
    }
  }
}
