import { SluisError } from '../domain/errors.ts';

/** The same store; each call that it did not answer is told to `failed` as well as to the caller. */
export function countFailures<Counted extends object>(store: Counted, failed: () => void): Counted {
  return new Proxy(store, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return async (...given: readonly unknown[]): Promise<unknown> => {
        try {
          return await Reflect.apply(member, target, given);
        } catch (error) {
          if (error instanceof SluisError && error.code === 'storage.unavailable') failed();
          throw error;
        }
      };
    },
  });
}
