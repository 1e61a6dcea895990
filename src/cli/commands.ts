import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import manifest from '../../package.json' with { type: 'json' };
import { examples, sentence, type DeclareCommand, type Run } from './command.ts';
import { applyParsingRules } from './parsing-rules.ts';
import { announcementListCommand } from './commands/announcement-list-command.ts';
import { announcementPostCommand } from './commands/announcement-post-command.ts';
import { announcementRemoveCommand } from './commands/announcement-remove-command.ts';
import { applyCommand } from './commands/apply-command.ts';
import { auditListCommand } from './commands/audit-list-command.ts';
import { completionCommand } from './commands/completion-command.ts';
import { documentAddCommand } from './commands/document-add-command.ts';
import { documentEraseCommand } from './commands/document-erase-command.ts';
import { documentListCommand } from './commands/document-list-command.ts';
import { documentShowCommand } from './commands/document-show-command.ts';
import { eckIdCheckCommand } from './commands/eckid-check-command.ts';
import { eckIdReleaseCommand } from './commands/eckid-release-command.ts';
import { errorFindCommand } from './commands/error-find-command.ts';
import { exportCommand } from './commands/export-command.ts';
import { helpCommand } from './commands/help-command.ts';
import { idpCheckCommand } from './commands/idp-check-command.ts';
import { keysAdoptCommand } from './commands/keys-adopt-command.ts';
import { keysCertificateCommand } from './commands/keys-certificate-command.ts';
import { keysInitCommand } from './commands/keys-init-command.ts';
import { keysResealCommand } from './commands/keys-reseal-command.ts';
import { ledgerLackingCommand } from './commands/ledger-lacking-command.ts';
import { ledgerListCommand } from './commands/ledger-list-command.ts';
import { listCommand } from './commands/list-command.ts';
import { objectionAddCommand } from './commands/objection-add-command.ts';
import { objectionEndCommand } from './commands/objection-end-command.ts';
import { objectionListCommand } from './commands/objection-list-command.ts';
import { openapiCommand } from './commands/openapi-command.ts';
import { outboxDropCommand } from './commands/outbox-drop-command.ts';
import { outboxListCommand } from './commands/outbox-list-command.ts';
import { outboxRetryCommand } from './commands/outbox-retry-command.ts';
import { outboxShowCommand } from './commands/outbox-show-command.ts';
import { outboxTestCommand } from './commands/outbox-test-command.ts';
import { passkeysAdoptCommand } from './commands/passkeys-adopt-command.ts';
import { personEraseCommand } from './commands/person-erase-command.ts';
import { personFindCommand } from './commands/person-find-command.ts';
import { portalCodeCommand } from './commands/portal-code-command.ts';
import { portalConfirmCommand } from './commands/portal-confirm-command.ts';
import { portalEraseCommand } from './commands/portal-erase-command.ts';
import { portalInviteCommand } from './commands/portal-invite-command.ts';
import { portalListCommand } from './commands/portal-list-command.ts';
import { registerCancelCommand } from './commands/register-cancel-command.ts';
import { registerCompareCommand } from './commands/register-compare-command.ts';
import { registerHistoryCommand } from './commands/register-history-command.ts';
import { registerRestoreCommand } from './commands/register-restore-command.ts';
import { registerScheduledCommand } from './commands/register-scheduled-command.ts';
import { schemaCommand } from './commands/schema-command.ts';
import { secretCheckCommand } from './commands/secret-check-command.ts';
import { serveCommand } from './commands/serve-command.ts';
import { showCommand } from './commands/show-command.ts';
import { validateCommand } from './commands/validate-command.ts';
import type { HelpOutput } from './help-format.ts';

/** Commands that share their first word: `register history`. */
function group(name: string, summary: string, commands: readonly DeclareCommand[]): DeclareCommand {
  return (run, program) => {
    const parent = new Command(name).summary(summary).description(sentence(summary)).usage('<command>');
    for (const declare of commands) parent.addCommand(declare(run, program));
    return parent;
  };
}

/** Everything that `sluis` can do, in the order in which help shows it. */
const sections: readonly (readonly [heading: string, commands: readonly DeclareCommand[]])[] = [
  [
    'The broker:',
    [
      serveCommand,
      group('keys', 'keys of the broker', [
        keysInitCommand,
        keysCertificateCommand,
        keysAdoptCommand,
        keysResealCommand,
      ]),
      group('passkeys', 'passkeys of those who work with the portal', [passkeysAdoptCommand]),
      group('secret', 'secrets that records of the register refer to', [secretCheckCommand]),
      group('announcement', 'what pages say about trouble that is known', [
        announcementPostCommand,
        announcementListCommand,
        announcementRemoveCommand,
      ]),
      group('outbox', 'messages that go out, such as mail', [
        outboxListCommand,
        outboxShowCommand,
        outboxRetryCommand,
        outboxDropCommand,
        outboxTestCommand,
      ]),
    ],
  ],
  ['Federation files:', [validateCommand, applyCommand, exportCommand, schemaCommand]],
  [
    'The register:',
    [
      listCommand,
      showCommand,
      group('idp', 'logins of schools', [idpCheckCommand]),
      group('document', 'documents of boards, such as signed agreements', [
        documentAddCommand,
        documentListCommand,
        documentShowCommand,
        documentEraseCommand,
      ]),
      group('register', 'versions of records, and scheduled changes', [
        registerHistoryCommand,
        registerCompareCommand,
        registerRestoreCommand,
        registerScheduledCommand,
        registerCancelCommand,
      ]),
    ],
  ],
  [
    'People:',
    [
      group('objection', 'objections of pupils and parents', [
        objectionAddCommand,
        objectionListCommand,
        objectionEndCommand,
      ]),
      group('portal', 'accounts of those who work for boards, suppliers and the operator', [
        portalInviteCommand,
        portalListCommand,
        portalCodeCommand,
        portalConfirmCommand,
        portalEraseCommand,
      ]),
      group('person', 'what is kept about a person', [personFindCommand, personEraseCommand]),
      group('eckid', 'ECK iDs of pupils who move, and of logins that begin to send them', [
        eckIdReleaseCommand,
        eckIdCheckCommand,
      ]),
    ],
  ],
  [
    'What happened:',
    [
      group('ledger', 'what was released to suppliers', [ledgerListCommand, ledgerLackingCommand]),
      group('audit', 'what was refused, and other events', [auditListCommand]),
      group('error', 'errors that people were shown', [errorFindCommand]),
    ],
  ],
  ['Other:', [openapiCommand, completionCommand, helpCommand]],
];

const closing = [
  '',
  'Settings come from environment variables: see docs/CONFIGURATION.md.',
  'Exit codes: 0 done, 1 fault, 2 wrong configuration or usage.',
].join('\n');

/** The program with all its commands. `output` takes what help and --version print. */
export function declareCommands(run: Run, output: HelpOutput): CommandUnknownOpts {
  const program = new Command('sluis')
    .description('Sluis: identity broker between schools and suppliers of learning material.')
    .usage('<command> [options]')
    .version(manifest.version, '-V, --version', 'show the version')
    .addHelpText('after', examples('help apply', 'help register history', 'apply federation --dry-run'))
    .addHelpText('after', closing);
  for (const [heading, commands] of sections) {
    program.commandsGroup(heading);
    for (const declare of commands) program.addCommand(declare(run, program));
  }
  applyParsingRules(program, output);
  return program;
}
