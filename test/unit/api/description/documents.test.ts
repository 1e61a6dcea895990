import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { apiDocument, apiReference } from '../../../../src/api/description/documents.ts';
import { problems } from '../../../../src/api/problem.ts';

describe('the description of the management API', () => {
  it('is up to date: sluis openapi', () => {
    expect(readFileSync('docs/api/openapi.json', 'utf8')).toBe(
      `${JSON.stringify(apiDocument(), undefined, 2)}\n`,
    );
    expect(readFileSync('docs/API.md', 'utf8')).toBe(apiReference());
  });

  it('is a valid OpenAPI 3.1 document', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(apiDocument())));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('has no reference that leads nowhere', () => {
    const text = JSON.stringify(apiDocument());
    const places = new Set([...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, place]) => place ?? ''));
    expect(places.size).toBeGreaterThan(20);
    for (const place of places) {
      const found = place
        .split('/')
        .reduce<unknown>(
          (node, key) => Object.getOwnPropertyDescriptor(Object(node), key)?.value,
          apiDocument(),
        );
      expect(found, place).toBeDefined();
    }
  });

  it('holds every problem in the reference', () => {
    const page = apiReference();
    for (const code of Object.keys(problems)) expect(page).toContain(`| \`${code}\` |`);
  });
});
