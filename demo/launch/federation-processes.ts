import { setTimeout as wait } from 'node:timers/promises';
import { parties } from '../parties.ts';
import { stopChild, type Child } from './child.ts';
import { applyOption, markApplied, renderFederation } from './render-federation.ts';
import type { DemoSettings } from './settings.ts';
import { startBroker } from './start-broker.ts';
import { StartFault } from './start-fault.ts';
import { startParty } from './start-party.ts';

/** All processes of the demo. */
export interface FederationProcesses {
  /** Starts everything and settles when all of it answers; `report` gets one line per part. */
  start(report: (line: string) => void): Promise<void>;
  /** Settles, by throwing `StartFault`, when any process ends by itself. */
  readonly failed: Promise<never>;
  /** Suppliers and schools first; then the broker, which drains and stops its database last. */
  stop(hurry: Promise<unknown>): Promise<void>;
}

const partyPatienceMillis = 5000;
const brokerPatienceMillis = 30_000;
/** The broker ends its drain within ten seconds. */
const hurriedBrokerPatienceMillis = 15_000;

export function createFederationProcesses(settings: DemoSettings): FederationProcesses {
  const running: { parties: Child[]; broker: Child | undefined } = { parties: [], broker: undefined };
  let stopping = false;
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => undefined);
  const watch = (child: Child) =>
    void child.ended.then(async (how) => {
      failure.reject(
        new StartFault(1, `${child.name} ended (${how}). Its last words:\n${await child.lastWords()}`),
      );
    });

  return {
    failed: failure.promise,
    async start(report) {
      const rendering = await renderFederation(settings, new Date());
      const starting = parties.map(async (party) => {
        const { child, ready, origin } = await startParty(party, settings);
        running.parties.push(child);
        await ready;
        watch(child);
        report(`  ${origin}  ${party.label}`);
      });
      await allSettledOrFirstFault(starting);
      if (stopping) return;
      report('  the broker is starting; the first time it also makes its database …');
      const broker = await startBroker(settings, applyOption(rendering));
      running.broker = broker.child;
      await broker.ready;
      watch(broker.child);
      await markApplied(settings, rendering);
      report(`  ${broker.origin}  Sluis, the broker`);
    },
    async stop(hurry) {
      stopping = true;
      await Promise.all(running.parties.map((child) => stopChild(child, partyPatienceMillis, hurry)));
      if (running.broker === undefined) return;
      await stopBroker(running.broker, hurry);
    },
  };
}

/** Waits for all of them, so that none starts behind the back of whoever handles the fault. */
async function allSettledOrFirstFault(starting: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(starting);
  await Promise.all(starting);
}

/** Also in a hurry the broker gets the time for its drain: ended by force, it would leave its database running. */
async function stopBroker(broker: Child, hurry: Promise<unknown>): Promise<void> {
  const lastResort = hurry.then(() => wait(hurriedBrokerPatienceMillis, undefined, { ref: false }));
  await stopChild(broker, brokerPatienceMillis, lastResort);
}
