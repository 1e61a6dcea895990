import { z } from 'zod';
import { type ApiScope, apiScopes } from '../../register/model/api-scopes.ts';
import { kindRoutes } from '../kind-routes.ts';
import type { Operation, ResponseDescription } from '../operation.ts';
import { problems, type ProblemCode } from '../problem.ts';
import { headersOf, type HeaderDescription } from './headers.ts';
import { asSent, referenceTo, schemasOf } from './schemas.ts';
import { problemsOf } from './shared-problems.ts';

type Json = Readonly<Record<string, unknown>>;

/** What each scope allows, for people. */
export const scopeMeanings: Readonly<Record<ApiScope, string>> = {
  'register:read': 'read records, their versions and changes for later',
  'schools:write': 'change boards and schools',
  'idps:write': 'change identity providers',
  'suppliers:write': 'change suppliers and pseudonym sectors',
  'services:write': 'change services',
  'agreements:write': 'change processing agreements',
  'policies:write': 'change release policies and access rules',
  'objections:write': 'read and register objections',
  'disclosures:read': 'read which claims went to whom',
  'people:find':
    'find a person of a school by an identifier, read what was released about that person, and erase who it was about; boards only',
  'successions:read': 'read who got another `sub`; for API clients of a supplier',
  'activations:read':
    'read which schools have a service switched on, and where required claims are missing; not for boards',
  'announcements:write':
    'post announcements about trouble that is known; not for boards, and for suppliers about their services alone',
  'audit:read': 'read what was refused and what happened, without people; for API clients of the operator',
  'documents:read': 'read documents of boards, such as signed agreements, by their hash',
};

const introduction = `The register of the federation over HTTP: the same checks as \`sluis apply\`, one record or one set of changes at a time.

An API client gets a token by client credentials (RFC 6749 section 4.4) at \`/token\`, for the scopes that its record in the register names. It sees and changes the records of its board or supplier alone; without either it works for the operator. What it may not see is not found.`;

/** The OpenAPI 3.1 document of the API, from the table that the router is made of. */
export function openApiDocument(operations: readonly Operation[], version: string): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    (paths[operation.address] ??= {})[operation.method] = operationObject(operation);
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Management API of Sluis', version, description: introduction },
    servers: [{ url: '/api/v1' }],
    tags: [...new Set(operations.map(({ group }) => group))].map((name) => ({ name })),
    paths,
    components: {
      schemas: schemasOf(operations),
      responses: Object.fromEntries(refusalsOf(operations)),
      parameters: Object.fromEntries(
        operations.flatMap(headersOf).map((header) => [headerName(header), headerParameter(header)]),
      ),
      securitySchemes: {
        apiClient: {
          type: 'oauth2',
          flows: { clientCredentials: { tokenUrl: '/token', scopes: scopeMeanings } },
        },
      },
    },
  };
}

function operationObject(operation: Operation): Json {
  const { id, group, summary, description, scope, body } = operation;
  return {
    operationId: id,
    tags: [group],
    summary,
    ...(description === undefined ? {} : { description }),
    security:
      scope === undefined ? apiScopes.filter(isWriting).map((one) => securityOf(one)) : [securityOf(scope)],
    parameters: [...pathParameters(operation), ...queryParameters(operation), ...headerParameters(operation)],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: referenceTo(body.schemaName), example: body.example },
            },
          },
        }),
    responses: responsesOf(operation),
  };
}

/** Of records of the register. */
function isWriting(scope: ApiScope): boolean {
  return kindRoutes.some(({ writeScope }) => writeScope === scope);
}

function securityOf(scope: ApiScope): Json {
  return { apiClient: [scope] };
}

function pathParameters({ pathParameters: shapes }: Operation): readonly Json[] {
  return Object.entries(shapes).map(([name, shape]) => parameter('path', name, shape, true));
}

function queryParameters({ query }: Operation): readonly Json[] {
  return Object.entries(query).map(([name, shape]) =>
    parameter('query', name, shape, !shape.safeParse(undefined).success),
  );
}

function parameter(place: string, name: string, shape: z.ZodType, required: boolean): Json {
  const { $schema, description, ...schema } = z.toJSONSchema(shape, asSent);
  return { name, in: place, required, ...(description === undefined ? {} : { description }), schema };
}

function headerParameters(operation: Operation): readonly Json[] {
  return headersOf(operation).map((header) => ({ $ref: `#/components/parameters/${headerName(header)}` }));
}

function headerName({ name, required }: HeaderDescription): string {
  return required && name === 'If-Match' ? 'If-Match-Required' : name;
}

function headerParameter({ example, ...described }: HeaderDescription): Json {
  return { ...described, in: 'header', schema: { type: 'string' }, example };
}

function responsesOf(operation: Operation): Json {
  const successes = operation.responses.map((response): [number, Json] => [
    response.status,
    {
      description: response.description,
      headers: Object.fromEntries(
        Object.entries(response.headers ?? {}).map(([name, text]) => [
          name,
          { description: text, schema: { type: 'string' } },
        ]),
      ),
      content: contentOf(response),
    },
  ]);
  const failures = failuresOf(operation).map(([status, codes]): [number, Json] => [
    status,
    { $ref: `#/components/responses/${codes.join('-')}` },
  ]);
  return Object.fromEntries<unknown>([...successes, ...failures]);
}

/** Bytes have no schema (OpenAPI 3.1, 4.8.14.3). */
function contentOf(response: ResponseDescription): Json {
  if ('schema' in response) return { 'application/json': { schema: referenceTo(response.schemaName) } };
  return Object.fromEntries(response.mediaTypes.map((name) => [name, {}]));
}

function failuresOf(operation: Operation): readonly (readonly [number, readonly ProblemCode[]])[] {
  return [...Map.groupBy(problemsOf(operation), (code) => problems[code].status)];
}

/** Each set of problems that share a status, once. */
function refusalsOf(operations: readonly Operation[]): ReadonlyMap<string, Json> {
  const sets = operations.flatMap((operation) => failuresOf(operation).map(([, codes]) => codes));
  return new Map(
    sets.map((codes) => [
      codes.join('-'),
      {
        description: codes.map((code) => `\`${code}\`: ${problems[code].title}.`).join(' '),
        content: { 'application/problem+json': { schema: referenceTo('Problem') } },
      },
    ]),
  );
}
