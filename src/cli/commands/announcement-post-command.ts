import { Option } from '@commander-js/extra-typings';
import { mostAnnouncedHours } from '../../domain/announcement.ts';
import { examples, newCommand, type DeclareCommand } from '../command.ts';
import { aboutAllOption, aboutServiceOption, authorOption, reasonOption, wholeNumberOf } from '../options.ts';

const englishOption = new Option(
  '--en <text>',
  'the same in English; without it English pages show the Dutch',
);
const hoursOption = new Option('--hours <number>', 'ends by itself after so many hours')
  .argParser((text) => wholeNumberOf('--hours', text, mostAnnouncedHours))
  .default(mostAnnouncedHours);

export const announcementPostCommand: DeclareCommand = (run) =>
  newCommand('post', {
    summary: 'posts an announcement on pages, in the place of the one before',
    description:
      'Posts an announcement about trouble that is known, in the place of the one before. It is on the chooser, on refusals and on error pages within seconds, and ends by itself.',
  })
    .argument('<text>', 'one line of Dutch, without addresses, mailboxes and telephone numbers')
    .addOption(aboutServiceOption)
    .addOption(aboutAllOption)
    .addOption(englishOption)
    .addOption(hoursOption)
    .addOption(reasonOption)
    .addOption(authorOption)
    .addHelpText(
      'after',
      examples(
        "announcement post 'Leesboom doet het niet. We werken eraan.' --service leesboom-reader --hours 2 --reason 'ticket 42'",
      ),
    )
    .action((text, options) =>
      run(async (context) =>
        (await import('./announcement-post.ts')).announcementPost(text, options, context),
      ),
    );
