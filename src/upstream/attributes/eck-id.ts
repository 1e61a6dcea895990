const shape = /^https:\/\/ketenid\.nl\/[a-z0-9]+\/[0-9a-f]{128}$/;

/** The chain pseudonym as Nummervoorziening gives it. Anything else is not believed to be one. */
export function isEckId(value: string): boolean {
  return shape.test(value);
}
