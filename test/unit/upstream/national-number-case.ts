import type { SchoolIdentity } from '../../../src/domain/person.ts';
import { SluisError } from '../../../src/domain/errors.ts';
import type { Sealer } from '../../../src/domain/sealer.ts';
import { createSealedEphemeralStore } from '../../../src/storage/sealed-ephemeral-store.ts';
import type { EphemeralStore } from '../../../src/storage/stores/ephemeral-store.ts';
import { passesElevenTest } from '../../../src/upstream/national-number.ts';
import {
  createNationalNumberMonitor,
  type NationalNumberMonitor,
  type NationalNumberReport,
} from '../../../src/upstream/national-number-monitor.ts';
import { createManualClock, type ManualClock } from '../../../testkit/machine/manual-clock.ts';
import { identify, known, name } from './school-identity-case.ts';

export const pupilNumber = name('pupil_number');

/** The numbers from `start` on that pass, or do not pass, the eleven-test. */
export function numbers(count: number, passing: boolean, start = 300_000_000): readonly string[] {
  const found: string[] = [];
  for (let number = start; found.length < count; number += 1) {
    if (passesElevenTest(String(number)) === passing) found.push(String(number));
  }
  return found;
}

export function person(index: number, number: string, changes: Partial<SchoolIdentity> = {}): SchoolIdentity {
  const attributes = { employeeNumber: [number], givenName: ['Sanne'] };
  return { ...identify({ subject: `person-${String(index)}`, attributes }).identity, ...changes };
}

export interface Node {
  readonly monitor: NationalNumberMonitor;
  readonly clock: ManualClock;
}

/** Nodes that share a store; what any of them reports. */
export function openNodes(store: EphemeralStore, sealer: Sealer, count = 1) {
  const clock = createManualClock();
  const reports: NationalNumberReport[] = [];
  const nodes = Array.from({ length: count }, (): Node => ({
    clock,
    monitor: createNationalNumberMonitor({
      store: createSealedEphemeralStore(store, sealer),
      sealer,
      clock,
      report: (finding) => reports.push(finding),
    }),
  }));
  return { nodes, reports, clock };
}

export async function isGiven({ monitor, clock }: Node, identity: SchoolIdentity): Promise<boolean> {
  clock.advance(1);
  return (await monitor.screen(identity)).attributes.has(pupilNumber);
}

/** People from number `first` on sign in one after the other, at one node after the other; whether each number is given. */
export async function signIn(
  nodes: readonly Node[],
  pupilNumbers: readonly string[],
  first = 0,
): Promise<readonly boolean[]> {
  const given: boolean[] = [];
  for (const [index, number] of pupilNumbers.entries()) {
    given.push(await isGiven(known(nodes[index % nodes.length]), person(first + index, number)));
  }
  return given;
}

/** The same store, which notes its calls, and can be away. */
export function counted(inner: EphemeralStore, isAway = () => false) {
  const calls: string[] = [];
  const store = new Proxy(inner, {
    get(target, call): unknown {
      const member: unknown = Reflect.get(target, call);
      if (typeof member !== 'function') return member;
      return (...given: readonly unknown[]): unknown => {
        calls.push(String(call));
        if (isAway()) return Promise.reject(new SluisError('storage.unavailable', 'away'));
        return Reflect.apply(member, target, given);
      };
    },
  });
  return { store, calls };
}
