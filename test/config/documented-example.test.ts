import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseFederationFiles } from '../../src/config/federation-files.ts';
import { purposes } from '../../src/domain/purposes.ts';
import { catalogue } from './federation-example.ts';

const document = readFileSync('docs/FEDERATION-FILES.md', 'utf8');
const configuration = readFileSync('docs/CONFIGURATION.md', 'utf8');

describe('the documents say what the code does', () => {
  it('the example of docs/FEDERATION-FILES.md is a federation without faults', () => {
    const [, text = ''] = /```yaml\n([\s\S]*?)```/.exec(document) ?? [];
    expect(parseFederationFiles([{ name: 'example.yaml', text }], catalogue)).not.toHaveProperty('faults');
  });

  it('all purposes are named', () => {
    expect(purposes.filter((purpose) => !document.includes(`\`${purpose}\``))).toEqual([]);
  });

  it('all variables of the settings are in docs/CONFIGURATION.md, and no others', () => {
    const source = readFileSync('src/config/read-settings.ts', 'utf8');
    const named = (text: string) =>
      new Set(text.match(/\bSLUIS_[A-Z_]+\b/g)?.filter((name) => name !== 'SLUIS_'));
    expect(named(configuration)).toEqual(named(source));
  });
});
