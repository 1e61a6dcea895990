import type { Request, Response } from 'express';

/** One request of the browser and our answer to it, as Express gives them. */
export interface HttpExchange {
  readonly request: Request;
  readonly response: Response;
}
