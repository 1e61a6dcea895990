import type { Clock } from '../../domain/clock.ts';
import { faultOf, type Fault } from '../../domain/fault.ts';
import { nameOf, type RecordName } from '../../domain/record-kinds.ts';
import type { Change, StoredRecord } from '../../storage/stores/records.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import { createAskRegister, type AskRegister } from './ask-register.ts';
import { registerAfter, writtenSteps } from './changed-register.ts';
import { differences, shownDifferences } from '../model/differences.ts';
import { formerSectorFaults } from './former-sectors.ts';
import { checkSteps, type ChangeRules, type StepCheck } from './check-steps.ts';
import { isJudgedInUse, judgeUse, type JudgedUse } from './in-use.ts';
import { nameObjectors } from './name-objectors.ts';
import type { Objectors } from './objectors.ts';
import { isRecordId, type ReadChanges } from './read-changes.ts';
import type { Consequence, Effect, Refused, Submission, Warned } from './registry.ts';
import { changeOf, stepOf, type Step } from './step.ts';
import { strangerFaults, type PeopleOfLogin } from './strangers.ts';

/** What changes would do, and the steps of those that do something. */
export type Planned =
  | (Effect & { readonly outcome: 'valid'; readonly steps: readonly Step[] })
  | (Warned & { readonly outcome: 'unchanged'; readonly revision: number })
  | Refused;

/** `own`: the changes as they are kept for later, once it is known whose objections they are: also when they are refused. */
export type PlannedOwn =
  { readonly planned: Refused } | (Warned & { readonly planned: Planned; readonly own: readonly Change[] });

export interface PlanParts extends ChangeRules {
  readonly store: Pick<RegisterStore, 'find' | 'referringTo' | 'everReferringTo' | 'history' | 'histories'>;
  readonly objectors: Objectors;
  readonly peopleOfLogin: PeopleOfLogin;
  readonly clock: Clock;
}

/** What is planned: of a change for later also what will have changed by then. */
export type PlannedSubmission = Pick<
  Submission,
  'expected' | 'rights' | 'onProgress' | 'due' | 'mayMakeStrangers'
> & {
  readonly earlier?: readonly Change[];
};

/** A register that nothing was ever written to has no answers, and a large first change many questions. */
const emptyStore: PlanParts['store'] = {
  find: () => Promise.resolve([]),
  referringTo: () => Promise.resolve([]),
  everReferringTo: () => Promise.resolve([]),
  history: () => Promise.resolve([]),
  histories: () => Promise.resolve([]),
};

/** Records of one question; with large changes there are many. */
const batchSize = 2_000;
/** Of a larger change, most of what is as it is to be is forgotten. */
const largest = 20_000;

/**
 * Finds out what changes would do to the register at `revision`, by the few records that they are about. The caller makes
 * sure that the register is still at that revision afterwards.
 */
export async function plan(
  parts: PlanParts,
  read: ReadChanges,
  submission: PlannedSubmission,
  revision: number,
): Promise<Planned> {
  return (await planOwn(parts, read, submission, revision)).planned;
}

/** The same, and what of it is kept for later. */
export async function planOwn(
  given: PlanParts,
  read: ReadChanges,
  submission: PlannedSubmission,
  revision: number,
): Promise<PlannedOwn> {
  const store = revision === 0 ? emptyStore : given.store;
  const parts = { ...given, store };
  const ask = createAskRegister(store);
  const looked = await lookAt(store, read.changes, submission);
  const refused = await refusalOf(ask, looked, submission);
  if (refused !== undefined) return { planned: refused };
  const absent = looked.steps.filter(({ before, after }) => before === undefined && after === undefined);
  if (absent.length > 0) return { planned: { outcome: 'refused', faults: absent.map(absentFault) } };
  const named = await nameObjectors(parts, looked.steps);
  if ('faults' in named) return { planned: { outcome: 'refused', faults: named.faults } };
  const moment = submission.due ?? parts.clock.now();
  const judged = await judgeUse(named.steps, { lookAtSecret: parts.lookAtSecret, moment });
  const strangers = await strangerFaults(named.steps, parts, submission.mayMakeStrangers);
  const use = { ...judged, faults: [...judged.faults, ...strangers] };
  const planned = await planSteps(parts, ask, { wanted: named.steps, use }, submission, revision);
  return { planned, own: keptForLater(read.changes, named.steps), warnings: use.warnings };
}

/** What somebody left open stays open: the record may have been made, or changed, by the time that the change is due. */
function keptForLater(changes: readonly Change[], named: readonly Step[]): readonly Change[] {
  const objections = new Map(
    named.filter(({ kind }) => kind === 'objection').map((step) => [step.id, changeOf(step)]),
  );
  return changes.map((change) =>
    change.kind === 'objection' ? (objections.get(change.id) ?? change) : change,
  );
}

async function planSteps(
  parts: PlanParts,
  ask: AskRegister,
  { wanted, use }: { readonly wanted: readonly Step[]; readonly use: JudgedUse },
  submission: PlannedSubmission,
  revision: number,
): Promise<Planned> {
  const { store } = parts;
  const own = wanted.filter(changesSomething);
  // of a record that both are about, the later word counts
  const earlier = (await lookAt(store, withoutNames(submission.earlier ?? [], wanted), {})).steps;
  const steps = [...earlier.filter(changesSomething), ...own];
  if (steps.length === 0) return { outcome: 'unchanged', revision, warnings: use.warnings };
  const { faults, warnings, narrowed } = await checkAll(parts, ask, steps, submission.onProgress);
  const appearing = steps.filter(({ before }) => before === undefined);
  const all = [...faults, ...use.faults, ...(await formerSectorFaults(store, appearing))];
  if (all.length > 0) return { outcome: 'refused', faults: all };
  return {
    outcome: 'valid',
    revision: revision + 1,
    consequences: own.map(consequence),
    narrowed,
    warnings: [...use.warnings, ...warnings],
    steps: own,
  };
}

interface LookedAt {
  /** In the order of the changes. */
  readonly steps: readonly Step[];
  readonly mismatch: Extract<Refused, { outcome: 'version_mismatch' }> | undefined;
}

/** What the records say now. Of a large change those that are as they are to be are kept only where they are judged in use. */
async function lookAt(
  store: Pick<RegisterStore, 'find'>,
  changes: readonly Change[],
  { expected = [] }: Pick<Submission, 'expected'>,
): Promise<LookedAt> {
  const others = withoutNames(expected, changes);
  const wanted = new Map(expected.map((name) => [nameOf(name), name]));
  const steps: Step[] = [];
  let mismatch: LookedAt['mismatch'];
  for (let start = 0; start < Math.max(changes.length, 1); start += batchSize) {
    const batch = changes.slice(start, start + batchSize);
    const looked = start === 0 ? [...batch, ...others] : batch;
    const present = await findPresent(store, looked);
    mismatch ??= mismatchIn(looked, wanted, present);
    for (const change of batch) {
      const step = stepOf(change, present.get(nameOf(change))?.body);
      if (changes.length <= largest || changesSomething(step) || isJudgedInUse(step.kind)) steps.push(step);
    }
  }
  return { steps, mismatch };
}

async function findPresent(
  store: Pick<RegisterStore, 'find'>,
  names: readonly RecordName[],
): Promise<ReadonlyMap<string, StoredRecord>> {
  const found = await store.find(
    names.filter(({ id }) => isRecordId(id)).map(({ kind, id }) => ({ kind, id })),
  );
  return new Map(found.map((record) => [nameOf(record), record]));
}

function mismatchIn(
  names: readonly RecordName[],
  wanted: ReadonlyMap<string, { readonly version: number }>,
  present: ReadonlyMap<string, StoredRecord>,
): LookedAt['mismatch'] {
  for (const { kind, id } of names) {
    const name = nameOf({ kind, id });
    const version = present.get(name)?.version ?? 0;
    if ((wanted.get(name)?.version ?? version) !== version) {
      return { outcome: 'version_mismatch', record: { kind, id }, version };
    }
  }
  return undefined;
}

/** What is not there for somebody comes before everything else: not even its version is told. */
async function refusalOf(
  ask: AskRegister,
  { steps, mismatch }: LookedAt,
  { rights }: Pick<Submission, 'rights'>,
): Promise<Refused | undefined> {
  if (rights === undefined) return mismatch;
  const written = writtenSteps(steps);
  return ask((before): Refused | undefined => {
    const register = { before, after: registerAfter(before, written) };
    if (!steps.every((step) => rights.sees(step, register))) return { outcome: 'hidden' };
    if (mismatch !== undefined) return mismatch;
    for (const step of steps) {
      const finding = rights.refusal(step, register);
      if (finding !== undefined) return { outcome: 'forbidden', fault: faultOf(step, finding) };
    }
    return undefined;
  });
}

/** A large change is checked part by part, before the background of all of it. */
async function checkAll(
  rules: ChangeRules,
  ask: AskRegister,
  steps: readonly Step[],
  onProgress: Submission['onProgress'],
): Promise<StepCheck> {
  const written = writtenSteps(steps);
  const faults = new Map<string, Fault>();
  const warnings = new Map<string, Fault>();
  const narrowed = new Map<string, StepCheck['narrowed'][number]>();
  for (let start = 0; start < steps.length; start += batchSize) {
    const part = steps.slice(start, start + batchSize);
    const checked = await ask((before) =>
      checkSteps(
        part,
        { before, after: registerAfter(before, written) },
        { ...rules, placeOf: written.placeOf },
      ),
    );
    for (const fault of checked.faults) faults.set(JSON.stringify(fault), fault);
    for (const warning of checked.warnings) warnings.set(JSON.stringify(warning), warning);
    for (const policy of checked.narrowed) narrowed.set(policy.id, policy);
    onProgress?.(start + part.length, steps.length);
  }
  return { faults: [...faults.values()], warnings: [...warnings.values()], narrowed: [...narrowed.values()] };
}

function withoutNames<Named extends RecordName>(
  changes: readonly Named[],
  others: readonly RecordName[],
): readonly Named[] {
  if (changes.length === 0) return [];
  const names = new Set(others.map(nameOf));
  return changes.filter((change) => !names.has(nameOf(change)));
}

function absentFault({ kind, id }: Step): Fault {
  const problem = `there is no ${kind} ${id} to end`;
  return faultOf({ kind, id }, { path: [], problem, remedy: 'correct the name' });
}

function changesSomething({ before, after }: Step): boolean {
  return (before === undefined) !== (after === undefined) || differences(before, after).length > 0;
}

const noDifferences: Consequence['differences'] = [];

function consequence({ kind, id, before, after }: Step): Consequence {
  if (before === undefined) return { kind, id, effect: 'created', differences: noDifferences };
  if (after === undefined) return { kind, id, effect: 'ended', differences: noDifferences };
  return { kind, id, effect: 'updated', differences: shownDifferences(kind, before, after) };
}
