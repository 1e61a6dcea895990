/** The people who came last, each once: when, and never who. */
export interface RecentPeople {
  add(digest: string, at: number): void;
  /** Whether as many as are kept came since a moment. */
  areAllSince(moment: number): boolean;
}

/** Keeps the newest `most` digests: to know whether there were so many, no more are needed. */
export function createRecentPeople(most: number): RecentPeople {
  const seen = new Map<string, number>();
  return {
    add(digest, at) {
      // to the end: a map keeps the order of what is put
      seen.delete(digest);
      seen.set(digest, at);
      const [oldest] = seen.size > most ? seen.keys() : [];
      if (oldest !== undefined) seen.delete(oldest);
    },
    areAllSince(moment) {
      const [oldest] = seen.values();
      return seen.size >= most && oldest !== undefined && oldest >= moment;
    },
  };
}
