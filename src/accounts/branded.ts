import { z } from 'zod';

/** Of something that was sealed as JSON: a string that `construct` takes, and as it is. */
export function branded<Value extends string>(construct: (text: string) => Value | undefined) {
  return z.custom<Value>((value) => typeof value === 'string' && construct(value) !== undefined);
}
