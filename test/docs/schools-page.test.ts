import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseFederationFiles } from '../../src/config/federation-files.ts';
import { english as errorTexts } from '../../src/http/languages/english.ts';
import { catalogue, example } from '../config/federation-example.ts';
import { snippetsToRun } from './snippets.ts';

const page = 'docs/SCHOOLS.md';
const text = readFileSync(page, 'utf8');
/** Stands for the school's own, and is a real one here. */
const [, certificate = ''] = /certificates: \[ (MII\S+) \]/.exec(example) ?? [];

describe('docs/SCHOOLS.md', () => {
  it.each(snippetsToRun(page, 'yaml').map((snippet) => [snippet.line, snippet.text] as const))(
    'has at line %i an IdP that is accepted beside other federation files',
    (_line, idp) => {
      const files = [
        { name: 'all.yaml', text: example },
        { name: 'idp.yaml', text: idp.replace(/MIIB-\S+/, certificate) },
      ];
      expect(parseFederationFiles(files, catalogue)).not.toHaveProperty('faults');
    },
  );

  it('quotes pages by the title that they have', () => {
    const titles = Object.values(errorTexts.errors).map(({ title }) => title);
    const rows = text.slice(text.indexOf('| The page says'));
    const quoted = [...rows.matchAll(/^\| _([^_]+)_ /gm)].map(([, title = '']) => title);
    expect(quoted.length).toBeGreaterThan(4);
    expect(quoted.filter((title) => !titles.includes(title))).toEqual([]);
  });
});
