import type {
  Agreement,
  Board,
  IdentityProvider,
  Objection,
  ReleasePolicy,
  School,
  Sector,
  Service,
  Supplier,
  Versioned,
} from '../domain/register.ts';
import type {
  AttributeName,
  BoardId,
  IdpId,
  PersonHandle,
  SchoolId,
  SectorId,
  ServiceId,
  SupplierId,
} from '../domain/ids.ts';

/**
 * One consistent, read-only picture of the federation at one revision. All look-ups are by index: a login costs
 * the same with ten schools and with ten thousand. "Not found" is `undefined`.
 */
export interface Register {
  readonly revision: number;
  board(id: BoardId): Board | undefined;
  school(id: SchoolId): School | undefined;
  schools(): readonly School[];
  idp(id: IdpId): Versioned<IdentityProvider> | undefined;
  idps(): readonly Versioned<IdentityProvider>[];
  idpsOf(school: SchoolId): readonly Versioned<IdentityProvider>[];
  supplier(id: SupplierId): Supplier | undefined;
  sector(id: SectorId): Sector | undefined;
  service(id: ServiceId): Versioned<Service> | undefined;
  services(): readonly Versioned<Service>[];
  /** All of them, whatever their status or dates: `decide` judges those. */
  agreementsBetween(board: BoardId, supplier: SupplierId): readonly Versioned<Agreement>[];
  policyFor(school: SchoolId, service: ServiceId): Versioned<ReleasePolicy> | undefined;
  objectionsOf(person: PersonHandle): readonly Objection[];
  /** Schools that have switched the service on: what the chooser offers. */
  schoolsWith(service: ServiceId): readonly School[];
  /** Attributes that some agreement of one of these schools' boards can use: the rest of what an IdP sends is dropped. */
  usableAttributes(schools: readonly SchoolId[]): ReadonlySet<AttributeName>;
}

/** The picture that this node works with, kept up to date while the node runs. */
export interface RegisterView {
  current(): Register;
  /** When this node last knew that its picture was the newest, in milliseconds since the epoch. */
  confirmedAt(): number;
}
