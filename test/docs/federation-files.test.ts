import { apiScopes } from '../../src/register/model/api-scopes.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { variables } from '../../src/config/read-settings.ts';
import { parseFederationFiles } from '../../src/register/files/federation-files.ts';
import { federationFile } from '../../src/register/model/federation-file.ts';
import { refusalReasons, whoseTurnFor, type RefusalReason } from '../../src/domain/release.ts';
import { purposes } from '../../src/domain/purposes.ts';
import { catalogue } from '../../testkit/federation/catalogue.ts';

/** Keys of all objects in a JSON Schema, at any depth. */
function memberNames(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === 'properties' && typeof value === 'object' && value !== null
      ? [...Object.keys(value), ...memberNames(Object.values(value))]
      : memberNames(value),
  );
}

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

  it('all members of all records are named, and all scopes', () => {
    const names = new Set([
      ...memberNames(z.toJSONSchema(federationFile, { io: 'input', unrepresentable: 'any' })),
      ...apiScopes,
    ]);
    expect([...names].filter((name) => !new RegExp(`\\b${name}\\b`).test(document))).toEqual([]);
  });

  it('every refusal is in docs/FEDERATION.md, in the row of whose turn it is', () => {
    const rows = readFileSync('docs/FEDERATION.md', 'utf8').split('\n');
    const rowOf = (reason: RefusalReason) => rows.find((row) => row.includes(`\`${reason}\``));
    const turns = refusalReasons.map((reason) => [reason, rowOf(reason)?.split('|').at(-2)?.trim()]);
    expect(turns).toEqual(refusalReasons.map((reason) => [reason, whoseTurnFor(reason)]));
  });

  it('all variables of the settings are in docs/CONFIGURATION.md, and no others', () => {
    const named = configuration
      .match(/\b(?:SLUIS_[A-Z_]+|[A-Z]+_URL)\b/g)
      ?.filter((name) => name !== 'SLUIS_');
    expect(new Set(named)).toEqual(new Set(Object.keys(variables.shape)));
  });
});
