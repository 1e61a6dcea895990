import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { federationRecords, parseFederationFiles } from '../../../../src/register/files/federation-files.ts';
import { fileLists } from '../../../../src/register/model/federation-records.ts';
import { catalogue } from '../../../../testkit/federation/catalogue.ts';
import { example } from '../../../../testkit/federation/example-federation.ts';

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
      fc.constantFrom(...fileLists.map(({ list }) => list)),
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
    if (!('federation' in outcome)) throw new Error('the example has faults');
    const records = federationRecords(outcome.federation);
    const file = Object.fromEntries(
      fileLists.map(({ kind, list }) => [
        list,
        records.filter((each) => each.kind === kind).map(({ body }) => body),
      ]),
    );
    const again = parse(stringify(file, { defaultStringType: 'QUOTE_DOUBLE' }));
    if (!('federation' in again)) throw new Error('the written file has faults');
    expect(again.federation).toEqual(outcome.federation);
    expect(federationRecords(again.federation)).toEqual(records);
  });
});
