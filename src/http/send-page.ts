import type { Response } from 'express';
import { keepOpenersOut } from './security-headers.ts';

/** Answers with a page on which somebody decides something. */
export function sendPage(response: Response, page: string): void {
  keepOpenersOut(response);
  response.type('html').send(page);
}
