import type { Command } from './command.ts';

interface CommandEntry {
  /** One word, or two: `register history`. */
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  /** Loaded only when it is called, so that `sluis help` needs no database driver. */
  readonly load: () => Promise<Command>;
}

/** Everything that `sluis` can do, in the order in which help shows it. */
const commands: readonly CommandEntry[] = [
  {
    name: 'serve',
    usage: '[--first-apply <folder> | --apply <folder>]',
    summary: 'runs the broker; applies federation files first, to an empty register only or always',
    load: async () => (await import('./commands/serve.ts')).serve,
  },
  {
    name: 'apply',
    usage: '<folder> [--dry-run | --yes] [--prune] [--at <day or time>] [--author <name>] [--reason <text>]',
    summary:
      'brings the register to what the files say, after showing the difference; --prune ends what is not in them, --at does it later, --dry-run shows it only',
    load: async () => (await import('./commands/apply.ts')).apply,
  },
  {
    name: 'export',
    usage: '<folder> [--force]',
    summary:
      'writes the register as federation files that apply cleanly; --force replaces files that are there',
    load: async () => (await import('./commands/export.ts')).exportRegister,
  },
  {
    name: 'validate',
    usage: '<folder>',
    summary: 'checks federation files and says everything that is wrong with them',
    load: async () => (await import('./commands/validate.ts')).validate,
  },
  {
    name: 'schema',
    usage: '[--check]',
    summary: 'writes the JSON Schema of federation files, or checks that the written one is up to date',
    load: async () => (await import('./commands/schema.ts')).schema,
  },
  {
    name: 'openapi',
    usage: '[--check] [--folder <folder>]',
    summary: 'writes the description of the management API, or checks that the written one is up to date',
    load: async () => (await import('./commands/openapi.ts')).openapi,
  },
  {
    name: 'register history',
    usage: '<kind> <id>',
    summary: 'shows all versions of a record: who changed what, when and why',
    load: async () => (await import('./commands/register-history.ts')).registerHistory,
  },
  {
    name: 'register compare',
    usage: '<kind> <id> <version> <version>',
    summary: 'shows what differs between two versions of a record',
    load: async () => (await import('./commands/register-compare.ts')).registerCompare,
  },
  {
    name: 'register restore',
    usage: '<kind> <id> <version> --reason <text> [--yes] [--at <day or time>] [--author <name>]',
    summary: 'makes a new version of a record that says what an old one said',
    load: async () => (await import('./commands/register-restore.ts')).registerRestore,
  },
  {
    name: 'register scheduled',
    usage: '',
    summary: 'shows changes that wait for their moment, and what became of those of the last 30 days',
    load: async () => (await import('./commands/register-scheduled.ts')).registerScheduled,
  },
  {
    name: 'register cancel',
    usage: '<id> [--author <name>]',
    summary: 'calls off a change that waits for its moment',
    load: async () => (await import('./commands/register-cancel.ts')).registerCancel,
  },
  {
    name: 'objection add',
    usage:
      '<school> [<person handle> | --login <idp> | --eckid [--sector <po | vo | mbo | ho>]] [--service <id>] [--claim <name>] --reason <text> [--author <name>]',
    summary:
      'registers an objection to a claim, to a service, or to one claim for one service; without a handle it reads an identifier from standard input, also of somebody who never signed in',
    load: async () => (await import('./commands/objection-add.ts')).objectionAdd,
  },
  {
    name: 'objection list',
    usage: '[<school>]',
    summary: 'shows objections, and which of them are nobody’s any more',
    load: async () => (await import('./commands/objection-list.ts')).objectionList,
  },
  {
    name: 'objection end',
    usage: '<id> --reason <text> [--author <name>]',
    summary: 'ends an objection that was withdrawn',
    load: async () => (await import('./commands/objection-end.ts')).objectionEnd,
  },
  {
    name: 'person find',
    usage:
      '<school> [--login <idp> | --eckid [--sector <po | vo | mbo | ho>]] --reason <text> [--author <name>]',
    summary:
      'finds a person of a school by what its login sends, or by ECK iD, read from standard input: handle in the ledger, and objections',
    load: async () => (await import('./commands/person-find.ts')).personFind,
  },
  {
    name: 'person erase',
    usage: '<board> <person handle> --reason <text> [--dry-run] [--yes] [--author <name>]',
    summary:
      'makes what the ledger of a board says about a person be about nobody, after showing how much that is',
    load: async () => (await import('./commands/person-erase.ts')).personErase,
  },
  {
    name: 'ledger list',
    usage: '[--school <id>] [--service <id>] [--person <handle>] [--limit <number>]',
    summary: 'shows which claims went to whom, newest first; the ledger holds no values',
    load: async () => (await import('./commands/ledger-list.ts')).ledgerList,
  },
  {
    name: 'ledger lacking',
    usage: '<service> [--school <id>] [--days <number>]',
    summary:
      'counts by day, school and reason how often claims that a service says it requires stayed behind',
    load: async () => (await import('./commands/ledger-lacking.ts')).ledgerLacking,
  },
  {
    name: 'error find',
    usage: '<error id>',
    summary: 'shows what an error id on a page was about, for a day after it was shown',
    load: async () => (await import('./commands/error-find.ts')).errorFind,
  },
  {
    name: 'eckid release',
    usage: '<po | vo | mbo | ho>',
    summary: 'lets another board assert an ECK iD, which is read from standard input: for a pupil who moved',
    load: async () => (await import('./commands/eckid-release.ts')).eckIdRelease,
  },
  {
    name: 'eckid check',
    usage: '<idp> [--school <id>]',
    summary:
      'counts what would come of ECK iDs that a login begins to send, from lines on standard input; changes nothing',
    load: async () => (await import('./commands/eckid-check.ts')).eckIdCheck,
  },
  {
    name: 'keys init',
    usage: '',
    summary: 'makes the keys that the keys folder does not hold yet',
    load: async () => (await import('./commands/keys-init.ts')).keysInit,
  },
  {
    name: 'keys adopt',
    usage: '--reason <text> [--replace] [--author <name>]',
    summary:
      'says that the pseudonym keys are those of the database, where nothing in it proves that; --replace also where it knows others',
    load: async () => (await import('./commands/keys-adopt.ts')).keysAdopt,
  },
];

/** The command that a command line begins with, and the words after its name. */
export function findCommand(
  line: readonly string[],
): { readonly entry: CommandEntry; readonly words: readonly string[] } | undefined {
  for (const entry of commands) {
    const name = entry.name.split(' ');
    if (name.every((word, index) => line[index] === word)) return { entry, words: line.slice(name.length) };
  }
  return undefined;
}

export function helpText(): string {
  const lines = commands.map(
    ({ name, usage, summary }) => `  sluis ${`${name} ${usage}`.trim()}\n      ${summary}`,
  );
  return [
    'Sluis: identity broker between schools and suppliers of learning material.',
    '',
    ...lines,
    '  sluis help',
    '',
    'Settings come from environment variables: see docs/CONFIGURATION.md.',
    'Exit codes: 0 done, 1 fault, 2 wrong configuration or usage.',
  ].join('\n');
}
