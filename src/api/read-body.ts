import express, { type Request, type RequestHandler, type Response } from 'express';
import type { Problem } from './problem.ts';

const largestBody = 1024 * 1024;
/** Records nest a few levels; what nests deeper only means to exhaust those who walk through it. */
const deepestBody = 32;
const plainJson = /^application\/json(?:\s*;\s*charset="?utf-8"?)?\s*$/i;

const emptyBody: Problem = { code: 'bad_request', detail: 'the body is empty' };

/** Reads a JSON body into `request.body`; gives the problem where there is none that can be read. */
export type ReadBody = (request: Request, response: Response) => Promise<Problem | undefined>;

export function createReadBody(): ReadBody {
  const parse = express.json({ limit: largestBody, strict: true, inflate: false, type: () => true });
  return async (request, response) => {
    if (!plainJson.test(request.headers['content-type'] ?? '')) return { code: 'unsupported_media_type' };
    if (request.headers['content-length'] === '0') return emptyBody;
    const failure = await outcomeOf(parse, request, response);
    if (failure !== undefined) return bodyProblem(failure);
    const body: unknown = request.body;
    if (body === undefined) return emptyBody;
    return isTooDeep(body) ? { code: 'bad_request', detail: 'the body is nested too deeply' } : undefined;
  };
}

function outcomeOf(parse: RequestHandler, request: Request, response: Response): Promise<unknown> {
  return new Promise((resolve) => {
    void parse(request, response, resolve);
  });
}

/** Errors of the parser carry the status that they mean; their messages may quote the body. */
function bodyProblem(failure: unknown): Problem {
  const status =
    typeof failure === 'object' && failure !== null && 'status' in failure ? failure.status : 400;
  if (status === 413) return { code: 'too_large' };
  if (status === 415) return { code: 'unsupported_media_type' };
  return { code: 'bad_request', detail: 'the body is not JSON' };
}

function isTooDeep(body: unknown): boolean {
  let level: readonly unknown[] = [body];
  for (let depth = 0; depth <= deepestBody; depth += 1) {
    level = level.flatMap(valuesIn);
    if (level.length === 0) return false;
  }
  return true;
}

function valuesIn(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const values: unknown[] = Object.values(value);
  return values;
}
