import { apiScopes } from '../../register/model/api-scopes.ts';
import type { Operation } from '../operation.ts';
import { problems } from '../problem.ts';
import { headersOf } from './headers.ts';
import { scopeMeanings } from './openapi.ts';
import { problemCodes, problemsOf } from './shared-problems.ts';

/** The reference page of the API in Markdown, from the same table as the OpenAPI document. */
export function referencePage(operations: readonly Operation[]): string {
  const groups = Map.groupBy(operations, ({ group }) => group);
  return [
    '# Management API: reference',
    '',
    'Written by `npm run sluis -- openapi` from the code; do not edit. How to begin, who may do what and a worked example are in',
    '[MANAGEMENT-API.md](MANAGEMENT-API.md). The same as OpenAPI 3.1: [api/openapi.json](api/openapi.json), and at',
    '`/api/v1/openapi.json` of every broker, which also says the form of each record and answer.',
    '',
    'All addresses are below `/api/v1`.',
    '',
    '## Scopes',
    '',
    '| Scope | An API client may |',
    '| --- | --- |',
    ...apiScopes.map((scope) => `| \`${scope}\` | ${scopeMeanings[scope]} |`),
    '',
    '## Problems',
    '',
    '`application/problem+json` (RFC 9457); `type` ends in the code.',
    '',
    '| Status | Code | When, and what to do |',
    '| --- | --- | --- |',
    ...problemCodes.map(
      (code) => `| ${String(problems[code].status)} | \`${code}\` | ${problems[code].meaning} |`,
    ),
    '',
    ...[...groups].flatMap(([group, members]) => [`## ${group}`, '', ...members.flatMap(operationLines)]),
  ].join('\n');
}

function operationLines(operation: Operation): readonly string[] {
  const { method, address, summary, description, scope, body, responses } = operation;
  return [
    `### ${method.toUpperCase()} ${address}`,
    '',
    `${summary}. Task \`${operation.id}\`, ${scope === undefined ? 'scopes of the kinds that the body names' : `scope \`${scope}\``}.`,
    ...(description === undefined ? [] : [description]),
    '',
    ...parameterLines(operation),
    ...(body === undefined
      ? []
      : [
          `Body, for example (\`${body.schemaName}\`):`,
          '',
          '```json',
          JSON.stringify(body.example, undefined, 2),
          '```',
          '',
        ]),
    ...responses.map(({ status, description: what, headers = {} }) => {
      const named = Object.keys(headers).map((name) => `\`${name}\``);
      return `- ${String(status)}: ${what}${named.length === 0 ? '' : ` Headers: ${named.join(', ')}.`}`;
    }),
    `- Problems: ${problemsOf(operation)
      .map((code) => `\`${code}\``)
      .join(', ')}.`,
    '',
  ];
}

function parameterLines(operation: Operation): readonly string[] {
  const query = Object.entries(operation.query).map(([name, shape]) => {
    const needed = shape.safeParse(undefined).success ? '' : ' (needed)';
    return `- query \`${name}\`${needed}: ${shape.description ?? shape.meta()?.description ?? ''}`;
  });
  const headers = headersOf(operation).map(
    ({ name, required, description }) => `- header \`${name}\`${required ? ' (needed)' : ''}: ${description}`,
  );
  const lines = [...query, ...headers];
  return lines.length === 0 ? [] : [...lines, ''];
}
