import type { Fault } from '../../../../src/domain/fault.ts';
import { recordKinds } from '../../../../src/domain/record-kinds.ts';
import { fileKinds, kinds } from '../../../../src/register/model/kinds.ts';
import { addRecord, emptyLists, type Records } from '../../../../src/register/model/records.ts';
import { idOf } from '../../../../src/register/model/references.ts';
import { incoherencesOfFiles } from '../../../../src/register/rules/coherence.ts';
import { registerInMemory } from '../../../../src/register/rules/register-in-memory.ts';
import { placesIn, type RuleInput } from '../../../../src/register/rules/rule-input.ts';
import { catalogue } from '../../../../testkit/federation/catalogue.ts';
import { exampleFederation } from '../../../../testkit/federation/example-federation.ts';

/** Records as somebody writes them in a file or a body, by the names of the lists in files. */
export function records(text: object): Records {
  const lists = emptyLists();
  const written = new Map<string, unknown>(Object.entries(text));
  for (const { kind, list } of fileKinds) {
    const elements = written.get(list);
    if (Array.isArray(elements)) {
      elements.forEach((element) => addRecord(lists, kind, kinds[kind].schema.parse(element)));
    }
  }
  return lists;
}

/** The example with these records written over or added to it. */
export function registerWith(written: Records, base: Records = exampleFederation().parsed()): Records {
  const lists = emptyLists();
  for (const kind of recordKinds) {
    const names = new Set(written[kind].map((record) => idOf(kind, record)));
    for (const record of base[kind]) if (!names.has(idOf(kind, record))) addRecord(lists, kind, record);
    for (const record of written[kind]) addRecord(lists, kind, record);
  }
  return lists;
}

/** Records that are checked before the background of a register. */
export function inputOf(focus: Records, register: Records): RuleInput {
  return { focus, register: registerInMemory(register), catalogue, placeOf: placesIn(focus) };
}

/** What is wrong with records that are written into the example federation: looking at them alone. */
export function faultsOfWriting(text: object, base?: Records): readonly Fault[] {
  const focus = records(text);
  return incoherencesOfFiles(inputOf(focus, registerWith(focus, base)));
}

/** As `path: problem` lines. */
export function problemsOfWriting(text: object, base?: Records): readonly string[] {
  return faultsOfWriting(text, base).map(({ path, problem }) => `${path.join('.')}: ${problem}`);
}
