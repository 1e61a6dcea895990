import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { apiDocument, apiReference } from '../../../../src/api/description/documents.ts';
import { schemasOf } from '../../../../src/api/description/schemas.ts';
import type { NamedSchema, Operation } from '../../../../src/api/operation.ts';
import { problems } from '../../../../src/api/problem.ts';

const document = apiDocument();
const text = JSON.stringify(document);

/** What stands at a place of the document, given as keys with `/` between them. */
function at(place: string): unknown {
  return place
    .split('/')
    .reduce<unknown>((node, key) => Object.getOwnPropertyDescriptor(Object(node), key)?.value, document);
}

function answering(answers: readonly NamedSchema[]): Operation {
  return {
    id: 'examples.read',
    group: 'examples',
    method: 'get',
    address: '/examples',
    summary: 'Reads an example',
    pathParameters: {},
    query: {},
    changes: false,
    responses: answers.map((answer) => ({ status: 200, description: 'It.', ...answer })),
    problems: [],
    handle: () => Promise.reject(new TypeError('only described')),
  };
}

describe('the description of the management API', () => {
  it('is up to date: sluis openapi', () => {
    expect(readFileSync('docs/api/openapi.json', 'utf8')).toBe(`${JSON.stringify(document, undefined, 2)}\n`);
    expect(readFileSync('docs/API.md', 'utf8')).toBe(apiReference());
  });

  it('is a valid OpenAPI 3.1 document', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(JSON.parse(text));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('has no reference that leads nowhere', () => {
    const places = new Set([...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, place]) => place ?? ''));
    expect(places.size).toBeGreaterThan(20);
    for (const place of places) expect(at(place), place).toBeDefined();
  });

  it('has a name for every body and answer', () => {
    const bodies = [...text.matchAll(/"application\/(?:problem\+)?json":\{"schema":(.{1,40})/g)];
    expect(bodies.length).toBeGreaterThan(100);
    for (const [, schema] of bodies) expect(schema).toMatch(/^\{"\$ref":"#\/components\/schemas\/[A-Z]/);
  });

  it('says once what has a name', () => {
    const schemas = Object.entries(Object(at('components/schemas')));
    expect(schemas.length).toBeGreaterThan(50);
    for (const [name, schema] of schemas) {
      expect(text.split(JSON.stringify(schema)).length - 1, name).toBe(1);
    }
  });

  it('gives a name to one schema alone', () => {
    const one = { schemaName: 'Example', schema: z.string() };
    expect(schemasOf([answering([one, one])])).toHaveProperty('Example', { type: 'string' });
    const other = { schemaName: 'Example', schema: z.number() };
    expect(() => schemasOf([answering([one, other])])).toThrow('two schemas are called Example');
  });

  it('holds every problem in the reference', () => {
    const page = apiReference();
    for (const code of Object.keys(problems)) expect(page).toContain(`| \`${code}\` |`);
  });
});
