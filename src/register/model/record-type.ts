import type { z } from 'zod';

/** What a schema reads, with nothing in it that anybody could change. */
export type RecordType<Schema extends z.ZodType> = Unchangeable<z.output<Schema>>;

type Plain = string | number | boolean | null | undefined;

type Unchangeable<Value> = unknown extends Value
  ? Value
  : Value extends Plain
    ? Value
    : Value extends ReadonlyMap<infer Key, infer Member>
      ? ReadonlyMap<Key, Unchangeable<Member>>
      : { readonly [Name in keyof Value]: Unchangeable<Value[Name]> };
