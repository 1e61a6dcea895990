/** Everything in `dependencies` of package.json, and the folders of `src/` that alone may import it. */
type Library =
  | {
      readonly library: string;
      /** Replacing it is a change in one place. Empty: for demo and tests alone. */
      readonly homes: readonly [string] | readonly [];
    }
  | {
      readonly library: string;
      readonly homes: readonly [string, string, ...string[]];
      /** Why one home is not enough. */
      readonly because: string;
    };

export const libraryHomes: readonly Library[] = [
  { library: 'oidc-provider', homes: ['downstream'] },
  { library: '@node-saml/node-saml', homes: ['upstream'] },
  { library: 'openid-client', homes: ['upstream'] },
  { library: 'passport', homes: ['upstream'] },
  { library: '@xmldom/xmldom', homes: [] },
  { library: 'nodemailer', homes: ['outbox'] },
  { library: '@simplewebauthn/server', homes: ['factors'] },
  { library: 'otpauth', homes: ['factors'] },
  { library: 'qrcode-generator', homes: ['portal'] },
  { library: 'docx', homes: ['portal'] },
  { library: 'pdfkit', homes: ['portal'] },
  { library: '@expo-google-fonts/noto-sans', homes: ['portal'] },
  { library: 'd3-scale', homes: ['portal'] },
  { library: 'd3-shape', homes: ['portal'] },
  { library: 'redis', homes: ['storage/redis'] },
  { library: 'pino', homes: ['telemetry'] },
  { library: 'prom-client', homes: ['telemetry'] },
  { library: 'hono', homes: ['http'] },
  { library: 'accepts', homes: ['http'] },
  { library: 'cookie', homes: ['http'] },
  { library: '@peculiar/x509', homes: ['keyring'] },
  { library: 'reflect-metadata', homes: ['keyring'] },
  {
    library: 'pg',
    homes: ['storage/postgres', 'embedded-postgres'],
    because: 'who starts a server has to ask whether it is the right one that answers',
  },
  {
    library: 'jose',
    homes: ['keyring', 'downstream'],
    because: 'keys are made in one place, and the last look at an id_token reads what is about to leave',
  },
  {
    library: 'yaml',
    homes: ['cli', 'config', 'register/files'],
    because:
      'the attribute catalogue and the federation are two kinds of files with faults of their own, and a command shows a record',
  },
  {
    library: 'express',
    homes: ['api', 'app', 'http', 'login', 'portal', 'telemetry', 'upstream'],
    because: 'it is how we write what answers a request',
  },
  { library: 'commander', homes: ['cli'] },
  { library: '@commander-js/extra-typings', homes: ['cli'] },
  { library: 'leven', homes: ['cli'] },
  {
    library: 'zod',
    homes: [
      'accounts',
      'api',
      'config',
      'keyring',
      'downstream',
      'outbox',
      'factors',
      'portal',
      'register',
      'rights',
      'storage/postgres',
      'embedded-postgres',
      'upstream',
    ],
    because: 'input is parsed where it enters',
  },
];
