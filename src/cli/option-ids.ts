import { usageFault } from './command.ts';

/** The id that a word or an option names; `undefined` when it was not given. Throws for what has another shape. */
export function idOf<Id>(
  option: string,
  text: string | undefined,
  read: (text: string) => Id | undefined,
): Id | undefined {
  if (text === undefined) return undefined;
  const id = read(text);
  if (id === undefined) throw usageFault(`--${option} has another shape than such an id`);
  return id;
}
