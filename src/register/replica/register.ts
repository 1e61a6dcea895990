import type { AccessRule } from '../model/kinds/access.ts';
import type { Agreement } from '../model/kinds/agreement.ts';
import type { ApiClient } from '../model/kinds/api-client.ts';
import type { IdentityProvider } from '../model/kinds/idp.ts';
import type { Objection } from '../model/kinds/objection.ts';
import type { ReleasePolicy } from '../model/kinds/policy.ts';
import type { School } from '../model/kinds/school.ts';
import type { Sector } from '../model/kinds/sector.ts';
import type { Service } from '../model/kinds/service.ts';
import type { Supplier } from '../model/kinds/supplier.ts';
import type { SnapshotBoard } from '../model/snapshot-board.ts';
import type { Versioned } from '../model/versioned.ts';
import type {
  ApiClientId,
  AttributeName,
  BoardId,
  IdpId,
  ObjectionHash,
  PersonHandle,
  SchoolId,
  SectorId,
  ServiceId,
  SupplierId,
} from '../../domain/ids.ts';

/**
 * One consistent, read-only snapshot of the federation at one revision. All look-ups are by index: a login costs
 * the same with ten schools and with ten thousand. "Not found" is `undefined`.
 */
export interface Register {
  readonly revision: number;
  board(id: BoardId): SnapshotBoard | undefined;
  /** The same list until a board changes. */
  boards(): readonly Versioned<SnapshotBoard>[];
  school(id: SchoolId): School | undefined;
  /** The same list until a school changes. */
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
  /** Those of all boards. The same list until some agreement changes. */
  agreementsWith(supplier: SupplierId): readonly Versioned<Agreement>[];
  policyFor(school: SchoolId, service: ServiceId): Versioned<ReleasePolicy> | undefined;
  /** Absent: everybody whom agreement and policy allow may sign in. */
  accessFor(school: SchoolId, service: ServiceId): Versioned<AccessRule> | undefined;
  apiClient(id: ApiClientId): Versioned<ApiClient> | undefined;
  apiClients(): readonly Versioned<ApiClient>[];
  /** Those of one person, each once. `handle`: at this board, for records that were not upgraded yet. */
  objectionsOf(person: {
    readonly hashes: readonly ObjectionHash[];
    readonly handle: PersonHandle;
    readonly board: BoardId;
  }): readonly Objection[];
  /** Boards whose objections count at a school: its own, and those where it registered one and which it left since. */
  objectionBoardsOf(school: SchoolId): readonly BoardId[];
  /** Schools that have switched the service on. The same list until something of it changes. */
  schoolsWith(service: ServiceId): readonly School[];
  /** Schools that may use the service on certain days only. The same list until an access rule for the service changes. */
  schoolsWithLicence(service: ServiceId): readonly SchoolId[];
  /**
   * Attributes that some agreement of one of these schools' boards can use, or some access rule of these schools asks
   * for: the rest of what an IdP sends is dropped.
   */
  usableAttributes(schools: readonly SchoolId[]): ReadonlySet<AttributeName>;
}

/** The snapshot that this node works with, kept up to date while the node runs. */
export interface RegisterView {
  current(): Register;
  /** When this node last knew that its snapshot was the newest, in milliseconds since the epoch. */
  confirmedAt(): number;
}
