import { educationSectors } from '../../register/model/kinds/school.ts';
import { Argument } from '@commander-js/extra-typings';
import { examples, newCommand, type DeclareCommand } from '../command.ts';
import { sectorOf } from '../options.ts';

const sectorArgument = new Argument('<sector>', 'education sector')
  .choices(educationSectors)
  .argParser((text) => sectorOf('<sector>', text));

export const eckIdReleaseCommand: DeclareCommand = (run) =>
  newCommand('release', {
    summary: 'lets another board assert an ECK iD, for a pupil who moved',
    description:
      'Lets another board assert an ECK iD, which is read from standard input: for a pupil who moved.',
  })
    .addArgument(sectorArgument)
    .addHelpText('after', examples('eckid release po < eck-id.txt'))
    .action((sector) =>
      run(async (context) => (await import('./eckid-release.ts')).eckIdRelease(sector, context)),
    );
