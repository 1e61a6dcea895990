import { faultLine } from '../domain/fault.ts';
import type { Outcome } from '../register/changes/registry.ts';
import type { ScheduledChange } from '../storage/stores/schedule-store.ts';
import type { Terminal } from './command.ts';
import { effectLines } from './effect-lines.ts';

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

export function warningLines(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `warning: ${line}`);
}

interface Reported {
  readonly terminal: Terminal;
  readonly momentText: (millis: number) => string;
}

/** Says what came of changes, with what they did; gives the exit code. */
export function report(outcome: Outcome, reported: Reported): 0 | 1 {
  if (outcome.outcome === 'applied') effectLines(outcome).forEach(reported.terminal.out);
  return reportEnd(outcome, reported);
}

/** The same for changes whose effect was shown before. */
export function reportEnd(outcome: Outcome, { terminal, momentText }: Reported): 0 | 1 {
  switch (outcome.outcome) {
    case 'applied':
      terminal.out(`applied as revision ${String(outcome.revision)}`);
      return 0;
    case 'scheduled':
      terminal.out(scheduledLine(outcome.scheduled, momentText));
      return 0;
    case 'valid':
      return 0;
    case 'unchanged':
      terminal.out('nothing to do: the register already says this');
      return 0;
    case 'declined':
      return 1;
    case 'refused':
      terminal.say('nothing was changed:');
      outcome.faults.map((fault) => faultLine(fault)).forEach(terminal.say);
      return 1;
    case 'version_mismatch': {
      const { record, version } = outcome;
      terminal.say(`nothing was changed: ${record.kind} ${record.id} is at version ${String(version)} now`);
      return 1;
    }
    case 'hidden':
    case 'forbidden':
      terminal.say('nothing was changed: this is not for you to change');
      return 1;
  }
}
