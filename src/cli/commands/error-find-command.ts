import { Option } from '@commander-js/extra-typings';
import { schoolId } from '../../domain/ids.ts';
import { examples, newCommand, type DeclareCommand } from '../command.ts';
import { idOf } from '../options.ts';

const schoolOption = new Option(
  '--school <id>',
  'at which school (required for two words and a number)',
).argParser((text) => idOf('--school', text, schoolId));

const dayOption = new Option(
  '--day <day>',
  'on which day two words and a number were shown (default: today)',
);

export const errorFindCommand: DeclareCommand = (run) =>
  newCommand('find', {
    summary: 'shows what an error id on a page was about',
    description:
      'Shows what an error id on a page was about: the ten signs for a day after they were shown, and for as long as the audit trail has them; the two words and the number of a school on one day.',
  })
    .argument('<error id>', 'ten letters and digits, or two words and a number in quotes')
    .addOption(schoolOption)
    .addOption(dayOption)
    .addHelpText('after', examples('error find K7M2PPKVEG', 'error find "vis boom 42" --school de-regenboog'))
    .action((word, options) =>
      run(async (context) => (await import('./error-find.ts')).errorFind(word, options, context)),
    );
