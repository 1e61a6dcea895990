import { newCommand, type DeclareCommand } from '../command.ts';
import { authorOption, reasonOption } from '../options.ts';

export const passkeysAdoptCommand: DeclareCommand = (run) =>
  newCommand('adopt', {
    summary:
      'confirms that the portal has another RP ID, for which the passkeys that are there are of no use',
    description:
      'Fixes the RP ID of the settings (SLUIS_PORTAL_RP_ID, or the host of SLUIS_ISSUER) in the place of the one for which the passkeys of the database were made. Browsers offer none of those any more: whoever has no other factor needs a recovery code or a reset.',
  })
    .addOption(reasonOption)
    .addOption(authorOption)
    .action((options) =>
      run(async (context) => (await import('./passkeys-adopt.ts')).passkeysAdopt(options, context)),
    );
