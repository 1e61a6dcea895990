import { folders, testkitFolders } from './architecture.ts';
import { libraryHomes } from './library-homes.ts';

const anyOf = (patterns) => `(?:${patterns.join('|')})`;
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** `domain` → everything in it; `storage/stores` → that file, or that folder. */
const inSource = (name) => `^src/${escaped(name)}(?:\\.ts$|/|$)`;

const withRules = folders.filter(({ mayImport }) => mayImport !== 'all');

/** What is not in the table may be imported by nobody but `app/` and `cli/`: default deny here as well. */
const folderRules = withRules.map(({ name, mayImport }) => ({
  name: `${name}-imports`,
  comment: `${name}/ may import: ${['itself', ...mayImport].join(', ')}. Declare an interface in domain/ and wire it in app/.`,
  severity: 'error',
  from: { path: inSource(name) },
  to: { path: '^src/', pathNot: [name, ...mayImport].map(inSource) },
}));

const testkitRules = testkitFolders.map(({ name, mayImport }) => ({
  name: `testkit-${name}-imports`,
  comment: `testkit/${name}/ may import of testkit/: ${['itself', ...mayImport].join(', ')}.`,
  severity: 'error',
  from: { path: `^testkit/${name}/` },
  to: { path: '^testkit/', pathNot: [name, ...mayImport].map((other) => `^testkit/${other}/`) },
}));

/** What tests of any folder may use: what every store has to pass, and readers of SAML that are not ours. */
const sharedTests = ['^test/contracts/', '^test/reference/'];

const libraryRules = libraryHomes.map(({ library, homes }) => ({
  name: `home-of-${library.replaceAll(/[@/]/g, '-')}`,
  comment: `${library} has its home in ${homes.join(', ') || 'demo and tests'}.`,
  severity: 'error',
  // an empty list would be a pattern that every path matches
  from: { path: '^src/', ...(homes.length === 0 ? {} : { pathNot: homes.map(inSource) }) },
  to: { path: `^node_modules/(?:@types/)?${escaped(library)}/` },
}));

export default {
  forbidden: [
    ...folderRules,
    ...testkitRules,
    ...libraryRules,
    {
      name: 'testkit-folder-without-rules',
      comment: 'Every file of testkit/ is in a folder that has a row in architecture.ts.',
      severity: 'error',
      from: { path: '^testkit/', pathNot: testkitFolders.map(({ name }) => `^testkit/${name}/`) },
      to: {},
    },
    {
      name: 'testkit-knows-no-test',
      severity: 'error',
      from: { path: '^testkit/' },
      to: { path: anyOf(['^test/', '^bench/']) },
    },
    {
      name: 'tests-share-by-testkit',
      comment: 'A folder of test/ imports no other one; what two of them need is a part of testkit/.',
      severity: 'error',
      from: { path: '^test/([^/]+)/' },
      to: { path: '^test/', pathNot: ['^test/$1/', ...sharedTests] },
    },
    {
      name: 'bench-is-tested-in-test-bench',
      severity: 'error',
      from: { path: '^test/', pathNot: '^test/bench/' },
      to: { path: '^bench/' },
    },
    {
      name: 'bench-knows-no-test',
      comment: 'But for the readers of SAML that it measures beside ours.',
      severity: 'error',
      from: { path: '^bench/' },
      to: { path: '^test/', pathNot: '^test/reference/' },
    },
    {
      name: 'folder-without-rules',
      comment: 'Every folder of src/ has a row in architecture.ts.',
      severity: 'error',
      from: { path: '^src/', pathNot: folders.map(({ name }) => inSource(name)) },
      to: {},
    },
    {
      name: 'stores-know-nothing-of-each-other',
      severity: 'error',
      from: { path: '^src/storage/(memory|redis|postgres)/' },
      to: { path: '^src/storage/(memory|redis|postgres)/', pathNot: '^src/storage/$1/' },
    },
    {
      name: 'decide-is-pure',
      comment: 'release/ does nothing but think: no runtime, no library.',
      severity: 'error',
      from: { path: '^src/release/' },
      to: { dependencyTypes: ['core', 'npm'] },
    },
    {
      name: 'source-stands-alone',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: anyOf(['^demo/', '^test/', '^testkit/', '^bench/']) },
    },
    {
      name: 'demo-stands-alone',
      comment: "The demo's schools and suppliers know the broker from outside only, as real ones do.",
      severity: 'error',
      from: { path: '^demo/' },
      to: { path: anyOf(['^src/', '^test/', '^testkit/', '^bench/']) },
    },
    {
      name: 'no-development-tools-in-source',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports and that imports nothing is left over.',
      severity: 'error',
      from: { orphan: true, path: '^(?:src|demo|bench|testkit)/', pathNot: '/assets/' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    moduleSystems: ['es6'],
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
