import request from 'supertest';
import type { World } from './world.ts';
import { tokenOf } from './api-clients.ts';

/** The calls of one API client, with a token for everything that it may have. */
export interface ApiCalls {
  get(path: string): request.Test;
  put(path: string, record: unknown, headers?: Readonly<Record<string, string>>): request.Test;
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): request.Test;
  end(path: string, headers?: Readonly<Record<string, string>>): request.Test;
  /** The record and its ETag, as they are now. */
  read(path: string): Promise<{ readonly record: Record<string, unknown>; readonly etag: string }>;
}

export const why = { 'Sluis-Reason': 'a test' };

export async function openApiClient(world: World, id: string, scope?: string): Promise<ApiCalls> {
  const token = await tokenOf(world.issuer, id, scope);
  const with_ = (call: request.Test, headers: Readonly<Record<string, string>> = {}) =>
    call.auth(token, { type: 'bearer' }).set({ ...headers });
  const broker = () => request(world.issuer);
  const at = (path: string): string => `/api/v1${path}`;
  return {
    get: (path) => with_(broker().get(at(path))),
    put: (path, record, headers) =>
      with_(broker().put(at(path)), { 'Content-Type': 'application/json', ...why, ...headers }).send(
        JSON.stringify(record),
      ),
    post: (path, body, headers) =>
      with_(broker().post(at(path)), { 'Content-Type': 'application/json', ...why, ...headers }).send(
        JSON.stringify(body),
      ),
    end: (path, headers) => with_(broker().delete(at(path)), { ...why, ...headers }),
    async read(path) {
      const { body, headers } = await with_(broker().get(at(path))).expect(200);
      return { record: body, etag: headers['etag'] ?? '' };
    },
  };
}
