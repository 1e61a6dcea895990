import type { Fields } from './requests.ts';
import type { Visit } from './visits.ts';

/** A kind of hostile request. */
export interface Shape {
  readonly name: string;
  readonly path: string;
  /** In the address, or in the body as a form. */
  readonly method: 'GET' | 'POST';
  readonly text: (visit: Visit) => string;
  readonly headers?: Fields;
  /** An answer to a visit that was really begun. */
  readonly answersVisit?: boolean;
}

export const form = (fields: Fields): string => new URLSearchParams(fields).toString();
