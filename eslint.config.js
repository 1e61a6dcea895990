import tseslint from 'typescript-eslint';

const typescript = ['**/*.ts'];
const source = ['src/**/*.ts'];
const tests = ['test/**/*.ts', 'testkit/**/*.ts'];

const skipped = { skipBlankLines: true, skipComments: true };

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Name what you export: a name is found, renamed and read the same everywhere.',
};
const dateWithoutTime = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: 'Time comes from the Clock that is passed in; otherwise no test can say what time it is.',
};
const dateCalled = {
  selector: "CallExpression[callee.name='Date']",
  message: 'Time comes from the Clock that is passed in; otherwise no test can say what time it is.',
};
const runtimeSyntax = {
  selector: 'TSEnumDeclaration, TSParameterProperty, TSModuleDeclaration[declare!=true]',
  message: 'Node runs the sources directly: only TypeScript that can be erased. Use a union and `as const`.',
};

const tableOfCharacters = {
  selector: "Property[key.name='unit'] > Literal[value='binary']",
  message: 'fast-check spends a second on a table of all characters for it: `anyCharacter` is the same.',
};

const oneDoor =
  'Calls to others go through src/outgoing/: there their addresses are checked, and nothing else leaves unseen.';
/** What would be another way out of the process. Servers listen, and stores have drivers: those stay. */
const waysOut = {
  paths: [
    {
      name: 'node:http',
      importNames: ['request', 'get', 'Agent', 'globalAgent', 'default'],
      message: oneDoor,
    },
    { name: 'node:net', importNames: ['connect', 'createConnection', 'default'], message: oneDoor },
    ...['node:https', 'node:http2', 'node:tls', 'node:dgram', 'node:dns', 'node:dns/promises', 'undici'].map(
      (name) => ({ name, message: oneDoor }),
    ),
  ],
  // without the prefix that we write, so that it is no way around
  patterns: [{ regex: '^(?:https?|http2|net|tls|dgram|dns)(?:/|$)', message: oneDoor }],
};
const importedAtRun = {
  selector: 'ImportExpression[source.value=/^(?:node:)?(?:https?|http2|net|tls|dgram|dns|undici)/]',
  message: oneDoor,
};

/** Exported without a name, because the tool that reads it demands so. */
export default tseslint.config(
  { ignores: ['node_modules/', '.sluis/', 'coverage/', 'keys/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: typescript,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      // Interfaces of libraries and of our own stores are asynchronous also where one implementation is not.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // An empty variable of the environment is an absent one: there `||` is meant.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      '@typescript-eslint/unbound-method': 'off',
      eqeqeq: 'error',
      curly: ['error', 'multi-line'],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-restricted-syntax': ['error', noDefaultExport, runtimeSyntax],
      'max-lines': ['error', { max: 300, ...skipped }],
    },
  },
  {
    files: [...source, 'demo/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'max-lines-per-function': ['error', { max: 70, ...skipped }],
      complexity: ['error', { max: 12, variant: 'modified' }],
      'max-depth': ['error', 3],
      'max-params': ['error', 5],
    },
  },
  {
    files: source,
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      'no-console': 'error',
      'no-restricted-globals': [
        'error',
        {
          name: 'crypto',
          message: 'Import node:crypto: it says which generator and which algorithms are meant.',
        },
        ...['fetch', 'WebSocket', 'EventSource'].map((name) => ({ name, message: oneDoor })),
      ],
      'no-restricted-imports': ['error', waysOut],
      'no-restricted-properties': [
        'error',
        {
          object: 'Date',
          property: 'now',
          message: 'Time comes from the Clock that is passed in; otherwise no test can say what time it is.',
        },
        {
          object: 'Math',
          property: 'random',
          message: 'Guessable. Randomness comes from the Randomness that is passed in.',
        },
        {
          object: 'process',
          property: 'env',
          message: 'The environment is read once, in config/, and handed on as Settings.',
        },
        { object: 'globalThis', property: 'fetch', message: oneDoor },
      ],
      'no-restricted-syntax': [
        'error',
        noDefaultExport,
        runtimeSyntax,
        dateWithoutTime,
        dateCalled,
        importedAtRun,
      ],
    },
  },
  {
    // The one place that hands the process over to the parts: its environment, its exit code, its output.
    files: ['src/cli/sluis.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['src/outgoing/**/*.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    // openid-client marks what allows plain http as deprecated to make it stand out; on loopback it is meant.
    files: [...tests, 'demo/**/*.ts', 'bench/**/*.ts'],
    rules: { '@typescript-eslint/no-deprecated': 'off' },
  },
  {
    files: tests,
    rules: {
      'no-restricted-syntax': ['error', noDefaultExport, runtimeSyntax, tableOfCharacters],
      // supertest and fixtures hand over bodies as `any`; what a test expects of them is the check.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['bootstrap/**/*.mjs'],
    rules: {
      eqeqeq: 'error',
      'no-unused-vars': 'error',
      'prefer-const': 'error',
      'max-lines': ['error', { max: 150, ...skipped }],
      'max-lines-per-function': ['error', { max: 40, ...skipped }],
      complexity: ['error', { max: 10, variant: 'modified' }],
    },
  },
  {
    files: ['*.config.ts'],
    rules: { 'no-restricted-syntax': ['error', runtimeSyntax] },
  },
);
