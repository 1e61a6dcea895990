/** `knip` looks at everything; `knip --production` as if there were no tests, so that it finds what only they use. */
const production = process.argv.includes('--production');

/** In the production run alone: what is there for tests, and why it stays. */
const justified = {
  // reads a school's metadata as strictly as the threat model wants it; no command takes metadata yet
  'src/upstream/saml/idp-metadata.ts': ['files'],
  // the register without a store: what the tests of the parts that read it begin with
  'src/register/replica/build-register.ts': ['files'],
  // what two versions side by side may ask the database: `test/contracts/released-statements.ts` reads it
  'src/storage/postgres/statement.ts': ['exports'],
};

/** Exported without a name, because the tool that reads it demands so. */
export default {
  entry: [
    'src/cli/sluis.ts!',
    'bootstrap/{start,sluis,check,test,bench,bench-registry,bench-strangers,pages,end-with-parent,count-reporter}.mjs!',
    'demo/start.ts!',
    'demo/*/main.ts!',
    'demo/**/assets/*.js!',
    'bench/run.ts!',
    'bench/ledger/run.ts!',
    'bench/portal/run.ts!',
    'bench/registry/run.ts!',
    'bench/saml/*.ts!',
    'bench/strangers/run.ts!',
    'testkit/pages/serve.ts',
    'testkit/pictures/take-pictures.ts',
    'test/**/*.test.ts',
    'test/unit/embedded-postgres/embedded-holder.ts',
    'test/unit/outbox/sending-node.ts',
    'test/unit/outgoing/call-once.ts',
  ],
  project: [
    'src/**/*.ts!',
    'demo/**/*.{ts,js}!',
    'bench/**/*.ts!',
    'bootstrap/**/*.mjs!',
    'test/**/*.ts',
    'testkit/**/*.ts',
    '*.ts',
  ],
  ignoreDependencies: ['dependency-cruiser', 'prettier'],
  // a bound that its own file keeps may be exported, so that a test can come to it
  ignoreExportsUsedInFile: production ? true : { interface: true, type: true },
  ...(production ? { ignoreIssues: justified } : {}),
};
