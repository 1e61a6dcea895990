import { examples, newCommand, type DeclareCommand } from '../command.ts';

export const keysCertificateCommand: DeclareCommand = (run) =>
  newCommand('certificate', {
    summary: 'shows the certificate of the key that proves the broker to OpenID Connect logins',
    description:
      'Shows the certificate of the key that proves the broker to OpenID Connect logins of schools, to be uploaded there.',
  })
    .option('--next', 'of the key that comes after the one in use')
    .addHelpText('after', examples('keys certificate > sluis.cer'))
    .action((options) =>
      run(async (context) => (await import('./keys-certificate.ts')).keysCertificate(options, context)),
    );
