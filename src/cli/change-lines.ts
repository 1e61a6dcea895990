import type { ChangeOutcome, CheckOutcome, Consequence, Registry } from '../register/changes/registry.ts';
import { faultLine } from '../register/changes/fault-line.ts';
import type { ScheduledChange } from '../storage/stores/schedule-store.ts';
import type { Terminal } from './command.ts';
import { narrowedPolicyLine, differenceText } from './plan-lines.ts';

/** What a change does, for people. */
function consequenceLines(consequences: readonly Consequence[]): readonly string[] {
  const signs = { created: '+', updated: '~', ended: '-' } as const;
  return consequences.flatMap(({ kind, id, effect, differences }) => [
    `${signs[effect]} ${kind} ${id}`,
    ...differences.map((difference) => `    ${differenceText(difference)}`),
  ]);
}

export function scheduledLine(
  { id, due, proposal, state }: ScheduledChange,
  momentText: (millis: number) => string,
): string {
  const { changes, author, reason } = proposal;
  const [first] = changes;
  const what = first === undefined ? 'nothing' : `${first.kind} ${first.id}`;
  const more = changes.length > 1 ? ` and ${String(changes.length - 1)} more` : '';
  return `${id}, due ${momentText(due)}, ${stateText(state)}, ${author}: ${reason} (${what}${more})`;
}

function stateText(state: ScheduledChange['state']): string {
  switch (state.name) {
    case 'waiting':
      return 'waiting';
    case 'applied':
      return `applied as revision ${String(state.revision)}`;
    case 'cancelled':
      return `cancelled by ${state.author}`;
    case 'failed':
      return 'failed';
  }
}

type Outcome = ChangeOutcome | CheckOutcome;

/** Says what came of a change; gives the exit code. */
export function report(outcome: Outcome, terminal: Terminal): 0 | 1 {
  switch (outcome.outcome) {
    case 'applied':
    case 'valid':
      consequenceLines(outcome.consequences).forEach(terminal.out);
      outcome.narrowed.map(narrowedPolicyLine).forEach(terminal.out);
      if (outcome.outcome === 'applied') terminal.out(`applied as revision ${String(outcome.revision)}`);
      return 0;
    case 'unchanged':
      terminal.out('nothing to do: the register says the same already');
      return 0;
    case 'refused':
      terminal.say('nothing was changed:');
      outcome.faults.map((fault) => faultLine(fault)).forEach(terminal.say);
      return 1;
    case 'version_mismatch': {
      const { record, version } = outcome;
      terminal.say(`nothing was changed: ${record.kind} ${record.id} is at version ${String(version)} now`);
      return 1;
    }
  }
}

/** The same for a change whose consequences were shown before. */
export function reportEnd(outcome: ChangeOutcome, terminal: Terminal): 0 | 1 {
  return report(
    outcome.outcome === 'applied' ? { ...outcome, consequences: [], narrowed: [] } : outcome,
    terminal,
  );
}

/** The same for a change that was to be kept for later. */
export function reportScheduled(
  outcome: Awaited<ReturnType<Registry['schedule']>>,
  terminal: Terminal,
  momentText: (millis: number) => string,
): 0 | 1 {
  if ('outcome' in outcome) return report(outcome, terminal);
  terminal.out(scheduledLine(outcome, momentText));
  return 0;
}
