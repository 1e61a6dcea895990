/** The parts of the portal, and the way out of it. */
export interface NavigationMessages {
  readonly label: string;
  readonly today: string;
  readonly services: string;
  readonly helpDesk: string;
  readonly questions: string;
  readonly agreements: string;
  readonly people: string;
  readonly schools: string;
  readonly factors: string;
  readonly account: string;
  readonly more: string;
  readonly signOut: string;
}
