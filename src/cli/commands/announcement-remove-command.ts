import { examples, newCommand, type DeclareCommand } from '../command.ts';
import { aboutAllOption, aboutServiceOption, authorOption, reasonOption } from '../options.ts';

export const announcementRemoveCommand: DeclareCommand = (run) =>
  newCommand('remove', { summary: 'takes an announcement down, whoever posted it' })
    .addOption(aboutServiceOption)
    .addOption(aboutAllOption)
    .addOption(reasonOption)
    .addOption(authorOption)
    .addHelpText('after', examples("announcement remove --service leesboom-reader --reason 'it works again'"))
    .action((options) =>
      run(async (context) => (await import('./announcement-remove.ts')).announcementRemove(options, context)),
    );
