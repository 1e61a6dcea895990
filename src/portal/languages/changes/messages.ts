/** What the pages about changes of what services get say: earlier ones, later ones, and those that somebody else looks at. */
export interface ChangesMessages {
  /** By whom. */
  readonly by: {
    readonly person: (name: string) => string;
    readonly role: (roles: string) => string;
    readonly somebody: string;
    readonly party: (name: string) => string;
    readonly connection: (name: string) => string;
    readonly gone: string;
  };
  readonly because: (reason: string) => string;
  readonly versions: {
    readonly link: string;
    readonly title: (service: string) => string;
    readonly lead: string;
    readonly none: string;
    readonly live: string;
    readonly ended: string;
    readonly unread: string;
    readonly compare: (when: string) => string;
    readonly older: string;
    readonly oneTitle: (when: string) => string;
    readonly compareLead: string;
    readonly lost: (claims: string) => string;
    readonly restore: string;
  };
}
