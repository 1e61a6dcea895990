import { z } from 'zod';

/** A column whose values were checked before they were written, checked again on the way out. */
export function branded<Value>(construct: (text: string) => Value | undefined) {
  return z.string().transform((text, context): Value => {
    const value = construct(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: 'a value of another shape' });
    return z.NEVER;
  });
}

/** A `timestamptz`, as milliseconds since the epoch. */
export const moment = z.date().transform((date) => date.getTime());

/** A `bigint`, which pg returns as text. */
export const wholeNumber = z
  .string()
  .regex(/^-?\d+$/)
  .transform(Number)
  .pipe(z.int());
