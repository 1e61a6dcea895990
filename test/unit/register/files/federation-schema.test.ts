import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { federationJsonSchema } from '../../../../src/register/files/federation-schema.ts';

describe('the JSON Schema of federation files', () => {
  it('is up to date; otherwise run: sluis schema', () => {
    expect(readFileSync('config/schema/federation.schema.json', 'utf8')).toBe(federationJsonSchema());
  });

  it('knows the lists, refuses other keys, and gives editors the choices', () => {
    const schema = JSON.parse(federationJsonSchema());
    expect(Object.keys(schema.properties)).toContain('agreements');
    expect(schema.additionalProperties).toBe(false);
    const service = schema.properties.services.items;
    expect(service.required).not.toContain('claims');
    expect(service.properties.claims.items.properties.purpose.enum).toContain('teaching');
  });
});
