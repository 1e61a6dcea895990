import { randomBytes, randomUUID } from 'node:crypto';
import type { FactorProof, FactorPurpose } from '../../src/domain/factors.ts';
import { portalAccountId, type PortalAccountId } from '../../src/domain/ids.ts';
import type { AuditEvent } from '../../src/domain/ledger.ts';
import type { PortalRole } from '../../src/domain/portal-roles.ts';
import { systemRandomness } from '../../src/domain/randomness.ts';
import { createFactors, type Factors } from '../../src/factors/factors.ts';
import { createLastingKeys } from '../../src/keyring/lasting-keys.ts';
import { createMemoryEphemeralStore } from '../../src/storage/memory/ephemeral-store.ts';
import { createPostgresFactorStore } from '../../src/storage/postgres/factor-store.ts';
import { createPostgresLedgerStore } from '../../src/storage/postgres/ledger-store.ts';
import { openPostgres } from '../../src/storage/postgres/pool.ts';
import { createPostgresRelyingPartyStore } from '../../src/storage/postgres/relying-party-store.ts';
import { createSealedEphemeralStore } from '../../src/storage/sealed-ephemeral-store.ts';
import type { EphemeralStore } from '../../src/storage/stores/ephemeral-store.ts';
import { appCode } from '../actors/authenticator-app.ts';
import { createAuthenticator, type Authenticator } from '../actors/authenticator.ts';
import { createManualClock, type ManualClock } from '../machine/manual-clock.ts';
import { createRecordingLogger } from '../machine/recording-logger.ts';
import { openDatabase } from '../services/postgres-servers.ts';
import { required } from '../values/ids.ts';
import { createTestSealer } from '../values/test-sealer.ts';

export const portalOrigin = 'https://portal.example';
const portal = { id: 'portal.example', name: 'Sluis', origin: portalOrigin };

/** Roles for which codes of an app are enough. */
export const plainRoles: readonly PortalRole[] = ['approver'];

export interface FactorsWorld {
  /** Two nodes with one database and one store of short-lived records. */
  readonly node: Factors;
  readonly otherNode: Factors;
  readonly clock: ManualClock;
  readonly databaseUrl: string;
  readonly ephemeral: EphemeralStore;
  /** Of the audit trail, about this account, the oldest first. */
  events(account: PortalAccountId): Promise<readonly AuditEvent[]>;
  /** A factor of somebody who has just accepted an invitation. */
  firstPasskey(account: PortalAccountId): Promise<OwnedPasskey>;
  firstApp(account: PortalAccountId): Promise<{ readonly secret: string; readonly proof: FactorProof }>;
  acceptance(account: PortalAccountId): AcceptedInvitation;
  close(): Promise<void>;
}

interface OwnedPasskey {
  readonly device: Authenticator;
  readonly proof: FactorProof;
}

interface AcceptedInvitation {
  readonly kind: 'accepted_invitation';
  readonly account: PortalAccountId;
  readonly until: number;
}

export function newAccount(): PortalAccountId {
  return required(portalAccountId(randomUUID()));
}

export async function openFactorsWorld(postgresUrl: string, relyingParty = portal): Promise<FactorsWorld> {
  const { url, postgres } = await openDatabase(postgresUrl);
  const second = openPostgres({ url, timeoutMs: 10_000, maxConnections: 4, logger: createRecordingLogger() });
  const ledger = createPostgresLedgerStore(postgres);
  const clock = createManualClock();
  const ephemeral = createSealedEphemeralStore(createMemoryEphemeralStore({ clock }), createTestSealer());
  const lasting = createLastingKeys(
    { keys: new Map([[1, randomBytes(32)]]), currentVersion: 1 },
    systemRandomness,
  );
  const nodeOn = (connection: typeof postgres): Factors =>
    createFactors({
      store: createPostgresFactorStore(connection),
      relyingParties: createPostgresRelyingPartyStore(connection),
      sealer: lasting.sealer,
      ephemeral,
      audit: (event) => ledger.appendAudit(event),
      notices: () => Promise.resolve([]),
      clock,
      randomness: systemRandomness,
      relyingParty,
    });
  const node = nodeOn(postgres);
  const acceptance = (account: PortalAccountId): AcceptedInvitation => ({
    kind: 'accepted_invitation',
    account,
    until: clock.now() + 600_000,
  });
  return {
    node,
    otherNode: nodeOn(second),
    clock,
    databaseUrl: url,
    ephemeral,
    acceptance,
    events: async (account) =>
      (await ledger.listAudit({ limit: 1_000 })).filter(({ recordId }) => recordId === account).toReversed(),
    async firstPasskey(account) {
      const wish = { roles: plainRoles, acceptance: acceptance(account) };
      return addPasskey(node, account, wish);
    },
    async firstApp(account) {
      const begun = await node.beginTotp(account, {
        roles: plainRoles,
        acceptance: acceptance(account),
        label: 'ada@waterland.example',
      });
      if (begun.outcome !== 'begun') throw new Error(begun.outcome);
      const added = await node.confirmTotp(account, appCode(begun.secret, clock.now()), 'phone');
      if (added.outcome !== 'added') throw new Error(added.outcome);
      return { secret: begun.secret, proof: added.proof };
    },
    async close() {
      await Promise.all([postgres.close(), second.close()]);
    },
  };
}

/** Adds a passkey on a new device. */
export async function addPasskey(
  node: Factors,
  account: PortalAccountId,
  wish: Omit<Parameters<Factors['beginPasskey']>[1], 'userName'>,
): Promise<OwnedPasskey> {
  const begun = await node.beginPasskey(account, { ...wish, userName: 'ada@waterland.example' });
  if (begun.outcome !== 'begun') throw new Error(begun.outcome);
  const device = createAuthenticator(portalOrigin);
  const added = await node.addPasskey(account, device.register(begun.options), 'Laptop of Ada');
  if (added.outcome !== 'added') throw new Error(JSON.stringify(added));
  return { device, proof: added.proof };
}

/** What the browser of somebody who has a passkey is asked. */
export async function challenged(node: Factors, account: PortalAccountId, purpose: FactorPurpose) {
  const options = await node.challenge(account, purpose);
  if (options === undefined) throw new Error('the account has no passkey');
  return options;
}
