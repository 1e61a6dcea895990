/** The value, for fixtures that are known to have the right shape. */
export function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new TypeError('the fixture has the wrong shape');
  return value;
}
