import { recordsOf } from '../../src/register/files/joined-files.ts';
import type { IdentityProvider } from '../../src/register/model/kinds/idp.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { parseFederationFiles } from '../../src/register/files/federation-files.ts';
import { english as errorTexts } from '../../src/http/languages/english.ts';
import { assertedAffiliation } from '../../src/upstream/attributes/asserted-affiliation.ts';
import { withoutNationalNumbers } from '../../src/upstream/attributes/forbidden-names.ts';
import { incomingClaims } from '../../src/upstream/oidc/claims.ts';
import { catalogue } from '../../testkit/federation/catalogue.ts';
import { certificate } from '../../testkit/federation/certificates.ts';
import { example } from '../../testkit/federation/example-federation.ts';
import { snippetsToRun, snippetWith } from './snippets.ts';

const schoolList = z.looseObject({ schools: z.array(z.looseObject({ id: z.string() })) });

const page = 'docs/SCHOOLS.md';
const text = readFileSync(page, 'utf8');

/** The IdP of the one block that holds this text. */
function idpIn(part: string): IdentityProvider {
  const files = [
    { name: 'all.yaml', text: example },
    { name: 'idp.yaml', text: snippetWith(page, 'yaml', part).text },
  ];
  const parsed = parseFederationFiles(files, catalogue);
  const idp = 'faults' in parsed ? undefined : recordsOf(parsed.changes).idp.at(-1);
  if (idp === undefined) throw new Error(`no IdP of ${part}`);
  return idp;
}

/** Claims of somebody, as far as a sign-in looks at them. */
const kept = (claims: Readonly<Record<string, unknown>>) =>
  withoutNationalNumbers(incomingClaims(claims), catalogue.forbiddenIncoming).kept;

describe('docs/SCHOOLS.md', () => {
  const blocks = snippetsToRun(page, 'yaml');
  const idps = blocks.filter(({ text: block }) => block.includes('idps:'));
  it.each(idps.map((snippet) => [snippet.line, snippet.text] as const))(
    'has at line %i an IdP that is accepted beside other federation files',
    (_line, idp) => {
      const files = [
        { name: 'all.yaml', text: example },
        // the page's own stands for one, and is none
        { name: 'idp.yaml', text: idp.replace(/MIIB-\S+/, certificate) },
      ];
      expect(parseFederationFiles(files, catalogue)).not.toHaveProperty('faults');
    },
  );

  it('has a school that is accepted in the place of the one of that name', () => {
    const others = blocks.filter((block) => !idps.includes(block));
    expect(others.map(({ text: block }) => block.startsWith('schools:'))).toEqual([true]);
    const federation = schoolList.parse(parse(example));
    const [school] = schoolList.parse(parse(others[0]?.text ?? '')).schools;
    const schools = federation.schools.map((one) => (one.id === school?.id ? school : one));
    const files = [{ name: 'all.yaml', text: stringify({ ...federation, schools }) }];
    expect(parseFederationFiles(files, catalogue)).not.toHaveProperty('faults');
    expect(schools.some((one) => 'help' in one)).toBe(true);
  });

  it('takes pupils and teachers of Google by their domains, and nobody of another', () => {
    const kindOf = (hd: string) => assertedAffiliation(kept({ sub: '1', hd }), idpIn('accounts.google.com'));
    expect(kindOf('leerling.regenboog.example')).toBe('pupil');
    expect(kindOf('regenboog.example')).toBe('teacher');
    expect(() => kindOf('gmail.example')).toThrow('no value says a known affiliation');
  });

  it('knows no affiliation of a person for whom Entra ID leaves the groups out', () => {
    const entra = idpIn('regenboog-entra.secret');
    const groups = ['aaaaaaaa-0000-4000-8000-000000000001'];
    expect(assertedAffiliation(kept({ groups }), entra)).toBe('pupil');
    const overage = {
      _claim_names: { groups: 'src1' },
      _claim_sources: { src1: { endpoint: 'https://graph.example' } },
    };
    expect(() => assertedAffiliation(kept(overage), entra)).toThrow('left the affiliation out');
  });

  it('quotes pages by the title that they have', () => {
    const titles = Object.values(errorTexts.errors).map(({ title }) => title);
    const rows = text.slice(text.indexOf('| The page says'));
    const quoted = [...rows.matchAll(/^\| _([^_]+)_ /gm)].map(([, title = '']) => title);
    expect(quoted.length).toBeGreaterThan(4);
    expect(quoted.filter((title) => !titles.includes(title))).toEqual([]);
  });
});
