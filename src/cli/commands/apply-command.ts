import { Option } from '@commander-js/extra-typings';
import { idpId, type IdpId } from '../../domain/ids.ts';
import { examples, newCommand, type DeclareCommand } from '../command.ts';
import {
  atOption,
  authorOption,
  folderArgument,
  idOf,
  reasonUnlessDryRunOption,
  yesOption,
} from '../options.ts';

const makeStrangersOption = new Option(
  '--make-strangers <idp>',
  'let the identifier of this login change, after which services know none of its people (may be given again)',
)
  .argParser((text, before: readonly IdpId[] | undefined) => [
    ...(before ?? []),
    idOf('--make-strangers', text, idpId),
  ])
  .conflicts('at');

export const applyCommand: DeclareCommand = (run) =>
  newCommand('apply', {
    summary: 'makes the register say what federation files say',
    description: 'Shows how the register would change, asks, and changes all of it or nothing, now or later.',
  })
    .addArgument(folderArgument)
    .option('--dry-run', 'only show the difference')
    .addOption(yesOption)
    .option('--prune', 'end what is not in the files')
    .addOption(atOption)
    .addOption(reasonUnlessDryRunOption)
    .addOption(authorOption)
    .addOption(makeStrangersOption)
    .option('--create', 'make the embedded database if the data folder holds none yet')
    .addHelpText(
      'after',
      examples(
        'apply federation --dry-run',
        "apply federation --reason 'ticket 42'",
        "apply federation --reason 'new school year' --at 2027-08-01 --yes",
      ),
    )
    .action((folder, options) =>
      run(async (context) => (await import('./apply.ts')).apply(folder, options, context)),
    );
