import { Router, type Request, type Response } from 'express';
import { answerCall, refuseCall, send, type CallParts } from './answer-call.ts';
import type { Operation } from './operation.ts';
import { problems } from './problem.ts';

/**
 * The management API, to be mounted at `/api`: one route for each operation, the document that describes them, and a
 * page for each problem. No cookies, no other origins, nothing that a cache may keep.
 */
export function createApiRouter(
  parts: CallParts & { readonly operations: readonly Operation[]; readonly document: object },
): Router {
  const { operations, document } = parts;
  const router = Router({ caseSensitive: true, strict: true });
  router.get('/v1/openapi.json', (_request, response) => {
    send(response, asJson(document));
  });
  router.get('/problems/:code', (request, response, next) => {
    const problem = problemPage(parts.issuer, request.params.code);
    if (problem === undefined) next();
    else send(response, asJson(problem));
  });
  for (const [address, known] of Map.groupBy(operations, (operation) => operation.address)) {
    const path = `/v1${address.replaceAll(/\{(\w+)\}/g, ':$1')}`;
    for (const operation of known) {
      router[operation.method](path, (request: Request, response: Response) =>
        answerCall(parts, operation, request, response),
      );
    }
    const allow = known.map(({ method }) => method.toUpperCase()).join(', ');
    router.all(path, (request: Request, response: Response) =>
      refuseCall(parts, { code: 'method_not_allowed', headers: { Allow: allow } }, request, response),
    );
  }
  router.use((request, response) => refuseCall(parts, { code: 'not_found' }, request, response));
  return router;
}

function asJson(body: object) {
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

/** What a problem means, for whoever follows its `type`. */
function problemPage(issuer: string, name: string): object | undefined {
  for (const [code, problem] of Object.entries(problems)) {
    if (code === name) return { type: `${issuer}/api/problems/${code}`, ...problem };
  }
  return undefined;
}
