import { Option } from '@commander-js/extra-typings';
import { idpId } from '../../domain/ids.ts';
import { reasonShape } from '../../domain/ledger.ts';
import { examples, newCommand, usageFault, type DeclareCommand } from '../command.ts';
import { idOf, schoolOption, serviceOption, wholeNumberOf } from '../options.ts';
import { soughtError } from '../sought-error.ts';

const idpOption = new Option('--idp <id>', 'only at this login').argParser((text) =>
  idOf('--idp', text, idpId),
);
const codeOption = new Option(
  '--code <code>',
  'only with this reason, such as saml.expired (docs/ERROR-CODES.md)',
).argParser(codeOf);
const errorOption = new Option(
  '--error <error id>',
  'only what this error id on a page was about: ten letters and digits, or with --school two words and a number in quotes',
).argParser((text) => soughtError('--error', text));
const fromOption = new Option(
  '--from <day or time>',
  'from the start of this day, or from this time (default: a day ago; the start of today for two words and a number; any time for ten letters and digits)',
);
const untilOption = new Option('--until <day or time>', 'before this day or time');
const limitOption = new Option('--limit <number>', 'at most this many events')
  .argParser((text) => wholeNumberOf('--limit', text, 99_999))
  .default(100);

function codeOf(text: string): string {
  if (reasonShape.test(text)) return text;
  throw usageFault('--code must be an error code or a reason, such as saml.expired');
}

export const auditListCommand: DeclareCommand = (run) =>
  newCommand('list', {
    summary: 'shows what was refused and what happened, newest first',
    description:
      'Shows what was refused and what happened, newest first: names and codes, never values. Of what strangers can cause it has the first ones of a minute, and then how many more there were.',
  })
    .addOption(schoolOption)
    .addOption(idpOption)
    .addOption(serviceOption)
    .addOption(codeOption)
    .addOption(errorOption)
    .addOption(fromOption)
    .addOption(untilOption)
    .addOption(limitOption)
    .addHelpText(
      'after',
      examples(
        'audit list --school de-regenboog',
        'audit list --school de-regenboog --error "vis boom 42"',
        'audit list --code saml.signature_invalid --from 2026-11-01',
      ),
    )
    .action((options) =>
      run(async (context) => (await import('./audit-list.ts')).auditList(options, context)),
    );
