import type { PendingRequest } from '../school-idp.ts';
import type { OurAddresses } from './addresses.ts';

/** What one answer has to agree with. The same for every check, before and after the signature. */
export interface Expectation {
  /** entityID of the IdP that this transaction went to. */
  readonly entityId: string;
  readonly us: OurAddresses;
  readonly pending: PendingRequest;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly skewMs: number;
  readonly requireEncryptedAssertions: boolean;
  /** True when this IdP's identifier of a person is the NameID. */
  readonly nameIdIdentifies: boolean;
}
