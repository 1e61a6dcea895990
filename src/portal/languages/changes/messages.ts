/** What is wrong with what somebody did with a draft; `changed`: somebody else changed the policy; `other`: nothing that a field says. */
export type WrongDraft = 'reason' | 'changed' | 'notAllowed' | 'other';

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
  readonly later: {
    readonly when: string;
    readonly now: string;
    readonly onDay: string;
    readonly day: string;
    readonly dayHint: string;
    /** Of a change that is shown as it is on its day. */
    readonly lookedAt: (day: string) => string;
    /** Others that wait already: they take the place of this one. */
    readonly others: (days: string) => string;
    readonly title: string;
    readonly from: (day: string) => string;
    readonly callOff: string;
    readonly callOffOf: (day: string) => string;
    readonly said: Readonly<Record<'waits' | 'calledOff' | 'waitsNoMore', string>>;
    readonly waits: (day: string, service: string, school: string) => string;
    readonly failed: (day: string) => string;
    readonly failedWhy: Readonly<Record<'author' | 'other', string>>;
    readonly retry: (service: string) => string;
  };
  readonly drafts: {
    readonly save: string;
    readonly saveHint: string;
    readonly title: string;
    readonly oneTitle: (when: string) => string;
    readonly stale: string;
    readonly passed: (day: string) => string;
    readonly compareLead: string;
    readonly own: string;
    readonly byOther: string;
    readonly publish: string;
    readonly refusalReason: string;
    readonly refuse: string;
    readonly withdraw: string;
    readonly goOn: string;
    readonly said: Readonly<Record<'drafted' | 'refused' | 'withdrawn' | 'draftGone', string>>;
    readonly wrong: Readonly<Record<WrongDraft, string>>;
    readonly toJudge: (service: string, school: string) => string;
    readonly look: string;
  };
}
