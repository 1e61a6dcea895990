import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readAttributeCatalogue } from '../../src/config/attribute-catalogue.ts';
import { english as errorTexts } from '../../src/http/languages/english.ts';
import { loginFlow } from '../../src/login/flow.ts';
import { english as loginTexts } from '../../src/login/pages/languages/english.ts';
import { filesBelow } from '../../testkit/machine/project-files.ts';
import { tableRows } from './table-rows.ts';

const page = readFileSync('docs/LOGIN.md', 'utf8');
const file = 'config/attributes.yaml';
const catalogue = readAttributeCatalogue(readFileSync(file, 'utf8'), file);

const bare = (cell: string): string => cell.replaceAll('`', '');

describe('docs/LOGIN.md', () => {
  it('lists the scopes and claims of the catalogue, and no others', () => {
    const wanted = [...catalogue.attributes.values()]
      .filter(({ releasable }) => releasable)
      .map(({ scope, name, type, transforms, linking }) => [
        scope,
        name,
        type,
        transforms.join(', '),
        linking ? 'yes' : '',
      ]);
    expect(tableRows(page, '\n| Scope ').map((row) => row.map(bare))).toEqual(wanted);
  });

  it('lists the addresses of a login as the code does, with what the browser brings to each', () => {
    const rows = tableRows(page, '\n| Address ').map(([address = '', , brings]) => [bare(address), brings]);
    expect(rows).toEqual(loginFlow.map(([method, address, , brings]) => [`${method} ${address}`, brings]));
  });

  it('names only files that there are', () => {
    const named = page.match(/`(?:src|config)\/[\w./-]+`/g)?.map(bare) ?? [];
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('names only error codes that the code uses', () => {
    const source = filesBelow('src', '.ts')
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n');
    const codes = page.match(/`(?:login|identity|saml|oidc|guard|storage|http)\.[a-z_]+`/g)?.map(bare) ?? [];
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => !source.includes(`'${code}'`))).toEqual([]);
  });

  it('quotes pages by the title that they have', () => {
    const titles = [
      ...Object.values(errorTexts.errors).map(({ title }) => title),
      loginTexts.cancelled.title,
    ];
    const quoted = [...page.matchAll(/ _([A-Z][^_|]+)_[ ,;.]/g)].map(([, title = '']) => title);
    expect(quoted.length).toBeGreaterThan(10);
    expect(quoted.filter((title) => !titles.includes(title))).toEqual([]);
  });
});
