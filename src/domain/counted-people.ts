/** What is counted of fewer people would be said of somebody. */
export const fewestPeople = 5;

/** So that two answers do not differ by what one person did. */
export function rounded(times: number): number {
  return Math.round(times / fewestPeople) * fewestPeople;
}
