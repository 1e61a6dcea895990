/** From so many different people on, the share says something: of innocent numbers one in eleven passes. */
const enoughPeople = 20;
const suspiciousShare = 0.95;
const believableShare = 0.5;

/** What one person's values were, when they were seen last. */
export interface Sighting {
  /** Tells people apart, and says nothing else. */
  readonly person: string;
  /** The values pass as national numbers. */
  readonly passes: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * What is thought of one attribute at one IdP. Two of them, from two nodes, can be merged in any order and as often as
 * one likes: the later turn wins, and within a turn the newest people of both.
 */
export interface Suspicion {
  /** How often the mind was changed: the attribute is believed at even turns, and withheld at odd ones. */
  readonly turn: number;
  /** Seen in this turn, the newest last. */
  readonly people: readonly Sighting[];
}

export const unsuspected: Suspicion = { turn: 0, people: [] };

export function isWithheld({ turn }: Suspicion): boolean {
  return turn % 2 === 1;
}

/** The newest people show it at once when an IdP begins; that it has mended has to be seen of more than the first class. */
function mostPeople(suspicion: Suspicion): number {
  return isWithheld(suspicion) ? 2 * enoughPeople : enoughPeople;
}

export function merged(one: Suspicion, other: Suspicion): Suspicion {
  if (one.turn !== other.turn) return one.turn > other.turn ? one : other;
  const last = new Map<string, Sighting>();
  for (const sighting of [...one.people, ...other.people].sort(inOrder)) {
    last.delete(sighting.person);
    last.set(sighting.person, sighting);
  }
  return { turn: one.turn, people: [...last.values()].slice(-mostPeople(one)) };
}

function inOrder(one: Sighting, other: Sighting): number {
  if (one.at !== other.at) return one.at - other.at;
  if (one.person !== other.person) return one.person < other.person ? -1 : 1;
  return Number(one.passes) - Number(other.passes);
}

/** The same, or the next turn when the people that were seen are reason enough to change the mind. */
export function judged(suspicion: Suspicion): Suspicion {
  if (suspicion.people.length < enoughPeople) return suspicion;
  const share = shareOf(suspicion);
  const changes = isWithheld(suspicion) ? share < believableShare : share >= suspiciousShare;
  return changes ? { turn: suspicion.turn + 1, people: [] } : suspicion;
}

/**
 * Whether to ask the other nodes. Of a value that passes, always: they may know more. Of another one not while none that
 * passes was seen, nor while those are few: an IdP with innocent numbers costs next to nothing.
 */
export function isNews(suspicion: Suspicion, { person, passes }: Sighting): boolean {
  if (passes) return true;
  const known = suspicion.people.find((sighting) => sighting.person === person);
  if (known !== undefined) return known.passes;
  if (isWithheld(suspicion)) return true;
  const isInnocent = suspicion.people.length >= enoughPeople && shareOf(suspicion) <= believableShare;
  return suspicion.people.length > 0 && !isInnocent;
}

function shareOf({ people }: Suspicion): number {
  return people.filter(({ passes }) => passes).length / people.length;
}
