import { Command, type CommandUnknownOpts, type Option } from '@commander-js/extra-typings';
import manifest from '../../package.json' with { type: 'json' };
import { didYouMean } from './closest.ts';
import { examples, sentence, usageFault, type Run } from './command.ts';
import { applyCommand } from './commands/apply-command.ts';
import { completionCommand } from './commands/completion-command.ts';
import { eckIdCheckCommand } from './commands/eckid-check-command.ts';
import { eckIdReleaseCommand } from './commands/eckid-release-command.ts';
import { errorFindCommand } from './commands/error-find-command.ts';
import { exportCommand } from './commands/export-command.ts';
import { keysAdoptCommand } from './commands/keys-adopt-command.ts';
import { keysInitCommand } from './commands/keys-init-command.ts';
import { ledgerLackingCommand } from './commands/ledger-lacking-command.ts';
import { ledgerListCommand } from './commands/ledger-list-command.ts';
import { listCommand } from './commands/list-command.ts';
import { objectionAddCommand } from './commands/objection-add-command.ts';
import { objectionEndCommand } from './commands/objection-end-command.ts';
import { objectionListCommand } from './commands/objection-list-command.ts';
import { openapiCommand } from './commands/openapi-command.ts';
import { personEraseCommand } from './commands/person-erase-command.ts';
import { personFindCommand } from './commands/person-find-command.ts';
import { registerCancelCommand } from './commands/register-cancel-command.ts';
import { registerCompareCommand } from './commands/register-compare-command.ts';
import { registerHistoryCommand } from './commands/register-history-command.ts';
import { registerRestoreCommand } from './commands/register-restore-command.ts';
import { registerScheduledCommand } from './commands/register-scheduled-command.ts';
import { schemaCommand } from './commands/schema-command.ts';
import { serveCommand } from './commands/serve-command.ts';
import { showCommand } from './commands/show-command.ts';
import { validateCommand } from './commands/validate-command.ts';
import { findCommand, nameOf } from './command-names.ts';
import { helpFormat, type HelpOutput } from './help-format.ts';

/** Everything that `sluis` can do, in the order in which help shows it. `output` takes what help and --version print. */
export function declareCommands(run: Run, output: HelpOutput): Command {
  const program = new Command('sluis')
    .description('Sluis: identity broker between schools and suppliers of learning material.')
    .usage('<command> [options]')
    .version(manifest.version, '-V, --version', 'show the version')
    .addHelpText('after', examples('help apply', 'help register history', 'apply federation --dry-run'))
    .addHelpText('after', closing);
  addTo(program.commandsGroup('The broker:'), [serveCommand(run), keys(run)]);
  addTo(program.commandsGroup('Federation files:'), [
    ...[validateCommand, applyCommand, exportCommand, schemaCommand].map((declare) => declare(run)),
  ]);
  addTo(program.commandsGroup('The register:'), [listCommand(run), showCommand(run), register(run)]);
  addTo(program.commandsGroup('People:'), [objection(run), person(run), eckId(run)]);
  addTo(program.commandsGroup('What happened:'), [ledger(run), error(run)]);
  addTo(program.commandsGroup('Around it:'), [
    openapiCommand(run),
    completionCommand(run, program),
    help(program),
  ]);
  withSameManners(program, output);
  return program.hook('preAction', (_, { args, registeredArguments }) =>
    refuseSurplus(args, registeredArguments),
  );
}

const closing = [
  '',
  'Settings come from environment variables: see docs/CONFIGURATION.md.',
  'Exit codes: 0 done, 1 fault, 2 wrong configuration or usage.',
].join('\n');

const register = (run: Run): Command =>
  addTo(group('register', 'versions of records, and changes that wait for their moment'), [
    registerHistoryCommand(run),
    registerCompareCommand(run),
    registerRestoreCommand(run),
    registerScheduledCommand(run),
    registerCancelCommand(run),
  ]);

const objection = (run: Run): Command =>
  addTo(group('objection', 'objections of pupils and parents'), [
    objectionAddCommand(run),
    objectionListCommand(run),
    objectionEndCommand(run),
  ]);

const person = (run: Run): Command =>
  addTo(group('person', 'what is kept about a person'), [personFindCommand(run), personEraseCommand(run)]);

const ledger = (run: Run): Command =>
  addTo(group('ledger', 'what left for suppliers'), [ledgerListCommand(run), ledgerLackingCommand(run)]);

const error = (run: Run): Command =>
  addTo(group('error', 'faults that people were shown'), [errorFindCommand(run)]);

const eckId = (run: Run): Command =>
  addTo(group('eckid', 'ECK iDs of pupils who move, and of logins that begin to send them'), [
    eckIdReleaseCommand(run),
    eckIdCheckCommand(run),
  ]);

const keys = (run: Run): Command =>
  addTo(group('keys', 'keys of the broker'), [keysInitCommand(run), keysAdoptCommand(run)]);

function group(name: string, summary: string): Command {
  return new Command(name).summary(summary).description(sentence(summary)).usage('<command>');
}

function addTo(parent: Command, commands: readonly CommandUnknownOpts[]): Command {
  commands.forEach((command) => parent.addCommand(command));
  return parent;
}

function help(program: CommandUnknownOpts): CommandUnknownOpts {
  return new Command('help')
    .summary('shows what there is, or how a command is called')
    .description('Shows what there is, or how a command is called.')
    .argument('[command...]', 'name of the command')
    .addHelpText('after', examples('help register history'))
    .action((words) => {
      const { command, rest } = findCommand(program, words);
      if (rest[0] !== undefined) throw unknownCommand(command, rest[0]);
      command.outputHelp();
    });
}

function unknownCommand(group_: CommandUnknownOpts, word: string): Error {
  const names = group_.commands.map((command) => command.name());
  const typed = `${nameOf(group_)} ${word}`.trim();
  return usageFault(`there is no command ${typed}${didYouMean(word, names)}`, nameOf(group_));
}

/** What is the same for all commands: what goes wrong is thrown, and help looks alike. */
function withSameManners(command: CommandUnknownOpts, output: HelpOutput): void {
  command
    .exitOverride()
    .helpCommand(false)
    .helpOption('-h, --help', 'show this help')
    .allowExcessArguments()
    .configureHelp(helpFormat)
    .configureOutput({ ...output, writeErr: () => undefined });
  if (command.commands.length > 0) {
    command.on('command:*', ([word = '']: readonly string[]) => {
      throw unknownCommand(command, word);
    });
  }
  for (const option of command.options) if (option.required) refuseOptionAsValue(command, option);
  command.commands.forEach((each) => {
    withSameManners(each, output);
  });
}

/** `--reason --prune` is a reason that was forgotten, and not one that begins with two dashes. */
function refuseOptionAsValue(command: CommandUnknownOpts, option: Pick<Option, 'flags' | 'name'>): void {
  command.on(`option:${option.name()}`, (value: string) => {
    if (/^--?[a-z]/i.test(value)) throw usageFault(`${option.flags} has no value`, nameOf(command));
  });
}

function refuseSurplus(words: readonly string[], known: readonly { readonly variadic: boolean }[]): void {
  const surplus = words.slice(known.length);
  if (surplus.length > 0 && known.at(-1)?.variadic !== true) {
    throw usageFault(`too many words: ${surplus.join(' ')}`);
  }
}
