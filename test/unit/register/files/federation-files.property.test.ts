import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument, stringify } from 'yaml';
import { parseFederationFiles } from '../../../../src/register/files/federation-files.ts';
import { fileKinds } from '../../../../src/register/model/kinds.ts';
import { catalogue } from '../../../../testkit/federation/catalogue.ts';
import { readPlainYaml } from '../../../../src/register/files/plain-yaml.ts';
import { federationTexts } from '../../../../src/register/files/federation-text.ts';
import { example, writtenOf } from '../../../../testkit/federation/example-federation.ts';
import { anyCharacter } from '../../../../testkit/values/any-character.ts';

const parse = (text: string) => parseFederationFiles([{ name: 'any.yaml', text }], catalogue);

function expectFaultsWithPositions(text: string): void {
  const outcome = parse(text);
  if (!('faults' in outcome)) return;
  expect(outcome.faults.length).toBeGreaterThan(0);
  const lines = text.split(/\r\n?|\n/).length;
  for (const { line, column, problem, remedy, where } of outcome.faults) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines + 1);
    expect(column).toBeGreaterThanOrEqual(1);
    expect([problem, remedy, where]).not.toContain('');
  }
}

/** Text out of the pieces that YAML gives a meaning to. */
const yamlish = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'boards',
        'services',
        ':',
        ': ',
        '- ',
        '\n',
        '  ',
        '{',
        '}',
        '[',
        ']',
        '&a ',
        '*a',
        '!!map',
        '"',
        "'",
        '|',
        '>',
        '#',
        '%',
        '---\n',
        '? ',
        ',',
        'null',
        'true',
        '__proto__',
        '\t',
        '\0',
      ),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

describe('whatever a file holds', () => {
  it('text of any kind gives faults with positions, and never another failure', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), yamlish), expectFaultsWithPositions), { numRuns: 400 });
  });

  it('values of any kind where records are expected do too', () => {
    const file = fc.dictionary(
      fc.constantFrom(...fileKinds.map(({ list }) => list)),
      fc.jsonValue({ maxDepth: 5 }),
    );
    fc.assert(
      fc.property(file, (value) => expectFaultsWithPositions(stringify(value))),
      { numRuns: 200 },
    );
  });

  it('a good file with one piece taken out or put in does too', () => {
    const edit = fc.record({
      at: fc.nat(example.length),
      remove: fc.nat(30),
      insert: fc.oneof(fc.constant(''), yamlish),
    });
    fc.assert(
      fc.property(edit, ({ at, remove, insert }) =>
        expectFaultsWithPositions(example.slice(0, at) + insert + example.slice(at + remove)),
      ),
      { numRuns: 150 },
    );
  });
});

describe('a federation file, there and back', () => {
  it('records written as a file are the same records again', () => {
    const outcome = parse(example);
    if (!('changes' in outcome)) throw new Error('the example has faults');
    const records = writtenOf(outcome.changes);
    const file = Object.fromEntries(
      fileKinds.map(({ kind, list }) => [
        list,
        records.filter((each) => each.kind === kind).map(({ body }) => body),
      ]),
    );
    const again = parse(stringify(file, { defaultStringType: 'QUOTE_DOUBLE' }));
    if (!('changes' in again)) throw new Error('the written file has faults');
    expect(writtenOf(again.changes)).toEqual(records);
  });
});

describe('the reader of plain files', () => {
  const slow = (text: string): unknown => {
    const document = parseDocument(text, { schema: 'failsafe', customTags: ['bool', 'null'] });
    expect(document.errors).toEqual([]);
    expect(document.warnings).toEqual([]);
    return document.toJS();
  };
  const scalar = fc.oneof(
    fc.constantFrom('true', 'True', 'null', '~', '12', '-', 'a: b', '#x', '"', '\\u0041', '__proto__', 'é'),
    fc.string({ unit: anyCharacter, maxLength: 12 }).filter((text) => text.isWellFormed()),
    fc.boolean(),
    fc.constant(null),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      scalar,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.string({ minLength: 1, maxLength: 6 }), tie('value'), { maxKeys: 3 }),
    ),
  }));
  const record = fc.dictionary(fc.constantFrom('id', 'name', 'list', 'x y'), value, { minKeys: 1 });
  const text = fc
    .array(record, { minLength: 1, maxLength: 4 })
    .map((bodies) => [
      ...federationTexts(bodies.map((body, index) => ({ kind: 'board', id: String(index), body }))),
    ])
    .map(([file]) => file?.text ?? '');

  it('reads what is written by an export, as the reader of all YAML does', () => {
    let read = 0;
    fc.assert(
      fc.property(text, (file) => {
        const plain = readPlainYaml(file);
        if (plain === undefined) return;
        read += 1;
        expect(plain).toEqual(slow(file));
      }),
      { numRuns: 1_000 },
    );
    expect(read).toBeGreaterThan(500);
  });

  it.each([
    ...[
      'True',
      'NULL',
      'Null',
      '~',
      '1e3',
      '0x1F',
      '.5',
      '-1',
      'yes',
      '2026-01-01',
      "'x'",
      '&a b',
      '*a',
      '|',
      '!x y',
    ],
    ...[
      '',
      ' x',
      'x ',
      'a: b',
      'a #b',
      '# b',
      '[a,b]',
      '[ a ]',
      '[a, b]',
      '[a, b',
      '[a, , b]',
      '{a: b}',
      '{ a: b }',
    ],
    ...[
      '{ a: b, a: c }',
      '{ __proto__: a }',
      '[]',
      '{}',
      '[[]]',
      '"a" b',
      '"a',
      '"\\x41"',
      '"\\u0041"',
      '"\\ud83d\\ude00"',
    ],
    ...[
      '"\\/"',
      '"\\t"',
      'a\tb',
      'a,b',
      'a]',
      'x: y: z',
      '- a',
      '? a',
      '%a',
      '@a',
      '`a`',
      'é',
      'a\r',
      'true',
      'false',
      'null',
    ],
  ])('reads the value %j as the reader of all YAML does, or leaves it to that', (value) => {
    const file = `boards:\n  - id: a\n    name: ${value}\n`;
    const plain = readPlainYaml(file);
    if (plain !== undefined) expect(plain).toEqual(slow(file));
  });

  it('says nothing of what it does not read, and the same of all that it reads, whatever is changed in a file', () => {
    const edit = fc.record({
      file: text,
      at: fc.nat(400),
      remove: fc.nat(3),
      insert: fc.oneof(fc.constant(''), yamlish, fc.constantFrom(' ', '\n', '  - ', ', ', '"', '\t', '\r')),
    });
    fc.assert(
      fc.property(edit, ({ file, at, remove, insert }) => {
        const place = at % file.length;
        const edited = file.slice(0, place) + insert + file.slice(place + remove);
        const plain = readPlainYaml(edited);
        if (plain !== undefined) expect(plain).toEqual(slow(edited));
      }),
      { numRuns: 5_000 },
    );
  });
});
