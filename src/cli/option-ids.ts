import { usageFault } from './command.ts';

/** The id that a word names, shown as in the usage: `<service>`. Throws for what has another shape. */
export function idOf<Id>(shown: string, text: string, read: (text: string) => Id | undefined): Id {
  const id = read(text);
  if (id === undefined) throw usageFault(`${shown} has another shape than such an id`);
  return id;
}

/** The same for an option, which may be absent. */
export function idOfOption<Id>(
  option: string,
  text: string | undefined,
  read: (text: string) => Id | undefined,
): Id | undefined {
  return text === undefined ? undefined : idOf(`--${option}`, text, read);
}
